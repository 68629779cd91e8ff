/** What a policy allows and denies, judged by patterns: for rules that look at all its statements. */

import type { Policy } from '../policy/document.ts';
import { type Statement, strings } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { matchesAction } from './actions.ts';
import { question } from './answers.ts';
import { mentionsAction } from './mentions.ts';

/** The two actions that authorize inference; each operation needs one of them. */
export const INFERENCE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] as const;

export const isAllow = question(({ effect }) => effect?.text === 'Allow');
export const isDeny = question(({ effect }) => effect?.text === 'Deny');

/** Whether a statement's Action or NotAction takes an action in for certain. `action` is `prefix:Name`, in any case. */
export const hasAction = (statement: Statement, action: string): boolean => mentionsAction(statement, action) === 'yes';

/** Whether a statement is about inference, streaming or not. */
export const isInference = question((statement) => INFERENCE_ACTIONS.some((action) => hasAction(statement, action)));

/** Whether some statement of the policy allows the action on something, or may: where a template fills in what is not known here. */
export const mayAllow = (policy: Policy, action: string): boolean =>
  policy.isPartial ||
  policy.statements.some((statement) => isAllow(statement) && mentionsAction(statement, action) !== 'no');

/** Whether a statement is about everything: Resource "*", no condition. */
export const isUnlimited = ({ resource, condition }: Statement): boolean =>
  !condition && strings(resource).some(({ text }) => /^\*+$/.test(text));

/** The values of Action that match an action and are not so wide that they name the whole service or more. */
export const valuesNaming = ({ action }: Statement, name: string): readonly StringValue[] =>
  strings(action).filter(({ text }) => !/^[^:]*(:\**)?$/.test(text) && matchesAction(text, name.toLowerCase()));
