/** The conditions and examples of resource control policies. */
import { type Condition, conditions } from '../../iam/conditions.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import type { Statement } from '../../policy/statement.ts';
import { statementsOf } from '../engine/example.ts';
import type { Example } from '../engine/rule.ts';

export const RCP_SYNTAX =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html';

export const RCP: readonly PolicyKind[] = ['rcp'];

export const rcp = (statement: string): Example => statementsOf('rcp', statement);

const isService = (statement: Statement, value: string): boolean =>
  conditions(statement).some(
    (entry) =>
      entry.name === 'aws:principalisawsservice' &&
      entry.meaning?.base === 'Bool' &&
      entry.list.values.some(({ text }) => text.toLowerCase() === value),
  );

/** The first condition with a negated operator on one of these keys (lower case). */
export const negatedKey = (statement: Statement, keys: readonly string[]): Condition | undefined =>
  conditions(statement).find(({ name, meaning }) => keys.includes(name) && meaning?.negated);

/** The first such condition of a Deny that no `aws:PrincipalIsAWSService` with this value limits. */
export const negatedKeyWithoutService = (
  statement: Statement,
  keys: readonly string[],
  value: 'true' | 'false',
): Condition | undefined =>
  statement.effect?.text === 'Deny' && !isService(statement, value) ? negatedKey(statement, keys) : undefined;

export const deny = (body: string) =>
  rcp(`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { ${body} }`);
