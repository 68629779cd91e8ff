/** Anchors and aliases of YAML: what an alias names counts where it is named, and fixes leave it alone. */
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { newFindingCache, readDocument } from '../../../../server/src/service.ts';
import { service } from '../../../service.ts';

/** A file of the Serverless Framework. `shared`: what stands under `custom`; `statements`: those of the role. */
const serverless = (shared: string, statements: string): string =>
  `service: chat\n\ncustom:\n${shared}\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n${statements}`;

const read = (text: string, before?: ReturnType<typeof readDocument>) =>
  readDocument(text, { path: 'serverless.yml', before });

/** Statements as text: effect, actions, resources. */
const statementsOf = (text: string) =>
  read(text).policies.flatMap(({ statements }) =>
    statements.map(({ effect, action, resource }) =>
      [
        effect?.text,
        action?.values.map((each) => (each.kind === 'unknown' ? '?' : each.text)).join(),
        resource?.values.map((each) => (each.kind === 'unknown' ? '?' : each.text)).join(),
      ].join(' '),
    ),
  );

/** The same, as the library reads them. */
const asTheLibraryReads = (text: string): readonly string[] =>
  parse(text, { merge: true }).provider.iam.role.statements.map(
    ({ Effect, Action, Resource }: Record<string, string | string[]>) => `${Effect} ${Action} ${Resource}`,
  );

/** The findings with where they stand. */
const findingsOf = (text: string) =>
  service.check(read(text)).map(({ rule, span, fixes }) => ({
    id: rule.id,
    at: text.slice(span.start, span.end),
    line: text.slice(0, span.start).split('\n').length,
    fixes: fixes.length,
  }));

const ACTIONS = '  actions: &actions\n    - bedrock:InvokModel\n    - bedrock:GetGuardrail\n';
const BASE = '  base: &base\n    Effect: Allow\n    Resource: "*"\n';

