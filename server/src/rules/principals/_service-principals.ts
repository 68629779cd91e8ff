/** Service principals, and the condition keys that say for whom a service acts. https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
import { principalElements } from '../../iam/principals.ts';
import { type Statement, strings } from '../../policy/statement.ts';
import type { StatementContext } from '../engine/rule.ts';

/** The keys that say for whom a service acts. */
export const SOURCE_KEYS: readonly string[] = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
];

/** Whether services are the only principals that a statement names. */
export const namesServicesOnly = (statement: Statement): boolean => {
  const types = principalElements(statement).flatMap((element) => element.types);
  return types.length > 0 && types.every(({ name }) => name.text === 'Service');
};

/** The account that a statement is about: of its ARNs, else of the settings. */
export function accountOf({ resource, principal }: Statement, { account }: StatementContext): string | undefined {
  const texts = [...strings(resource), ...(principal?.types ?? []).flatMap((list) => strings(list))];
  for (const { text } of texts) {
    const [, found] = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text) ?? [];
    if (found) return found;
  }
  return account;
}

/** The title of a suggestion that adds conditions on the source, with the account where it is known. */
export const titleOf = (keys: readonly string[], account: string | undefined): string =>
  `Add ${keys.join(' and ')}${account ? '' : ', with an account to fill in'}`;

export const BUCKET = '"Action": "s3:PutObject", "Resource": "arn:aws:s3:::my-bucket/*"';
