/** Providers of web identities, conditions on their tokens, and examples of trust policies for them. */
import { type Condition, conditions } from '../../iam/conditions.ts';
import { withoutQualifier } from '../../iam/operators.ts';
import type { Statement } from '../../policy/statement.ts';
import { trust } from '../engine/example.ts';
import type { Example } from '../engine/rule.ts';

export const GITHUB = 'token.actions.githubusercontent.com';

export const github = '{ "Federated": "arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com" }';

export const sub = (value: string) =>
  `, "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, "StringLike": { "token.actions.githubusercontent.com:sub": ${value} } }`;

export const web = 'sts:AssumeRoleWithWebIdentity';

/** The provider of a Federated principal: `accounts.google.com`, or what follows `oidc-provider/`. */
export const oidcProvider = (text: string): string | undefined => {
  const [, provider] = /^arn:[^:]+:iam::\d*:oidc-provider\/(.+)$/.exec(text) ?? [];
  return (
    provider ??
    (/^(accounts\.google\.com|www\.amazon\.com|graph\.facebook\.com|cognito-identity\.amazonaws\.com)$/.test(text)
      ? text
      : undefined)
  );
};

/** The conditions on a token's audience that have a qualifier, each with its operator without it. */
export function* qualifiedAudiences(
  statement: Statement,
  qualifier: 'ForAllValues' | 'ForAnyValue',
): Generator<{ readonly entry: Condition; readonly plain: string }> {
  for (const entry of conditions(statement)) {
    const { name, meaning } = entry;
    if (name.endsWith(':aud') && meaning?.qualifier === qualifier) yield { entry, plain: withoutQualifier(meaning) };
  }
}

/** A trust policy for GitHub that asks for the audience with a qualifier, at the mark. */
export const qualifiedAudience = (qualifier: 'ForAllValues' | 'ForAnyValue'): Example =>
  trust(
    github,
    web,
    `, "Condition": { "⟦${qualifier}:StringEquals⟧": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main" } }`,
  );
