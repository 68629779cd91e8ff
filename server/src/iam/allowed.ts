/** What the statements of a policy allow and deny, decided by patterns alone. */

import type { Policy } from '../policy/document.ts';
import { type Statement, strings } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { matchesAction } from './actions.ts';
import { question } from './answers.ts';
import { isEverything } from './arns.ts';
import { mentionsAction, mentionsResource } from './mentions.ts';

/** The two actions that authorize inference; each operation needs one of them. */
export const INFERENCE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] as const;

export const isAllow = question(({ effect }) => effect?.text === 'Allow');
export const isDeny = question(({ effect }) => effect?.text === 'Deny');

/** Whether a statement's Action or NotAction takes an action in for certain. `action` is `prefix:Name`, in any case. */
export const hasAction = (statement: Statement, action: string): boolean => mentionsAction(statement, action) === 'yes';

/** Whether a statement names one of the two inference actions. */
export const isInference = question((statement) => INFERENCE_ACTIONS.some((action) => hasAction(statement, action)));

/** Whether a statement allows, or denies, one of them. */
export const allowsInference = question((statement) => isAllow(statement) && isInference(statement));
export const deniesInference = question((statement) => isDeny(statement) && isInference(statement));

/** What authorizes inference at the bedrock-mantle endpoint, with the same models. */
export const MANTLE_INFERENCE = 'bedrock-mantle:CreateInference';

/** Whether a statement of the policy allows the action on some resource, or may allow it once a template is filled in. */
export const mayAllow = (policy: Policy, action: string): boolean =>
  policy.isPartial ||
  policy.statements.some((statement) => isAllow(statement) && mentionsAction(statement, action) !== 'no');

/** The same on a resource, which may be a pattern. */
export const mayAllowOn = (
  { statements, isPartial, hasVariables }: Policy,
  action: string,
  resource: string,
): boolean =>
  isPartial ||
  statements.some(
    (statement) =>
      isAllow(statement) &&
      mentionsAction(statement, action) !== 'no' &&
      mentionsResource(statement, resource, hasVariables) !== 'no',
  );

/** Whether a statement has no limits: Resource "*" and no condition. */
export const isUnlimited = ({ resource, condition }: Statement): boolean =>
  !condition && strings(resource).some(({ text }) => isEverything(text));

/** The values of Action that match an action and are not so wide that they name the whole service or more. */
export const valuesNaming = ({ action }: Statement, name: string): readonly StringValue[] =>
  strings(action).filter(({ text }) => !/^[^:]*(:[*?]*)?$/.test(text) && matchesAction(text, name.toLowerCase()));

/** The question whether a statement allows an action by such a value. `name` is `prefix:Name`. */
export const allowsByName = (name: string): ((statement: Statement) => boolean) =>
  question((statement) => isAllow(statement) && valuesNaming(statement, name).length > 0);