describe('aliases of YAML', () => {
  for (const [name, shared, statements, wanted] of [
    [
      'of a list',
      ACTIONS,
      "        - Effect: Allow\n          Action: *actions\n          Resource: '*'\n",
      ['Allow bedrock:InvokModel,bedrock:GetGuardrail *'],
    ],
    [
      'of a list in brackets',
      '  actions: &actions [bedrock:GetGuardrail]\n',
      "        - Effect: Allow\n          Action: *actions\n          Resource: '*'\n",
      ['Allow bedrock:GetGuardrail *'],
    ],
    [
      'of one value, in a list and by itself',
      '  action: &action bedrock:GetGuardrail\n  arn: &arn "arn:aws:bedrock:*:*:guardrail/*"\n',
      '        - Effect: Allow\n          Action:\n            - *action\n            - bedrock:ListGuardrails\n          Resource: *arn\n',
      ['Allow bedrock:GetGuardrail,bedrock:ListGuardrails arn:aws:bedrock:*:*:guardrail/*'],
    ],
    [
      'of a statement',
      '  statement: &statement\n    Effect: Deny\n    Action: bedrock:GetGuardrail\n    Resource: "*"\n',
      '        - *statement\n',
      ['Deny bedrock:GetGuardrail *'],
    ],
    [
      'of elements that are merged, of which those count that stand there themselves',
      BASE,
      '        - <<: *base\n          Action: bedrock:GetGuardrail\n        - <<: *base\n          Effect: Deny\n          Action: bedrock:GetGuardrail\n',
      ['Allow bedrock:GetGuardrail *', 'Deny bedrock:GetGuardrail *'],
    ],
    [
      'of elements that several aliases merge',
      `${BASE}  action: &action\n    Action: bedrock:GetGuardrail\n`,
      '        - <<: [*base, *action]\n',
      ['Allow bedrock:GetGuardrail *'],
    ],
    [
      'of what stands in another statement',
      '  x: 1\n',
      '        - Effect: Allow\n          Action: &own\n            - bedrock:GetGuardrail\n          Resource: "*"\n        - Effect: Deny\n          Action: *own\n          Resource: "*"\n',
      ['Allow bedrock:GetGuardrail *', 'Deny bedrock:GetGuardrail *'],
    ],
    [
      'of what names another alias',
      '  action: &action bedrock:GetGuardrail\n  actions: &actions\n    - *action\n',
      '        - Effect: Allow\n          Action: *actions\n          Resource: "*"\n',
      ['Allow bedrock:GetGuardrail *'],
    ],
    [
      'of the anchor that stands last before them',
      '  a: &action bedrock:GetGuardrail\n  b: &action bedrock:ListGuardrails\n',
      '        - Effect: Allow\n          Action: *action\n          Resource: "*"\n',
      ['Allow bedrock:ListGuardrails *'],
    ],
  ] as const)
    it(`${name} are read`, () => {
      const text = serverless(shared, statements);
      assert.deepEqual(statementsOf(text), wanted);
      assert.deepEqual(asTheLibraryReads(text), wanted);
    });

  it('that name nothing are unknown, and nothing is said of them', () => {
    for (const statements of [
      "        - Effect: Allow\n          Action: *nothing\n          Resource: '*'\n",
      '        - *nothing\n',
      '        - <<: *nothing\n          Action: bedrock:GetGuardrail\n',
      '        - <<: *nothing\n',
    ])
      assert.deepEqual(findingsOf(serverless('  x: 1\n', statements)), []);
  });

  it('that go round in a circle, or grow without end, are unknown', () => {
    const circle = serverless(
      '  a: &a [*a]\n',
      '        - Effect: Allow\n          Action: *a\n          Resource: "*"\n',
    );
    assert.equal(read(circle).policies.length, 1);
    const levels = Array.from({ length: 9 }, (_, index) => {
      const list =
        index === 0
          ? 'bedrock:GetGuardrail'
          : Array(9)
              .fill(`*a${index - 1}`)
              .join(', ');
      return `  a${index}: &a${index} [${list}]\n`;
    });
    const laughs = serverless(
      levels.join(''),
      '        - Effect: Allow\n          Action: *a8\n          Resource: "*"\n',
    );
    assert.equal(read(laughs).policies.length, 1);
  });

  it('neither throw nor end late while the file is typed', () => {
    const text = serverless(
      `${ACTIONS}${BASE}`,
      '        - <<: *base\n          Action: *actions\n        - *base\n        - Effect: Deny\n          Action: &own [bedrock:GetGuardrail]\n          Resource: *own\n',
    );
    for (let length = 0; length <= text.length; length++) {
      const half = read(text.slice(0, length));
      const without = read(text.slice(0, length) + text.slice(length + 1));
      for (const document of [half, without]) service.check(document);
    }
  });

  it('bear the findings about what they name, without fixes: others name it too', () => {
    const text = serverless(ACTIONS, "        - Effect: Allow\n          Action: *actions\n          Resource: '*'\n");
    assert.deepEqual(findingsOf(text), [{ id: 'invalid-action', at: '*actions', line: 14, fixes: 0 }]);
  });

  it('keep what they name from being fixed at its anchor', () => {
    const own = (alias: string) =>
      serverless(
        '  x: 1\n',
        `        - Effect: Allow\n          Action: &own\n            - bedrock:InvokModel\n          Resource: "*"\n        - Effect: Deny\n          Action: ${alias}\n          Resource: "*"\n`,
      );
    const fixesOf = (text: string) =>
      findingsOf(text)
        .filter(({ id, at }) => id === 'invalid-action' && at !== '*own')
        .map(({ fixes }) => fixes);
    assert.deepEqual(fixesOf(own('*own')), [0]);
    assert.deepEqual(fixesOf(own('bedrock:GetGuardrail')), [1]);
  });

  it('are not lost with a statement whose anchor is named elsewhere', () => {
    const statement = (name: string) =>
      `        - ${name}Effect: Allow\n          Action: bedrock:GetGuardrail\n          Resource: "*"\n`;
    const text = (alias: string) =>
      serverless('  x: 1\n', `${statement('')}${statement('&s\n          ')}        - ${alias}\n`);
    const fixes = (of: string) =>
      findingsOf(of)
        .filter(({ id }) => id === 'redundant-statement')
        .map((each) => each.fixes);
    assert.deepEqual(fixes(text('*s')), [0, 0]);
    assert.deepEqual(fixes(text('Effect: Deny')), [1]);
  });

  it('are judged anew when what they name changes', () => {
    const statements = "        - Effect: Allow\n          Action: *actions\n          Resource: '*'\n";
    const cache = newFindingCache();
    const first = read(serverless(ACTIONS, statements));
    assert.equal(service.check(first, { cache }).length, 1);
    const later = read(serverless(ACTIONS.replace('InvokModel', 'ListGuardrails'), statements), first);
    assert.deepEqual(service.check(later, { cache }), []);
  });
});
