import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTestFile } from '../../../server/src/policy-tests/test-file.ts';
import { catalog } from '../../catalog.ts';
import { holds } from '../../properties.ts';

/** The problems of a file: what is marked with ⟦…⟧ in the text, and the message. */
function problems(marked: string): readonly (readonly [marked: string, severity: string, message: string])[] {
  const text = marked.replace(/[⟦⟧]/g, '');
  return readTestFile(text, catalog).problems.map(({ span, severity, message }) => [
    text.slice(span.start, span.end),
    severity,
    message,
  ]);
}

const CLAUDE =
  '"request": { "action": "bedrock:InvokeModel*", "resource": "arn:aws:bedrock:*::foundation-model/anthropic.*" }, "decision": "deny"';

describe('a file of tests', () => {
  it('gives its tests, with what all of them share', () => {
    const {
      tests,
      policies,
      problems: found,
    } = readTestFile(
      `{ "policies": ["a.json", { "scp": ["b.json", "c.json"] }], "principal": "111122223333", "context": { "aws:PrincipalTag/t": "u" },
         "tests": [{ "name": "x", ${CLAUDE}, "reason": 2, "context": { "aws:PrincipalTag/s": null } }, { "call": "Converse", "model": "amazon.nova-lite-v1:0", "region": "us-east-1", "decision": "allow" }] }`,
      catalog,
    );
    assert.deepEqual(found, []);
    assert.deepEqual(
      policies.map(({ path, kind }) => [path, kind]),
      [
        ['a.json', undefined],
        ['b.json', 'scp'],
        ['c.json', 'scp'],
      ],
    );
    assert.deepEqual(
      tests.map(({ name, decision, reason, principal, context }) => ({ name, decision, reason, principal, context })),
      [
        {
          name: 'x',
          decision: 'deny',
          reason: '2',
          principal: '111122223333',
          context: { 'aws:PrincipalTag/t': 'u', 'aws:PrincipalTag/s': null },
        },
        {
          name: 'Converse',
          decision: 'allow',
          reason: undefined,
          principal: '111122223333',
          context: { 'aws:PrincipalTag/t': 'u' },
        },
      ],
    );
  });

  const test = (body: string) => `{ "tests": [{ ${body} }] }`;
  const request = (body: string) => test(`"request": { ${body} }, "decision": "deny"`);
  for (const [text, at, severity, message] of [
    ['{ "tests": [] x }', 'x', 'error', /This is not JSON/],
    ['[]', '[', 'error', /A test file is an object/],
    ['{}', '{', 'error', /"tests" has to be a list/],
    [
      '{ "tests": [], "policie": "a" }',
      '"policie": "a"',
      'error',
      /There is no "policie" here\. Did you mean "policies"\?/,
    ],
    ['{ "tests": [3] }', '3', 'error', /A test is an object/],
    [test('"request": { "action": "bedrock:GetAgent" }'), '{', 'error', /"decision" has to be one of allow, deny/],
    [
      test('"request": { "action": "bedrock:GetAgent" }, "decision": "no"'),
      '"no"',
      'error',
      /"decision" has to be one of/,
    ],
    [test('"decision": "deny"'), '{', 'error', /A test needs "request"/],
    [request('"actions": "x"'), '"actions": "x"', 'error', /There is no "actions" here\. Did you mean "action"\?/],
    [
      request('"action": "GetAgent"'),
      '"GetAgent"',
      'error',
      /"GetAgent" is no action\. Write it as bedrock:InvokeModel/,
    ],
    [request('"action": "bedrock:GetAgnt"'), '"bedrock:GetAgnt"', 'error', /Did you mean "bedrock:GetAgent"\?/],
    [request('"action": "bedrok:GetAgent"'), '"bedrok:GetAgent"', 'warning', /There is no service "bedrok"/],
    [
      request('"action": "bedrock:GetAgent", "resource": "arn:aws:bedrock:*:*:guardrail/*"'),
      '"arn:aws:bedrock:*:*:guardrail/*"',
      'warning',
      /is no resource of bedrock:GetAgent/,
    ],
    [request('"action": "bedrock:GetAgent", "resource": 3'), '3', 'error', /"resource" has to be an ARN/],
    [
      request('"action": "bedrock:GetAgent", "context": { "aws:Nonsense": "x" }'),
      '"aws:Nonsense": "x"',
      'warning',
      /The key "aws:Nonsense" is not known/,
    ],
    [
      request('"action": "bedrock:GetAgent", "context": { "bedrock:GuardrailIdentifier": "x" }'),
      '"bedrock:GuardrailIdentifier": "x"',
      'warning',
      /No request for bedrock:GetAgent carries/,
    ],
    [
      request('"action": "bedrock:GetAgent", "context": { "aws:PrincipalArn": {} }'),
      '{',
      'error',
      /The value of a key is a text/,
    ],
    [
      test('"call": "Convers", "decision": "allow"'),
      '"Convers"',
      'error',
      /There is no call "Convers"\. Did you mean "Converse"\?/,
    ],
    [
      test('"call": "Converse", "region": "us-east-1", "decision": "allow"'),
      '"Converse"',
      'error',
      /Converse needs the model or profile/,
    ],
    [
      test('"call": "Converse", "region": "us-east-1", "model": "m", "decision": "allow"'),
      '"m"',
      'error',
      /"m" is no model or profile/,
    ],
    [
      test(
        '"call": "Converse", "region": "eu-west-1", "model": "anthropic.claude-sonnet-4-5-20250929-v1:0", "decision": "allow"',
      ),
      '"anthropic.claude-sonnet-4-5-20250929-v1:0"',
      'hint',
      /is not called by its own id in eu-west-1/,
    ],
    [
      '{ "policies": { "boundry": "a.json" }, "tests": [] }',
      '"boundry": "a.json"',
      'error',
      /Did you mean "boundary"\?/,
    ],
    ['{ "policies": [3], "tests": [] }', '3', 'error', /A policy is the path of a file/],
  ] as const)
    it(`says of ${text.slice(0, 60)}: ${message.source}`, () => {
      const found = problems(text).filter((each) => message.test(each[2]));
      assert.deepEqual(
        found.map(([where, how]) => [where, how]),
        [[at, severity]],
        JSON.stringify(problems(text)),
      );
    });

  it('reads any text without an error', () => {
    holds(
      fc.property(fc.string(), fc.json(), fc.json(), (any, one, two) => {
        readTestFile(any, catalog);
        readTestFile(
          `{ "policies": ${one}, "context": ${two}, "tests": [${one}, { "request": ${two}, "decision": "deny" }, { "call": "Converse", "model": ${one}, "region": "us-east-1", "models": ${two}, "decision": "allow" }] }`,
          catalog,
        );
      }),
      300,
    );
  });
});
