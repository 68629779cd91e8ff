import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Denial, readDenials } from '../../../server/src/access/denial.ts';
import { holds } from '../../properties.ts';

/** The first denial of a message, without the text that it was read from. */
function readDenial(message: string): Omit<Denial, 'text'> | undefined {
  const [first] = readDenials(message);
  if (!first) return undefined;
  const { text: _, ...rest } = first;
  return rest;
}

const USER = 'arn:aws:sts::222233334444:assumed-role/App/i-1';
const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
const start = `User: ${USER} is not authorized to perform: bedrock:InvokeModel on resource: ${MODEL}`;

/** Forms from https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
describe('reading access denied messages', () => {
  for (const [message, isExplicit, policy] of [
    [`${start} because no identity-based policy allows the bedrock:InvokeModel action`, false, 'identity-based policy'],
    [`${start} because no resource-based policy allows the bedrock:InvokeModel action`, false, 'resource-based policy'],
    [
      `${start} because no service control policy allows the bedrock:InvokeModel action`,
      false,
      'service control policy',
    ],
    [
      `${start} because no resource control policy allows the bedrock:InvokeModel action`,
      false,
      'resource control policy',
    ],
    [`${start} because no permissions boundary allows the bedrock:InvokeModel action`, false, 'permissions boundary'],
    [`${start} because no session policy allows the bedrock:InvokeModel action`, false, 'session policy'],
    [`${start} because no VPC endpoint policy allows the bedrock:InvokeModel action`, false, 'VPC endpoint policy'],
    [`${start} with an explicit deny in an identity-based policy`, true, 'identity-based policy'],
    [`${start} with an explicit deny in a service control policy`, true, 'service control policy'],
    [`${start} with an explicit deny in a permissions boundary`, true, 'permissions boundary'],
    [`${start} with an explicit deny`, true, undefined],
    [start, undefined, undefined],
    [
      `An error occurred (AccessDeniedException) when calling the InvokeModel operation: ${start} because no identity-based policy allows the bedrock:InvokeModel action`,
      false,
      'identity-based policy',
    ],
    [
      `{"message":"${start} because no identity-based policy allows the bedrock:InvokeModel action"}`,
      false,
      'identity-based policy',
    ],
    [
      `${start}\n  because no identity-based\n  policy allows the bedrock:InvokeModel action`,
      false,
      'identity-based policy',
    ],
  ] as const) {
    it(message.replaceAll('\n', '⏎').slice(0, 60) + message.slice(-60), () => {
      assert.deepEqual(readDenial(message), {
        principal: USER,
        action: 'bedrock:InvokeModel',
        resource: MODEL,
        named: undefined,
        isExplicit,
        policy,
        policyArn: undefined,
      });
    });
  }

  it('takes a message without a resource as one about every resource', () => {
    const denial = readDenial(
      `User: ${USER} is not authorized to perform: bedrock:ListFoundationModels because no identity-based policy allows the bedrock:ListFoundationModels action`,
    );
    assert.equal(denial?.resource, '*');
    assert.equal(denial?.action, 'bedrock:ListFoundationModels');
  });

  it('leaves the dot behind a sentence out', () => {
    assert.equal(readDenial(`${start}.`)?.resource, MODEL);
  });

  it('reads it without colons, in quotes, and with brackets behind it', () => {
    const expected = { principal: USER, action: 'bedrock:InvokeModel', resource: MODEL };
    for (const message of [
      `User ${USER} is not authorized to perform bedrock:InvokeModel on resource ${MODEL}`,
      `User: "${USER}" is not authorized to perform: "bedrock:InvokeModel" on resource: "${MODEL}"`,
      `{"message":"User: \\"${USER}\\" is not authorized to perform: \\"bedrock:InvokeModel\\" on resource: \\"${MODEL}\\""}`,
      `(${start}).`,
      `['${start}']`,
    ])
      assert.deepEqual(
        readDenial(message),
        { ...expected, named: undefined, isExplicit: undefined, policy: undefined, policyArn: undefined },
        message,
      );
  });

  it('does not take a "with" further on for an explicit deny', () => {
    const denial = readDenial(`${start} because no session policy allows the action with these keys`);
    assert.equal(denial?.isExplicit, false);
    assert.equal(denial?.policy, 'session policy');
  });

  it('reads nothing else', () => {
    for (const text of ['', 'You don’t have access to the model with the specified model ID.', 'not authorized', '{'])
      assert.equal(readDenial(text), undefined);
  });

  it('keeps the errors of a log apart, and tells each once', () => {
    const second = start
      .replace('InvokeModel', 'Converse')
      .replace(MODEL, 'arn:aws:bedrock:eu-west-1:222233334444:agent/A');
    const log = `10:00 ${start} because no identity-based policy allows it\n10:01 ${second} with an explicit deny in a service control policy\n10:02 ${start} because no identity-based policy allows it`;
    const found = readDenials(log);
    assert.deepEqual(
      found.map(({ action, resource, policy }) => [action, resource, policy]),
      [
        ['bedrock:InvokeModel', MODEL, 'identity-based policy'],
        ['bedrock:Converse', 'arn:aws:bedrock:eu-west-1:222233334444:agent/A', 'service control policy'],
      ],
    );
    for (const { text, action } of found)
      assert.deepEqual(
        readDenials(text).map((each) => each.action),
        [action],
      );
  });

  it('reads it out of whatever surrounds it', () => {
    const once = JSON.stringify({ message: start });
    const wrapped = start.replace('perform: ', 'perform:\n').replace('resource: ', 'resource:\n');
    const boxed = wrapped
      .split('\n')
      .map((line) => `\u001b[31m│\u001b[0m   ${line}      │`)
      .join('\n');
    for (const message of [
      once,
      JSON.stringify({ error: once }),
      JSON.stringify({ log: JSON.stringify({ error: once }) }),
      `2026-11-26 ERROR ${once}`,
      wrapped,
      boxed,
      wrapped.replaceAll('\n', '\\n'),
      boxed.replaceAll('│', '|'),
      boxed.replaceAll('│', '|').replace(/\s+/g, ' '),
      start.replace(MODEL, `&quot;${MODEL}&quot;`),
      `<pre>${start}</pre>`,
      `botocore.errorfactory.AccessDeniedException: An error occurred (AccessDeniedException) when calling the InvokeModel operation: ${start}`,
      `software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException: ${start} (Service: BedrockRuntime, Status Code: 403, Request ID: 1)`,
      `operation error Bedrock Runtime: InvokeModel, https response error StatusCode: 403, RequestID: 1, AccessDeniedException: ${start}`,
      `Amazon.BedrockRuntime.Model.AccessDeniedException: ${start}\n ---> Amazon.Runtime.Internal.HttpErrorResponseException`,
      `AccessDeniedException: ${start}\n    at throwDefaultError (/app/node_modules/@smithy/smithy-client/index.js:1:1)`,
      `Unhandled("unhandled error (AccessDeniedException)", ErrorMetadata { code: Some("AccessDeniedException"), message: Some("${start}") })`,
      `Aws::BedrockRuntime::Errors::AccessDeniedException: ${start}`,
    ]) {
      const denial = readDenial(message);
      assert.deepEqual(
        [denial?.principal, denial?.action, denial?.resource],
        [USER, 'bedrock:InvokeModel', MODEL],
        message,
      );
    }
  });

  it('knows where the message names a resource without an ARN', () => {
    assert.equal(readDenial(start.replace(MODEL, 'my-bucket'))?.named, 'my-bucket');
    assert.equal(
      readDenial(start.replace(`on resource: ${MODEL}`, 'on this resource because it is not there'))?.named,
      'this resource',
    );
    assert.equal(readDenial(start.replace(MODEL, '*'))?.named, undefined);
  });

  it('reads events of CloudTrail, with a message and without one', () => {
    const event = {
      eventSource: 'bedrock.amazonaws.com',
      eventName: 'Converse',
      awsRegion: 'eu-west-1',
      errorCode: 'AccessDenied',
      userIdentity: { arn: USER },
      requestParameters: { modelId: 'eu.amazon.nova-lite-v1:0' },
      recipientAccountId: '222233334444',
    };
    const profile = 'arn:aws:bedrock:eu-west-1:222233334444:inference-profile/eu.amazon.nova-lite-v1:0';
    for (const text of [
      event,
      [event],
      { Records: [{ eventName: 'ListAgents' }, event] },
      { Events: [{ CloudTrailEvent: JSON.stringify(event) }] },
    ]) {
      const [denial, ...more] = readDenials(JSON.stringify(text));
      assert.deepEqual([denial?.action, denial?.resource, denial?.principal], ['bedrock:InvokeModel', profile, USER]);
      assert.deepEqual(more, []);
    }
    const lines = readDenials(
      `10:00 ${JSON.stringify(event)}\n10:01 ${start}\n10:02 ${JSON.stringify({ ...event, eventName: 'ListAgents', requestParameters: null })}`,
    );
    assert.deepEqual(
      lines.map(({ action, resource }) => [action, resource]),
      [
        ['bedrock:InvokeModel', profile],
        ['bedrock:ListAgents', '*'],
        ['bedrock:InvokeModel', MODEL],
      ],
    );
    const [told] = readDenials(
      JSON.stringify({ ...event, errorMessage: `${start} because no session policy allows it` }),
    );
    assert.deepEqual([told?.resource, told?.policy], [MODEL, 'session policy']);
    assert.deepEqual(readDenials(JSON.stringify({ ...event, errorCode: 'ValidationException' })), []);
  });

  it('reads a message that was decoded', () => {
    const decoded = {
      allowed: false,
      explicitDeny: true,
      context: { principal: { arn: USER }, action: 'bedrock:InvokeModel', resource: MODEL },
    };
    for (const text of [JSON.stringify(decoded), JSON.stringify({ DecodedMessage: JSON.stringify(decoded) })]) {
      const denial = readDenial(text);
      assert.deepEqual([denial?.action, denial?.resource, denial?.isExplicit], ['bedrock:InvokeModel', MODEL, true]);
    }
  });

  it('reads it out of wrappings in any order', () => {
    const wrappings: readonly ((text: string) => string)[] = [
      (text) => JSON.stringify(text),
      (text) => JSON.stringify({ message: text }),
      (text) => `2026-11-26T10:00:00Z ERROR ${text}`,
      (text) => `${text}\n    at throwDefaultError (/app/index.js:1:1)`,
      (text) => text.replace(/ (?=perform|on resource|because)/g, '\n'),
      (text) =>
        text
          .split('\n')
          .map((line) => `│ ${line} │`)
          .join('\n'),
      (text) => text.replaceAll('"', '&quot;'),
      (text) => `<p>${text}</p>`,
    ];
    // Three levels of JSON are as many as the messages of a message have.
    holds(
      fc.property(fc.subarray([...wrappings.keys()], { maxLength: 4 }), (order) => {
        const text = order.reduce((inner, index) => wrappings[index]?.(inner) ?? inner, start);
        const denial = readDenial(text);
        assert.deepEqual(
          [denial?.principal, denial?.action, denial?.resource],
          [USER, 'bedrock:InvokeModel', MODEL],
          text,
        );
      }),
    );
  });

  it('reads any text without an error', () => {
    const pieces = [
      start,
      'not authorized to perform: ',
      'User: arn:',
      ' on resource: ',
      '{"errorCode":"AccessDenied"',
      '\\',
      '"',
      '│',
    ];
    holds(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 12 }), (parts) => {
        for (const { text, action } of readDenials(parts.join(''))) {
          assert.match(action, /:/);
          assert.ok(readDenials(text).length > 0, text);
        }
      }),
    );
  });
});
