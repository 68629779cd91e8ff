/** The conditions and examples of resource control policies. */
import type { Condition } from '../../iam/conditions.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { statementsOf } from '../engine/example.ts';
import type { Example } from '../engine/rule.ts';

export const RCP_SYNTAX =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html';

export const RCP: readonly PolicyKind[] = ['rcp'];

export const rcp = (statement: string): Example => statementsOf('rcp', statement);

export const isService = (all: readonly Condition[], value: string): boolean =>
  all.some(
    (entry) =>
      entry.name === 'aws:principalisawsservice' &&
      entry.meaning?.base === 'Bool' &&
      entry.list.values.some(({ text }) => text.toLowerCase() === value),
  );

export const deny = (body: string) =>
  rcp(`"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { ${body} }`);
