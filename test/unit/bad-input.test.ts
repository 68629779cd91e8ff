/** Documents that nobody means to write, and everybody has once. */

import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/model/edit.ts';
import { readDocument } from '../../server/src/policy/document.ts';
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
      const found = findings(text).filter(({ rule }) => rule.id !== 'json-syntax-error');
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

  it('five megabytes of statements yield what one of them yields (slow)', () => {
    const one = '{ "Effect": "Allow", "Action": "bedrock:GetGuardrial", "Resource": "*" }';
    const text = `{ "Version": "2012-10-17", "Statement": [${Array.from({ length: 70_000 }, () => one).join(',\n')}] }`;
    assert.ok(text.length > 5_000_000);
    assert.equal(idsOf(text).filter((id) => id === 'invalid-action').length, 70_000);
  });

  it('ten thousand nested arrays do no harm', () => {
    const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    idsOf(policy(nested));
    idsOf(`{ "Version": "2012-10-17", "Statement": ${nested} }`);
    idsOf(`{ "Version": "2012-10-17", "Statement": ${'['.repeat(10_000)}`);
    idsOf(`{ "Version": "2012-10-17", "Statement": [{ "Condition": ${'{"a":'.repeat(10_000)}`);
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
