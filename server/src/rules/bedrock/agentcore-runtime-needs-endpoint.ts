import { jointTypes } from '../../catalog/joint-resources.ts';
import { hasAction, isAllow } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { type ArnValue, arnValues, hasWildcard } from '../../iam/arns.ts';
import { brief } from '../../model/printable.ts';
import { overlapsArn } from '../../patterns/arn.ts';
import type { Policy } from '../../policy/document.ts';
import { IDENTITY_KINDS } from '../../policy/kind.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { resource, statements } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';

const RUNTIME = 'arn:aws:bedrock-agentcore:eu-west-1:222233334444:runtime/my_agent-AbCdEf1234';
const INVOKE = 'bedrock-agentcore:InvokeAgentRuntime';

/** An Allow of an action that is authorized on a runtime and its endpoint. */
const allowsInvoking = question(
  (statement) => isAllow(statement) && strings(statement.action).some(({ text }) => isJoint(text)),
);

const isJoint = (action: string): boolean => jointTypes(action)?.includes('runtime-endpoint') ?? false;

/** The runtimes and endpoints of a statement that are written out. */
const runtimes = ({ resource: list }: Statement): readonly ArnValue[] =>
  arnValues(list).filter(
    ({ arn }) => arn.service.text === 'bedrock-agentcore' && arn.resourceType.text === 'runtime' && arn.resourceId,
  );

export const agentcoreRuntimeNeedsEndpoint = defineRule({
  id: 'agentcore-runtime-needs-endpoint',
  category: 'effect',
  severity: 'warning',
  summary: 'An agent runtime is allowed without its endpoint, or the endpoint without the runtime.',
  explanation:
    'InvokeAgentRuntime and its like are authorized on the runtime and on the endpoint that is called, also on DEFAULT. With one of the two every call is denied. Name runtime/ID and runtime/ID/runtime-endpoint/*. Another policy of the same identity may allow the other; then turn this rule off for the file.',
  reference: 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html',
  fixes: { suggested: 'The calls become allowed.' },
  kinds: IDENTITY_KINDS,
  bad: [resource(`⟦${RUNTIME}⟧`, INVOKE), resource(`⟦${RUNTIME}/runtime-endpoint/DEFAULT⟧`, INVOKE)],
  good: [
    statements(`"Effect": "Allow", "Action": "${INVOKE}", "Resource": ["${RUNTIME}", "${RUNTIME}/runtime-endpoint/*"]`),
    resource(`${RUNTIME.replace(/runtime\/.*/, 'runtime/*')}`, INVOKE),
  ],
  *checkPolicy(policy, { writer }) {
    if (policy.isPartial) return;
    for (const statement of policy.statements) {
      const { resource: list } = statement;
      if (!list || !allowsInvoking(statement)) continue;
      const action = strings(statement.action).find(({ text }) => isJoint(text))?.text ?? INVOKE;
      for (const { value, arn } of runtimes(statement)) {
        const [, runtime = '', endpoint] = /^([^/]+)(\/.*)?$/.exec(arn.resourceId?.text ?? '') ?? [];
        if (runtime === '' || hasWildcard(runtime)) continue;
        const whole = `${arn.text.slice(0, arn.resource.start)}runtime/${runtime}`;
        const others = endpoint === undefined ? [`${whole}/runtime-endpoint/*`, `${whole}/endpoint/*`] : [whole];
        if (others.some((other) => isAllowed(policy, action, other))) continue;
        const [other = ''] = others;
        yield finding(
          value,
          endpoint === undefined
            ? `${action} is authorized on the runtime and on its endpoint, and nothing here allows it on an endpoint: every call is denied. Allow ${brief(other)} too.`
            : `${action} is authorized on the endpoint and on its runtime, and nothing here allows it on the runtime: every call is denied. Allow ${brief(other)} too.`,
        ).suggest(`Add ${brief(other)}`, writer.addValues(list, [other]));
      }
    }
  },
});

/** Whether an Allow of the action names a resource, or some of those that a pattern matches. */
const isAllowed = ({ statements: all, hasVariables }: Policy, action: string, other: string): boolean =>
  all.some(
    (statement) =>
      isAllow(statement) &&
      hasAction(statement, action) &&
      (!statement.resource ||
        !isFullyKnown(statement.resource) ||
        strings(statement.resource).some(({ text }) => overlapsArn(text, other, hasVariables))),
  );
