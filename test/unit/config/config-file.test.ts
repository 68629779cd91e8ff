/** What a config file says: what is right of it holds, and what is wrong is told at its place. */
import assert from 'node:assert/strict';
import { loadConfigFile } from '../../../server/src/config/config-chain.ts';
import { exceptionsOfPath, readConfigFile } from '../../../server/src/config/config-file.ts';
import { exceptionFindings } from '../../../server/src/config/exception-findings.ts';

/** The text that each problem underlines, and what it says. */
const problems = (text: string) =>
  readConfigFile(text).problems.map(({ span, message }) => `${text.slice(span.start, span.end)} → ${message}`);

const exception = (rest: string) => `{ "exceptions": [{ ${rest} }] }`;

describe('the exceptions of a config file', () => {
  const RIGHT = '"rule": "full-admin", "files": "policies/*.json", "reason": "break glass"';

  it('are read', () => {
    const { options } = readConfigFile(exception(`${RIGHT}, "sid": "All", "expires": "2027-06-30"`));
    assert.deepEqual(options.exceptions, [
      {
        rule: 'full-admin',
        files: ['policies/*.json'],
        sid: 'All',
        reason: 'break glass',
        expires: '2027-06-30',
        index: 0,
      },
    ]);
  });

  for (const [rest, expected] of [
    [
      RIGHT.replace('full-admin', 'full-admn'),
      /^"rule": "full-admn" → There is no rule "full-admn"\. Did you mean "full-admin"\?/,
    ],
    [RIGHT.replace('"files": "policies/*.json", ', ''), /→ Name the files by globs/],
    [RIGHT.replace('policies/*.json', '*a*a*a*a*a.json'), /→ .*has too many wildcards/],
    [`${RIGHT}, "sid": 7`, /^"sid": 7 → "sid" is 7\. Write the Sid/],
    [`${RIGHT}, "expires": "soon"`, /^"expires": "soon" → "expires" is "soon"\. Write the last day/],
    [`${RIGHT}, "until": "2027-01-01"`, /→ An exception has no "until"\. It has rule, files, sid, reason, expires/],
  ] as const)
    it(`are told where they are wrong: ${rest}`, () => {
      const found = problems(exception(rest));
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', expected);
      assert.deepEqual(readConfigFile(exception(rest)).options.exceptions, []);
    });

  it('name files from the folder of the config file on, and no others', () => {
    const { options } = readConfigFile(exception(RIGHT));
    const about = (path: string) => exceptionsOfPath(options, path).length;
    assert.deepEqual(
      ['policies/a.json', 'x/policies/a.json', 'policies/x/a.json', '../policies/a.json', '/policies/a.json'].map(
        about,
      ),
      [1, 0, 0, 0, 0],
    );
  });

  it('are findings in that file where they give no reason, are over or are not needed', () => {
    const text = `{ "exceptions": [
      { "rule": "full-admin", "files": "a.json" },
      { "rule": "full-admin", "files": "b.json", "reason": "x", "expires": "2026-11-26" },
      { "rule": "full-admin", "files": "c.json", "reason": "x", "expires": "2026-11-27" },
      { "rule": "full-admin", "files": "d.json", "reason": "x" }
    ] }`;
    const found = exceptionFindings(readConfigFile(text), ({ files }) => files[0] === 'd.json', '2026-11-27');
    assert.deepEqual(
      found.map(
        ({ rule, span }) =>
          `${rule.id} ${text.slice(span.start, span.end)} ${text.slice(0, span.start).split('\n').length}`,
      ),
      [
        'exception-without-reason "full-admin" 2',
        'exception-expired "full-admin" 3',
        'exception-unused "full-admin" 5',
      ],
    );
    const off = readConfigFile(text.replace('{', '{ "rules": { "exception-expired": "off" },'));
    assert.equal(exceptionFindings(off, () => false, '2026-11-27').length, 1);
  });
});

