/**
 * A fuzz run of the command line: folders of hostile policies, in all encodings, with hostile config files, checked and fixed.
 * It must end with one of its exit codes, print what is valid and gives no orders, and damage nothing.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseJson } from '../../server/src/hosts/json/parse.ts';
import { samples } from '../hostile.ts';
import { renderedIn } from '../hosts/rendering.ts';
import { TERRAFORM_STYLES } from '../hosts/terraform.ts';
import { YAML_STYLES } from '../hosts/yaml.ts';
import { encoded, PIECES, pick, piece, type Random, randomFrom, slow } from './hostile.ts';

const CLI = path.resolve('dist/cli.js');
/** Far more than any of these takes: a run that takes longer hangs. */
const LONGEST_MS = 120_000;

/** The files that policies are written in, and how. */
interface Host {
  readonly extension: string;
  readonly written: (policy: string) => string;
}

const JSON_FILE: Host = { extension: '.json', written: (policy) => policy };

const HOSTS: readonly Host[] = [
  JSON_FILE,
  JSON_FILE,
  ...[...YAML_STYLES, ...TERRAFORM_STYLES].map((style) => ({
    extension: path.extname(style.path),
    written: (policy: string) => renderedIn(style, policy)?.rendering.text ?? policy,
  })),
];

/** A rule's example, or a slow document, with hostile pieces in it. */
function document(host: Host, random: Random): string {
  let text = random() < 0.8 ? host.written(pick(samples, random).text) : slow(random);
  for (let times = Math.floor(random() * 4); times > 0; times--) {
    const at = Math.floor(random() * text.length);
    text = text.slice(0, at) + piece(random) + text.slice(at + Math.floor(random() * 3));
  }
  return random() < 0.1 ? `${text}\n${pick(samples, random).text.replaceAll('\n', '')}` : text;
}

function config(random: Random): string {
  if (random() < 0.2) return piece(random).slice(0, 5000);
  const glob = () => Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(GLOBS, random)).join('');
  const text = JSON.stringify({
    rules: {
      [pick(['full-admin', 'nope', '__proto__', 'constructor'], random)]: pick(['off', 'error', 7, null], random),
    },
    kinds: { [glob()]: pick(['scp', 'trust', 'rcp', 'no'], random) },
    ignore: [glob()],
    exceptions: [
      {
        rule: pick(['full-admin', 'bedrock-api-operation', 'nope', 3], random),
        files: pick([glob(), ['**/*.json', glob()], []], random),
        ...(random() < 0.5 && { sid: pick(['x', '', null], random) }),
        reason: pick(['why', '', '\u202e::error ::x'], random),
        ...(random() < 0.3 && { expires: pick(['2020-01-01', '2999-12-31', 'soon'], random) }),
      },
    ],
    organization: {
      models: {
        allowed: pick([['amazon.*', '*a*b*c*'], [], '\u001b[1m'], random),
        message: pick(['::error ::x', ''], random),
      },
      conditions: [{ actions: pick(['bedrock:*', '*', ''], random), key: 'aws:RequestedRegion', values: ['eu-*'] }],
      forbidden: [{ actions: pick(['bedrock:Inv*', '***********', null], random) }],
    },
    ...(random() < 0.3 && {
      extends: pick(['sub/x.json', 'bedrock-policy.config.json', '/etc/passwd', '../..', 7], random),
    }),
    [pick(PIECES, random)]: {},
  });
  return random() < 0.2 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

const GLOBS = ['*', '**/', '?', 'a', '(a+)', '+', '@(a|b)', '{a,b}', '{1..9}', '[a-z]', '!', '\\\\', '/', '.json', ' '];

