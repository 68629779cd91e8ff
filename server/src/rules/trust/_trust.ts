/** Providers of web identities, and examples of trust policies for them. */
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
