import { hasAction, INFERENCE_ACTIONS, isDeny, isUnlimited, MANTLE_INFERENCE } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { table } from '../../patterns/table.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { bedrockGuide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { denialsOf } from './_denials.ts';

/** What each action opens, in the words of the APIs that it authorizes. */
const OPENED = table<string>({
  'bedrock:InvokeModel': 'inference without streaming (InvokeModel, Converse)',
  'bedrock:InvokeModelWithResponseStream': 'streaming inference (InvokeModelWithResponseStream, ConverseStream)',
  'bedrock:CreateModelInvocationJob': 'batch inference (CreateModelInvocationJob)',
  [MANTLE_INFERENCE]: `the bedrock-mantle endpoint (${MANTLE_INFERENCE})`,
});

const BATCH = 'bedrock:CreateModelInvocationJob';

const ELSEWHERE = [BATCH, MANTLE_INFERENCE];

/** Resource control policies do not support Bedrock, and a trust policy is about the role. */
const DENYING: readonly PolicyKind[] = ['identity', 'resource', 'endpoint', 'scp', 'boundary', 'session'];

/** Both inference actions must be denied. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html */
export const bedrockDenyIncomplete = defineRule({
  id: 'bedrock-deny-incomplete',
  category: 'security',
  severity: 'warning',
  summary: 'A Deny of inference leaves other ways to inference open.',
  explanation:
    'InvokeModel authorizes InvokeModel and Converse; InvokeModelWithResponseStream authorizes their streaming counterparts. A policy that denies one but not the other does not deny inference. Batch inference (CreateModelInvocationJob) and the bedrock-mantle endpoint (bedrock-mantle:CreateInference) have actions of their own: a Deny of both inference actions on "*" that leaves these open is information, and so is one of models that leaves their batch jobs open.',
  reference: bedrockGuide('security_iam_id-based-policy-examples'),
  fixes: { suggested: 'The Deny reaches further: it also stops batch jobs, or the bedrock-mantle endpoint.' },
  kinds: DENYING,
  bad: [
    statements(
      '"Effect": "Deny", "Action": "⟦bedrock:InvokeModel⟧", "Resource": "arn:aws:bedrock:*::foundation-model/*"',
    ),
    statements(
      '"Effect": "Deny", "Action": ["⟦bedrock:InvokeModel⟧", "bedrock:InvokeModelWithResponseStream"], "Resource": "*"',
    ),
    statements('"Effect": "Deny", "Action": "⟦bedrock:InvokeModelWithResponseStream⟧", "Resource": "*"'),
    statements(
      '"Effect": "Deny", "Action": "⟦bedrock:InvokeModel*⟧", "Resource": "arn:aws:bedrock:*::foundation-model/*"',
    ),
  ],
  good: [
    statements(
      '"Effect": "Deny", "Action": "bedrock:InvokeModel", "Resource": ["arn:aws:bedrock:*::foundation-model/*", "arn:aws:bedrock:*:*:inference-profile/*"]',
      '"Effect": "Deny", "Action": "bedrock:InvokeModelWithResponseStream", "Resource": "arn:aws:bedrock:*::foundation-model/*"',
      '"Effect": "Deny", "Action": "bedrock:InvokeModelWithResponseStream", "Resource": "arn:aws:bedrock:*:*:inference-profile/*"',
      '"Effect": "Deny", "Action": "bedrock:CreateModelInvocationJob", "Resource": "arn:aws:bedrock:*::foundation-model/*"',
    ),
    statements(
      '"Effect": "Deny", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:CreateModelInvocationJob"], "Resource": "arn:aws:bedrock:*::foundation-model/*"',
    ),
    statements(
      '"Effect": "Deny", "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:CreateModelInvocationJob", "bedrock-mantle:CreateInference"], "Resource": "*"',
    ),
  ],
  *checkPolicy(policy, { writer }) {
    const deniesToo = denialsOf(policy);
    for (const statement of policy.statements) {
      const open = leftOpen(statement).filter((action) => !deniesToo(statement, action));
      const [first] = open;
      const value = first && strings(statement.action).find(isInferenceName);
      if (!first || !value || !statement.action) continue;
      const isPart = isOneOf(INFERENCE_ACTIONS, first);
      const ways = open.map((action) => OPENED[action]);
      const said = ways.length > 1 ? `${ways.slice(0, -1).join(', ')} and ${ways.at(-1)} stay` : `${ways[0]} stays`;
      const names = open.join(' and ');
      yield finding(
        value,
        `${isPart ? 'This denies only part of inference' : 'This denies inference by request'}: ${said} open. Deny ${names} too.`,
      )
        .as(isPart ? 'warning' : 'information')
        .suggest(`Deny ${names} too`, writer.addValues(statement.action, open));
    }
  },
});

/** One of the two actions, or the pattern of both. */
const isInferenceName = ({ text }: StringValue) => isOneOf([...INFERENCE_ACTIONS, 'bedrock:InvokeModel*'], text);

const isOneOf = (actions: readonly string[], text: string): boolean =>
  actions.some((action) => action.toLowerCase() === text.toLowerCase());

/** Of a Deny that names inference, what it does not deny itself. */
const leftOpen = question((statement) => {
  if (!isDeny(statement) || !strings(statement.action).some(isInferenceName)) return [];
  const others = isUnlimited(statement) ? ELSEWHERE : isAboutModels(statement) ? [BATCH] : [];
  return [...INFERENCE_ACTIONS, ...others].filter((action) => !hasAction(statement, action));
});

/** Whether a Deny under no condition names models alone: batch jobs are authorized on these too. */
const isAboutModels = ({ resource, condition }: Statement): boolean =>
  !condition &&
  strings(resource).length > 0 &&
  strings(resource).every(({ text }) => /^arn:[^:]*:bedrock:[^:]*:[^:]*:foundation-model\//.test(text));
