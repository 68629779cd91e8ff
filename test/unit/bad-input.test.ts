/** Documents that nobody means to write, and everybody has once. */

import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/model/edit.ts';
import { readDocument } from '../../server/src/service.ts';
import { readMarks, writeMarks } from '../marks.ts';
import { completions } from '../policies.ts';
import { service } from '../service.ts';

const findings = (text: string) => service.check(readDocument(text));
const idsOf = (text: string) => findings(text).map(({ rule }) => rule.id);

/** Expects the marked ranges to be found, as `id`, and nothing else. */
function finds(marked: string, id: string): void {
  const { text } = readMarks(marked);
  const found = findings(text);
  assert.deepEqual(new Set(found.map(({ rule }) => rule.id)), new Set([id]));
  assert.equal(
    writeMarks(
      text,
      found.map(({ span }) => span),
    ),
    marked,
  );
}

const policyOf = (statements: readonly string[]) =>
  `{ "Version": "2012-10-17", "Statement": [${statements.join(',\n')}] }`;

const policy = (resource: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:InvokeModel*", "Resource": ${resource} }] }`;

describe('bad input', () => {
  it('CRLF and mixed line ends leave ranges and fixes right', () => {
    finds(
      '{\r\n  "Version": "2012-10-17",\r\n  "Statement": [\n    {\r\n      "Effect": "Allow",\r\n      "Action": "bedrock:⟦GetGuardrial⟧",\r      "Resource": "*"\r\n    }\r\n  ]\r\n}\r\n',
      'invalid-action',
    );
    const text =
      '{\r\n  "Statement": [\r\n    { "Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "*" }\r\n  ]\r\n}';
    const [missing] = findings(text);
    const fixed = applyEdits(text, missing?.fixes[0]?.edits ?? []);
    assert.equal(
      fixed,
      '{\r\n  "Version": "2012-10-17",\r\n  "Statement": [\r\n    { "Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "*" }\r\n  ]\r\n}',
    );
  });

  it('a byte order mark shifts nothing', () => {
    finds(
      `\uFEFF${policy('"arn:aws:bedrock:*:⟦222233334444⟧:foundation-model/amazon.nova-lite-v1:0"')}`,
      'bedrock-foundation-model-account',
    );
  });

  it('NUL and lone surrogates are text like any other', () => {
    for (const odd of ['\0', '\\u0000', '\uD800', '\\uD800', '\uDC00x']) {
      const text = policy(`"arn:aws:bedrock:*::foundation-model/amazon.nova${odd}lite-v1:0"`);
      const said = new Set(['json-syntax-error', 'non-latin-characters']);
      const found = findings(text).filter(({ rule }) => !said.has(rule.id));
      assert.deepEqual(
        found.map(({ rule, span }) => [rule.id, text.slice(span.start, span.end)]),
        [['bedrock-unknown-model', `amazon.nova${odd}lite-v1:0`]],
      );
      for (let offset = 0; offset <= text.length; offset += 7) service.hover(readDocument(text), offset);
    }
  });

  it('no message quotes a string of a megabyte', () => {
    const text = policy(`"arn:aws:bedrock:*::foundation-model/${'a*b?'.repeat(250_000)}"`);
    const found = findings(text);
    assert.ok(found.length > 0);
    for (const { message, fixes } of found)
      for (const each of [message, ...fixes.map(({ title }) => title)])
        assert.ok(each.length < 500, each.slice(0, 200));
  });

  it('of a megabyte of statements the most severe findings are shown, and how many there are more (slow)', () => {
    const one = '{ "Effect": "Allow", "Action": "bedrock:GetGuardrial", "Resource": "*" }';
    const last = one.replace('"Allow"', '"allow"');
    const text = policyOf([...Array.from({ length: 14_000 }, () => one), last]);
    assert.ok(text.length > 1_000_000);
    const found = findings(text);
    assert.equal(found.length, 1001);
    assert.equal(found.at(-1)?.rule.id, 'invalid-effect');
    const more = found.filter(({ rule }) => rule.id === 'more-findings');
    assert.deepEqual(
      more.map(({ message }) => message),
      [
        '27002 more findings of this document, from here on, are not shown. Resolve some of those that are, and these come into view.',
      ],
    );
  });

  it('nesting beyond 200 levels is said, and what is around it is judged', () => {
    const deep = (levels: number) => `${'['.repeat(levels)}"*"${']'.repeat(levels)}`;
    const inPolicy = (levels: number) =>
      policyOf([
        '{ "Effect": "Allow", "Action": "*", "Resource": "*" }',
        `{ "Effect": "Deny", "Action": "*", "Resource": ${deep(levels)} }`,
      ]);
    const has = (text: string, id: string) => idsOf(text).includes(id);
    assert.ok(!has(inPolicy(100), 'not-read') && has(inPolicy(100), 'full-admin'));
    for (const levels of [250, 5000, 100_000]) {
      assert.ok(has(inPolicy(levels), 'not-read') && has(inPolicy(levels), 'full-admin'), String(levels));
      assert.ok(has(`{ "Other": ${deep(levels)}, "Policy": ${policy('"*"')} }`, 'not-read'), String(levels));
    }
    assert.deepEqual(idsOf(deep(5000)), [], 'nothing in it is a policy');
    assert.deepEqual(idsOf(`${'['.repeat(5000)}${policy('"*"')}${']'.repeat(5000)}`), ['not-read']);
    for (const open of ['[', '{"a":', '{"Condition":[']) {
      for (const start of ['"Statement": ', '"Statement": [{ "Effect": "Allow", "Condition": '])
        assert.ok(has(`{ "Version": "2012-10-17", ${start}${open.repeat(5000)}`, 'not-read'), start + open);
    }
  });

  it('hundreds of thousands of syntax errors are found like one', () => {
    for (const wrong of [',', '}{', ']', '"', ':'])
      assert.ok(
        idsOf(`{ "Version": "2012-10-17", "Statement": [${wrong.repeat(200_000)}`).includes('json-syntax-error'),
        wrong,
      );
  });

  it('several values in a document are all read', () => {
    const lines = [
      '{ "a": [1, {}] }',
      policy('"*"').replace('InvokeModel*', 'Nope'),
      '[]',
      policy('"*"').replace('InvokeModel*', 'Nopes'),
    ].join('\n');
    const found = findings(lines);
    assert.deepEqual(
      found.map(({ rule, span }) => [rule.id, lines.slice(span.start, span.end)]),
      [
        ['json-syntax-error', '{'],
        ['invalid-action', 'Nope'],
        ['invalid-action', 'Nopes'],
      ],
    );
    assert.deepEqual(
      service.check(readDocument(lines, { path: 'x.jsonl' })).map(({ rule }) => rule.id),
      ['invalid-action', 'invalid-action'],
    );
  });

  it('what looks like a policy and is no JSON is not passed over', () => {
    for (const text of ['Version: "2012-10-17"\nStatement: []', 'Version: 1\nPolicy: |\n  "Statement": []'])
      assert.deepEqual(idsOf(text), ['not-read'], text);
    assert.deepEqual(idsOf('name: x'), []);
  });

  it('names may be written with escapes, and in the wrong case', () => {
    const long = JSON.stringify({ Comment: 'x'.repeat(300) }).slice(1, -1);
    assert.ok(
      idsOf(
        `{ ${long}, "Ver\\u0073ion": "2012-10-1\\u0037", "State\\u006dent": [{ "Effect": "Allow", "Action": "bedrock:Nope", "Resource": "*" }] }`,
      ).includes('invalid-action'),
    );
    const small = '{ "version": "2012-10-17", "statement": [{ "effect": "Allow", "action": "*", "resource": "*" }] }';
    assert.ok(idsOf(small).includes('invalid-policy-element'));
    assert.ok(
      idsOf(
        small.replace('"version": "2012-10-17", ', '').replace('"resource": "*"', '"resource": "arn:aws:s3:::x"'),
      ).includes('invalid-policy-element'),
    );
  });

  it('duplicate keys, and keys in the wrong case, are reported', () => {
    finds(
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "⟦Effect⟧": "Deny", "Action": "bedrock:GetGuardrail", "Resource": "*" }] }',
      'duplicate-key',
    );
    assert.ok(
      idsOf(
        '{ "Version": "2012-10-17", "Statement": [{ "effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "*" }] }',
      ).includes('invalid-policy-element'),
    );
  });

  it('what still parses of a broken document is checked, its ranges right', () => {
    const { text, spans } = readMarks(
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["bedrock:⟦GetGuardrial⟧", "bedrock:Inv',
    );
    const found = findings(text).filter(({ rule }) => rule.id === 'invalid-action');
    assert.deepEqual(found[0]?.span, spans[0]);
  });

  it('every prefix of a policy can be checked, hovered and completed', () => {
    const text = policy('["arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0", "*"]');
    for (let end = 0; end <= text.length; end++) {
      const prefix = text.slice(0, end);
      idsOf(prefix);
      service.hover(readDocument(prefix), end);
      completions(`${prefix}¦`);
    }
  });

  it('an empty file and a file of white space hold nothing', () => {
    for (const text of ['', ' ', '\n', '\uFEFF', 'null', '[]', '"Statement"', '{}']) assert.deepEqual(idsOf(text), []);
  });
});