/** Tests of a policy, whole or broken. */
function testFile(policy: string, random: () => number): string {
  const action = pick(['bedrock:*', 'bedrock:Invoke*', '*', 'x', '', 'bedrock:GetAgent'], random);
  const resource = pick(['*', 'arn:aws:bedrock:*', 'arn:aws:bedrock:*::foundation-model/*', '\u202e', null], random);
  const tests = [
    {
      name: pick(['a', '::x', '\u001b[1m'], random),
      request: { action, resource },
      decision: pick(['allow', 'deny', 'explicitDeny', 'no'], random),
      reason: 'x',
    },
    {
      call: pick(['Converse', 'InvokeAgent', 'x'], random),
      model: pick(['amazon.nova-lite-v1:0', 'm', 3], random),
      region: 'us-east-1',
      decision: 'deny',
    },
  ];
  const text = JSON.stringify({
    policies: policy,
    context: pick([{}, { 'aws:PrincipalTag/t': ['a'] }, 3], random),
    tests,
  });
  return random() < 0.2 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

const FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
/** An annotation begins with the one command that is ours. */
const OUR_COMMAND = /^::(?:error|warning|notice) file=[^:]*::/;

const isJson = (text: string): boolean => parseJson(text).problems.length === 0;

/** Checks and fixes a folder of random files. Throws, with the seed, where something is wrong. */
export async function fuzzCommandLine(seed: number): Promise<void> {
  const random = randomFrom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'fuzz-'));
  const outside = mkdtempSync(path.join(tmpdir(), 'fuzz-outside-'));
  const fail = (what: string) => `seed ${seed}: ${what}`;
  try {
    mkdirSync(path.join(folder, 'sub'));
    const before = new Map<string, Buffer>();
    for (let index = 0; index < 8; index++) {
      const host = pick(HOSTS, random);
      const name = path.join(
        pick(['', 'sub'], random),
        `${index}${pick(['', ' ', '::x', "'", '$(x)', '##[y]'], random)}${host.extension}`,
      );
      before.set(name, encoded(document(host, random), random));
    }
    for (const [name, bytes] of before) writeFileSync(path.join(folder, name), bytes);
    const secret = '{ "Statement": { "Effect": "Deny", "Action": "bedrock:InvokeModel", "Resource": "*" } }';
    writeFileSync(path.join(outside, 'x.json'), secret);
    symlinkSync(path.join(outside, 'x.json'), path.join(folder, 'link.json'));
    if (random() < 0.4) writeFileSync(path.join(folder, 'bedrock-policy.config.json'), config(random));
    if (random() < 0.3) writeFileSync(path.join(folder, '.gitignore'), config(random));
    const run = async (format: string, ...args: readonly string[]): Promise<void> => {
      const child = spawn(process.execPath, [CLI, ...args, '--format', format], {
        cwd: folder,
        timeout: LONGEST_MS,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const [out, errors] = await Promise.all([readAll(child.stdout), readAll(child.stderr)]);
      const code = await ended;
      assert.ok(code === 0 || code === 1 || code === 2, fail(`${args.join(' ')}: exit code ${code}\n${errors}`));
      assert.doesNotMatch(errors, /^\s+at .*:\d+|Maximum call stack|heap/m, fail(`${args.join(' ')}: a stack trace`));
      for (const line of `${out}${errors}`.split('\n'))
        assert.doesNotMatch(
          format === 'github' ? line.replace(OUR_COMMAND, '') : line,
          /[\p{Cc}\u202e]|^\s*::|##(vso)?\[/u,
          fail(`${args.join(' ')}: orders in the output`),
        );
      if (['json', 'sarif', 'gitlab'].includes(format) && out !== '') JSON.parse(out);
    };
    await run(pick(FORMATS, random), 'check', '--fix', '.');
    await run('text', 'check', '--write-baseline', 'known.baseline', '.');
    if (existsSync(path.join(folder, 'known.baseline')))
      await run(pick(FORMATS, random), 'check', '--baseline', 'known.baseline', '.');
    const [one = '', other = ''] = [...before.keys()];
    await run(pick(['text', 'json', 'markdown'], random), 'diff', one, other);
    const call = ['--call', 'Converse', '--model', 'eu.amazon.nova-lite-v1:0', '--region', 'eu-west-1'];
    await run(pick(['text', 'json'], random), 'simulate', one, ...call);
    writeFileSync(path.join(folder, 'x.policy-test.json'), testFile(one, random));
    await run(pick(['text', 'json', 'junit'], random), 'test', '.', '--coverage');
    for (const [name, bytes] of before) {
      const after = readFileSync(path.join(folder, name));
      if (after.equals(bytes)) continue;
      const text = bytes.toString('utf8');
      assert.ok(Buffer.from(text).equals(bytes), fail(`${name} was no UTF-8 and was written`));
      assert.ok(
        !name.endsWith('.json') || !isJson(text) || isJson(after.toString('utf8')),
        fail(`${name} is no JSON any more`),
      );
    }
    assert.equal(readFileSync(path.join(outside, 'x.json'), 'utf8'), secret, fail('a file outside was written'));
    const left = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(json|yaml|tf)\.\d+$/.test(name),
    );
    assert.deepEqual(left, [], fail('files were left over'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(outside, { recursive: true, force: true });
  }
}
