/** Which conditions keep callers out, and which every caller meets. */
import type { Statement } from '../policy/statement.ts';
import { question } from './answers.ts';
import { isEverything } from './arns.ts';
import { type Condition, conditions } from './conditions.ts';

/**
 * Keys that strangers meet as well as one's own callers, whatever the value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const FOR_EVERYONE: ReadonlySet<string> = new Set([
  'aws:securetransport',
  'aws:requestedregion',
  'aws:currenttime',
  'aws:epochtime',
  'aws:useragent',
  'aws:referer',
  'aws:viaawsservice',
  'aws:principalisawsservice',
  'aws:calledvia',
  's3:tlsversion',
  's3:signatureversion',
]);

/** Whether a condition keeps callers out: it compares a key that not everyone meets, and does not hold without it. */
const keepsCallersOut = ({ name, meaning }: Condition): boolean =>
  meaning !== undefined &&
  !meaning.negated &&
  !meaning.ifExists &&
  meaning.family !== 'Null' &&
  meaning.qualifier !== 'ForAllValues' &&
  !FOR_EVERYONE.has(name);

/** Whether a statement has a condition that keeps callers out. */
export const isLimitedToCallers: (statement: Statement) => boolean = question((statement) =>
  conditions(statement).some(keepsCallersOut),
);

/**
 * Keys that every request has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const IN_EVERY_REQUEST: ReadonlySet<string> = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:userid',
  'aws:requestedregion',
]);

/** Whether any request meets a condition: one that asks for TLS, for any value of what every request has, or for any address. */
const asksNothing = ({ name, meaning, list }: Condition): boolean => {
  if (!meaning || meaning.negated) return false;
  if (name === 'aws:securetransport')
    return meaning.family === 'Bool' && list.values.every(({ text }) => text.toLowerCase() === 'true');
  if (name === 'aws:sourceip') return list.values.some(({ text }) => text === '0.0.0.0/0');
  return IN_EVERY_REQUEST.has(name) && meaning.wildcards && list.values.some(({ text }) => isEverything(text));
};

/** Whether all conditions of a statement are met by any request. */
export const asksForNothing: (statement: Statement) => boolean = question((statement) =>
  conditions(statement).every(asksNothing),
);
