import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decideAlone } from '../../../server/src/access/alone.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { holds } from '../../properties.ts';

const MODEL = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0';

function ask(statements: string, action = 'bedrock:InvokeModel', resource = MODEL) {
  const [policy] = readDocument(`{ "Version": "2012-10-17", "Statement": [${statements}] }`).policies;
  assert.ok(policy);
  const { decision, isCertain, statements: deciding } = decideAlone(policy, { action, resource }, catalog);
  return `${decision}${isCertain ? '' : ', perhaps'}${deciding.map((statement) => ` ${policy.statements.indexOf(statement)}`).join('')}`;
}

const allow = (rest: string) => `{ "Effect": "Allow", ${rest} }`;
const deny = (rest: string) => `{ "Effect": "Deny", ${rest} }`;

describe('what one policy decides', () => {
  it('denies nothing and allows nothing by itself', () => {
    assert.equal(ask(''), 'not allowed');
    assert.equal(ask(allow('"Action": "bedrock:GetAgent", "Resource": "*"')), 'not allowed');
  });

  it('allows by action and resource, wildcards and case as IAM reads them', () => {
    assert.equal(ask(allow('"Action": "bedrock:InvokeModel", "Resource": "*"')), 'allowed 0');
    assert.equal(ask(allow('"Action": "BEDROCK:invoke*", "Resource": "*"')), 'allowed 0');
    assert.equal(ask(allow('"Action": "*", "Resource": "arn:aws:bedrock:*::foundation-model/amazon.*"')), 'allowed 0');
    assert.equal(
      ask(allow('"Action": ["s3:*", "bedrock:Invoke?odel"], "Resource": ["arn:aws:s3:::b", "*"]')),
      'allowed 0',
    );
    assert.equal(
      ask(allow('"Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:us-east-1::foundation-model/*"')),
      'not allowed',
    );
  });

  it('compares an ARN field by field, and fills a short one up, as IAM does', () => {
    assert.equal(ask(allow('"Action": "*", "Resource": "arn:aws:bedrock:*:*:foundation-model/meta.*"')), 'not allowed');
    assert.equal(ask(allow('"Action": "*", "Resource": "arn:aws:bedrock:*:222233334444:*"')), 'not allowed');
    assert.equal(ask(allow('"Action": "*", "Resource": "arn:aws:bedrock:*"')), 'allowed 0');
    assert.equal(ask(allow('"Action": "*", "Resource": "arn:aws:s3:*"')), 'not allowed');
  });

  it('reads NotAction and NotResource', () => {
    assert.equal(ask(allow('"NotAction": "iam:*", "Resource": "*"')), 'allowed 0');
    assert.equal(ask(allow('"NotAction": "bedrock:*", "Resource": "*"')), 'not allowed');
    assert.equal(ask(deny(`"Action": "bedrock:*", "NotResource": "${MODEL}"`)), 'not allowed');
    assert.equal(
      ask(deny('"Action": "bedrock:*", "NotResource": "arn:aws:bedrock:*::foundation-model/meta.*"')),
      'denied 0',
    );
  });

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
  it('lets a wildcard reach over the colon where it ends a segment of an ARN, and not within one', () => {
    const long = 'arn:aws:bedrock:us-east-1:eu-west-1::guardrail/g1';
    const ending = allow('"Action": "*", "Resource": "arn:aws:*:eu-west-1::guardrail/g1"');
    assert.equal(ask(ending, 'a:b', long), 'allowed 0');
    assert.equal(ask(ending, 'a:b', 'arn:aws:bedrock:eu-west-1::guardrail/g1'), 'allowed 0');
    const within = allow('"Action": "*", "Resource": "arn:aws:bed*k:eu-west-1::guardrail/g1"');
    assert.equal(ask(within, 'a:b', 'arn:aws:bedrock:x:bedrock:eu-west-1::guardrail/g1'), 'not allowed');
    assert.equal(ask(within, 'a:b', 'arn:aws:bedrock:eu-west-1::guardrail/g1'), 'allowed 0');
  });

  it('asks a statement without Resource by its action alone, and passes over one without Effect', () => {
    assert.equal(ask(allow('"Action": "bedrock:*"')), 'allowed 0');
    assert.equal(ask(allow('"Action": "s3:*"')), 'not allowed');
    assert.equal(ask('{ "Action": "*", "Resource": "*" }'), 'not allowed');
  });

  it('takes "*" for each resource, also for none, and a pattern that only begins so for a pattern', () => {
    assert.equal(ask(allow('"Action": "*", "Resource": "***"'), 'bedrock:ListAgents', '*'), 'allowed 0');
    assert.equal(ask(allow(`"Action": "*", "Resource": "${MODEL}"`), 'bedrock:ListAgents', '*'), 'not allowed');
    assert.equal(ask(allow('"Action": "*", "Resource": "*x"')), 'not allowed');
    assert.equal(ask(allow('"Action": "*", "Resource": "*:foundation-model/*"')), 'allowed 0');
  });

  it('does not know whether an exception with a variable applies', () => {
    const models = 'arn:aws:bedrock:*::foundation-model/${aws:PrincipalTag/model}';
    const all = allow('"Action": "*", "Resource": "*"');
    assert.equal(ask(`${all}, ${deny(`"Action": "*", "NotResource": "${models}"`)}`), 'denied, perhaps 1');
    assert.equal(ask(allow(`"Action": "*", "NotResource": "${models}"`)), 'allowed, perhaps 0');
    assert.equal(ask(allow('"Action": "*", "NotResource": ["*", { "Ref": "x" }]')), 'not allowed');
    assert.equal(ask(allow('"NotPrincipal": { "AWS": "*" }, "Action": "*", "Resource": "*"')), 'allowed, perhaps 0');
  });

  it('lets a Deny overrule every Allow', () => {
    const all = allow('"Action": "*", "Resource": "*"');
    assert.equal(ask(`${all}, ${deny('"Action": "bedrock:InvokeModel", "Resource": "*"')}`), 'denied 1');
    assert.equal(ask(`${deny('"Action": "bedrock:InvokeAgent", "Resource": "*"')}, ${all}`), 'allowed 1');
  });

  it('says where a condition, a variable, a principal or a template decides', () => {
    const condition = '"Condition": { "Bool": { "aws:SecureTransport": "true" } }';
    assert.equal(ask(allow(`"Action": "*", "Resource": "*", ${condition}`)), 'allowed, perhaps 0');
    assert.equal(
      ask(`${allow('"Action": "*", "Resource": "*"')}, ${deny(`"Action": "*", "Resource": "*", ${condition}`)}`),
      'denied, perhaps 1',
    );
    assert.equal(ask(deny(`"Action": "*", "Resource": "*", ${condition}`)), 'not allowed 0');
    assert.equal(
      ask(allow('"Action": "*", "Resource": "arn:aws:bedrock:*::foundation-model/${aws:PrincipalTag/model}"')),
      'allowed, perhaps 0',
    );
    assert.equal(ask(allow('"Action": "*", "Resource": { "Ref": "X" }')), 'allowed, perhaps 0');
    const account = '"Principal": { "AWS": "222233334444" }';
    assert.equal(ask(allow(`${account}, "Action": "*", "Resource": "*"`)), 'allowed, perhaps 0');
    assert.equal(
      ask(
        `${allow(`"Action": "*", "Resource": "*", ${condition}`)}, ${allow('"Action": "bedrock:*", "Resource": "*"')}`,
      ),
      'allowed 1',
    );
  });

  it('never allows less for one more Allow, nor more for one more Deny', () => {
    const action = fc.constantFrom('"*"', '"bedrock:*"', '"bedrock:Invoke*"', '"s3:*"', '["bedrock:InvokeModel"]');
    const resource = fc.constantFrom(
      '"*"',
      `"${MODEL}"`,
      '"arn:aws:bedrock:*::foundation-model/*"',
      '"arn:aws:s3:::b/*"',
    );
    const statement = fc
      .tuple(fc.constantFrom('Allow', 'Deny'), action, resource)
      .map(([effect, a, r]) => `{ "Effect": "${effect}", "Action": ${a}, "Resource": ${r} }`);
    const rank = (answer: string) => ['denied', 'not allowed', 'allowed'].findIndex((each) => answer.startsWith(each));
    holds(
      fc.property(fc.array(statement, { maxLength: 5 }), action, resource, (statements, a, r) => {
        const before = rank(ask(statements.join(',')));
        assert.ok(rank(ask([...statements, allow(`"Action": ${a}, "Resource": ${r}`)].join(','))) >= before);
        assert.ok(rank(ask([...statements, deny(`"Action": ${a}, "Resource": ${r}`)].join(','))) <= before);
      }),
    );
  });
});

