/** Roles that a document holds whole: the trust policy, and the policies with their permissions. */

import { question } from '../../iam/answers.ts';
import { memoizedBy } from '../../patterns/memo.ts';
import type { Policy, PolicyDocument } from '../../policy/document.ts';
import type { Statement } from '../../policy/statement.ts';

export interface WholeRole {
  readonly trust: Policy;
  /** Its policies in this document, one or more. */
  readonly permissions: readonly Policy[];
}

/**
 * The roles of Bedrock of which everything stands in the document. A role with managed policies is left out: these may hold what
 * is missing; and so is one without permissions. Several rules ask for one version of a document.
 */
export const wholeRoles = memoizedBy(({ policies }: PolicyDocument): readonly WholeRole[] =>
  policies.flatMap((trust) => {
    // Other services' roles are many in some templates, and no rule asks for them.
    const roles = trust.kind === 'trust' && trust.statements.some(trustsBedrock) ? trust.roles : [];
    return roles.flatMap((role) => {
      const permissions = policies.filter((each) => each !== trust && each.roles.includes(role));
      return permissions.length > 0 ? [{ trust, permissions }] : [];
    });
  }),
);

/** Whether a statement names a service of Bedrock. */
const trustsBedrock = question(({ principal }: Statement) =>
  (principal?.types ?? []).some(({ values }) => values.some(({ text }) => text.includes('bedrock'))),
);