describe('the requirements of an organization', () => {
  it('are read', () => {
    const text = `{ "organization": {
      "models": { "allowed": "amazon.nova-*", "severity": "error", "message": "Ask us.", "link": "https://example.com/models" },
      "conditions": [{ "actions": "iam:PassRole", "key": "iam:PassedToService", "values": "bedrock.amazonaws.com" }],
      "forbidden": [{ "actions": ["bedrock:Delete*", "iam:*"] }]
    } }`;
    assert.deepEqual(problems(text), []);
    assert.deepEqual(readConfigFile(text).options.organization, {
      models: { allowed: ['amazon.nova-*'], severity: 'error', message: 'Ask us.', link: 'https://example.com/models' },
      conditions: [{ actions: ['iam:PassRole'], key: 'iam:PassedToService', values: ['bedrock.amazonaws.com'] }],
      forbidden: [{ actions: ['bedrock:Delete*', 'iam:*'] }],
    });
  });

  for (const [organization, expected] of [
    ['[]', /→ "organization" must be an object/],
    ['{ "model": {} }', /^"model": {} → There is no "model" here\. There are models, geographies/],
    ['{ "models": ["x"] }', /→ "models" must be an object: \{ "allowed": \[…\] \}/],
    ['{ "models": {} }', /→ List ids of models, such as "anthropic\.claude-\*": "allowed": \[…\]/],
    ['{ "models": { "allowed": [7] } }', /^"allowed": \[7\] → List ids of models/],
    ['{ "models": { "allowed": "a*b*c*d*e*f*g" } }', /is too long/],
    ['{ "regions": { "allowed": "eu-*", "severity": "fatal" } }', /→ "severity" is "fatal"\. Write one of hint/],
    [
      '{ "regions": { "allowed": "eu-*", "link": "javascript:x" } }',
      /→ "link" is "javascript:x"\. Write an address that begins with https/,
    ],
    ['{ "conditions": {} }', /→ "conditions" must be a list of objects/],
    ['{ "conditions": [{ "actions": "iam:PassRole", "key": "x" }] }', /^"key": "x" → Name the condition key/],
    ['{ "forbidden": ["iam:*"] }', /^"iam:\*" → This must be an object/],
  ] as const)
    it(`are told where they are wrong: ${organization}`, () => {
      const found = problems(`{ "organization": ${organization} }`);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', expected);
    });
});

describe('a config file that extends others', () => {
  const load = (files: Readonly<Record<string, string>>) =>
    loadConfigFile('/p/c.json', {
      read: async (file) => {
        if (files[file] === 'unreadable') throw new Error('permission denied');
        return files[file];
      },
      resolve: (from, path) => new URL(path, `file://${from}`).pathname,
    });

  it('has their options where it has none of its own', async () => {
    const loaded = await load({
      '/p/c.json': '{ "extends": ["../org.json", "team.json"], "rules": { "full-admin": "hint" }, "ignore": ["a/"] }',
      '/org.json':
        '{ "extends": "base.json", "rules": { "full-admin": "error", "not-action-allow": "off" }, "organization": { "regions": { "allowed": "eu-*" } } }',
      '/base.json':
        '{ "defaultRegion": "eu-west-1", "ignore": ["b/"], "organization": { "forbidden": [{ "actions": "iam:*" }] } }',
      '/p/team.json':
        '{ "rules": { "not-action-allow": "error" }, "organization": { "regions": { "allowed": "eu-central-1" } } }',
    });
    assert.deepEqual(
      loaded?.files.map(({ file }) => file),
      ['/p/c.json', '/org.json', '/base.json', '/p/team.json'],
    );
    assert.deepEqual({ ...loaded?.options.rules }, { 'full-admin': 'hint', 'not-action-allow': 'error' });
    assert.equal(loaded?.options.defaultRegion, 'eu-west-1');
    assert.deepEqual(loaded?.options.ignore, ['b/', 'a/']);
    assert.deepEqual(loaded?.options.organization, {
      regions: { allowed: ['eu-central-1'] },
      forbidden: [{ actions: ['iam:*'] }],
    });
  });

  for (const [what, files, expected] of [
    ['is missing', {}, /There is no file "b\.json"/],
    ['cannot be read', { '/p/b.json': 'unreadable' }, /"b\.json" cannot be read: permission denied/],
    ['extends it in turn', { '/p/b.json': '{ "extends": "c.json" }' }, /"c\.json" extends this file in turn/],
    ['is wrong', { '/p/b.json': '{ "rules": 1 }' }, /"rules" must be an object/],
  ] as const)
    it(`says so where one ${what}`, async () => {
      const loaded = await load({ '/p/c.json': '{ "extends": "b.json", "defaultRegion": "eu-west-1" }', ...files });
      const said = loaded?.files.flatMap((each) => each.problems.map(({ message }) => message)) ?? [];
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', expected);
      assert.equal(loaded?.options.defaultRegion, 'eu-west-1');
    });

  it('reads each file once, however many extend it, and no more than fifty', async () => {
    let reads = 0;
    const every = (name: number) => JSON.stringify({ extends: Array(10).fill(`f${name + 1}.json`) });
    const loaded = await loadConfigFile('/f0.json', {
      read: async (file) => {
        reads++;
        return every(Number(/\d+/.exec(file)?.[0]));
      },
      resolve: (_, path) => `/${path}`,
    });
    assert.equal(reads, 50);
    assert.match(loaded?.files.at(-1)?.problems[0]?.message ?? '', /More than 50 files extend each other/);
  });

  for (const path of [
    '/etc/x.json',
    '//host/share/x.json',
    '\\\\\\\\host\\\\x.json',
    'C:/x.json',
    'https://x/y.json',
    '',
    'x.yaml',
  ])
    it(`takes no other paths than relative ones: ${path}`, () => {
      assert.match(problems(`{ "extends": "${path}" }`).join('\n'), /is no relative path of a JSON file/);
    });
});
