import { covers, parseGlob } from '../patterns/glob.ts';
import type { Policy } from '../policy/document.ts';
import { type Statement, strings } from '../policy/statement.ts';
import { readAction } from './actions.ts';
import { addValues } from './edit.ts';
import { statements } from './example.ts';
import { bedrockGuide } from './references.ts';
import { defineRule, finding } from './rule.ts';

const TWINS: readonly (readonly [denied: string, open: string, what: string])[] = [
  [
    'InvokeModel',
    'InvokeModelWithResponseStream',
    'streaming inference (InvokeModelWithResponseStream, ConverseStream)',
  ],
  ['InvokeModelWithResponseStream', 'InvokeModel', 'inference without streaming (InvokeModel, Converse)'],
];

/** Both inference actions must be denied. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html */
export const bedrockDenyIncomplete = defineRule({
  id: 'bedrock-deny-incomplete',
  category: 'security',
  severity: 'warning',
  summary: 'A Deny of inference leaves the other inference action open.',
  explanation:
    'InvokeModel authorises InvokeModel and Converse; InvokeModelWithResponseStream authorises their streaming twins. Who denies one and not the other has not denied inference. Batch inference (CreateModelInvocationJob) and the OpenAI-compatible endpoint (bedrock-mantle:CreateInference) have actions of their own.',
  reference: bedrockGuide('security_iam_id-based-policy-examples'),
  bad: statements(
    '"Effect": "Deny", "Action": "⟦bedrock:InvokeModel⟧", "Resource": "arn:aws:bedrock:*::foundation-model/*"',
  ),
  good: statements(
    '"Effect": "Deny", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], "Resource": "arn:aws:bedrock:*::foundation-model/*"',
  ),
  *checkPolicy(policy, { text }) {
    for (const statement of policy.statements) {
      if (!isDeny(statement) || !statement.action) continue;
      for (const value of strings(statement.action)) {
        const name = readAction(value);
        const twin =
          name?.prefix.toLowerCase() === 'bedrock' &&
          TWINS.find(([denied]) => denied.toLowerCase() === name.name.toLowerCase());
        if (!twin || deniesToo(policy, statement, `bedrock:${twin[1]}`)) continue;
        const [, open, what] = twin;
        yield finding(value, `This denies only part of inference: ${what} stays open. Deny bedrock:${open} too.`).fix(
          `Deny bedrock:${open} too`,
          addValues(statement.action, [`bedrock:${open}`], text),
        );
      }
    }
  },
});

const isDeny = ({ effect }: Statement) => effect?.text === 'Deny';

/** Whether the action is denied here, or by another statement on all that this one is about. */
function deniesToo(policy: Policy, statement: Statement, action: string): boolean {
  const wanted = parseGlob(action, { ignoreCase: true });
  const denies = (other: Statement) =>
    strings(other.action).some(({ text }) => covers(parseGlob(text, { ignoreCase: true }), wanted));
  return (
    denies(statement) ||
    policy.statements.some(
      (other) => isDeny(other) && !other.condition && denies(other) && coversResources(other, statement),
    )
  );
}

function coversResources(outer: Statement, inner: Statement): boolean {
  const patterns = strings(outer.resource).map(({ text }) => parseGlob(text));
  const wanted = strings(inner.resource);
  return wanted.length > 0 && wanted.every(({ text }) => patterns.some((pattern) => covers(pattern, parseGlob(text))));
}