describe('the principal of a request', () => {
  const MARY = 'arn:aws:iam::222233334444:user/mary';
  for (const [element, asked, answer] of [
    ['"Principal": "*"', MARY, 'allowed 0'],
    ['"Principal": { "AWS": "*" }', MARY, 'allowed 0'],
    ['"Principal": { "AWS": "*" }', 'bedrock.amazonaws.com', 'allowed 0'],
    ['"Principal": { "AWS": ["x", "arn:aws:iam::222233334444:user/mary"] }', MARY, 'allowed 0'],
    ['"Principal": { "AWS": "x", "Service": "bedrock.amazonaws.com" }', 'bedrock.amazonaws.com', 'allowed 0'],
    ['"Principal": { "AWS": "bedrock.amazonaws.com" }', 'bedrock.amazonaws.com', 'not allowed'],
    ['"Principal": "x"', MARY, 'not allowed'],
    ['"Principal": { "Ref": "P" }', MARY, 'allowed, perhaps 0'],
    ['"NotPrincipal": { "AWS": "x" }', MARY, 'allowed, perhaps 0'],
    ['"Principal": "*"', undefined, 'allowed 0'],
    ['"Principal": { "AWS": "222233334444" }', undefined, 'allowed, perhaps 0'],
    ['"Sid": "S"', MARY, 'allowed 0'],
  ] as const)
    it(`${asked} of ${element}: ${answer}`, () => {
      const [policy] = readDocument(
        `{ "Version": "2012-10-17", "Statement": [${allow(`${element}, "Action": "a:b", "Resource": "*"`)}] }`,
      ).policies;
      assert.ok(policy);
      const found = decideAlone(policy, { action: 'a:b', resource: MODEL, principal: asked }, catalog);
      const deciding = found.statements.map((statement) => ` ${policy.statements.indexOf(statement)}`).join('');
      assert.equal(`${found.decision}${found.isCertain ? '' : ', perhaps'}${deciding}`, answer);
    });
});
