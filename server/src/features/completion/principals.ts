/** Principals: the types of a principal, and the forms of each. */
import { SERVICE_PRINCIPALS } from '../../catalog/service-principals.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { arnDefaults } from './arn-defaults.ts';
import { completePrincipalField, isInArn } from './arn-fields.ts';
import { propertyCompletion, rawCompletion, valueCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';

const TYPES: readonly (readonly [string, string])[] = [
  ['AWS', 'An account, user, role or session'],
  ['Service', 'An AWS service'],
  ['Federated', 'An identity provider'],
  ['CanonicalUser', 'An Amazon S3 canonical user'],
];

export function completePrincipalTypes(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const isTrust = cursor.kind === 'trust';
  return TYPES.filter(
    ([type]) => !cursor.siblings.includes(type) && (isTrust ? type !== 'CanonicalUser' : type !== 'Federated'),
  ).map(([type, detail], index) =>
    propertyCompletion(cursor, type, '"$1"', snippets, {
      label: type,
      kind: 'element',
      detail,
      sort: `${isTrust && type === 'Service' ? 0 : 1}${index}`,
      retrigger: true,
    }),
  );
}

/** The forms of a whole principal that this kind of policy may have. */
export function completePrincipalForms(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const { kind } = cursor;
  const form = (label: string, snippet: string, detail: string, order: number) =>
    rawCompletion(cursor, snippet, label, snippets, {
      label,
      kind: 'value',
      detail,
      sort: `0${order}`,
      retrigger: snippet.includes('"$1"'),
    });
  if (kind === 'rcp') return [form('*', '"*"', 'Everyone: the only principal of an RCP', 0)];
  const isTrust = kind === 'trust';
  return [
    form('Service', '{ "Service": "$1" }', 'An AWS service', isTrust ? 0 : 1),
    form('AWS', '{ "AWS": "$1" }', 'An account, user, role or session', isTrust ? 1 : 0),
    ...(isTrust ? [form('Federated', '{ "Federated": "$1" }', 'An identity provider', 2)] : []),
    ...(isTrust ? [] : [form('*', '"*"', 'Everyone, as far as conditions let', 3)]),
  ];
}

export function completePrincipals(cursor: Cursor, options: CompletionOptions, type: string): readonly Completion[] {
  const { snippets } = options;
  const { partition, account } = arnDefaults(cursor, options);
  const form = (label: string, text: string, snippet: string | undefined, detail: string, index: number) =>
    valueCompletion(
      cursor,
      text,
      { label, kind: 'value', detail, sort: `0${String(index).padStart(2, '0')}` },
      snippet,
      snippets,
    );
  if (isInArn(cursor)) return completePrincipalField(cursor, options);
  switch (type) {
    case 'Service':
      return SERVICE_PRINCIPALS.filter((name) => !cursor.siblings.includes(name)).map((name, index) =>
        form(name, name, undefined, '', index),
      );
    case 'AWS':
      return [
        form(
          'account',
          'account arn:aws:iam::root',
          `arn:${partition}:iam::\${1:${account}}:root`,
          'All of an account',
          0,
        ),
        form(
          'role',
          'role arn:aws:iam::role',
          `arn:${partition}:iam::\${1:${account}}:role/\${2:RoleName}`,
          'A role',
          1,
        ),
        form(
          'user',
          'user arn:aws:iam::user',
          `arn:${partition}:iam::\${1:${account}}:user/\${2:UserName}`,
          'A user',
          2,
        ),
        form(
          'session',
          'session arn:aws:sts::assumed-role',
          `arn:${partition}:sts::\${1:${account}}:assumed-role/\${2:RoleName}/\${3:SessionName}`,
          'A session of a role',
          3,
        ),
        { ...form('*', '*', undefined, 'Everyone', 4), filter: 'everyone' },
      ];
    case 'Federated':
      return [
        form(
          'oidc-provider',
          'oidc-provider arn:aws:iam::',
          `arn:${partition}:iam::\${1:${account}}:oidc-provider/\${2:token.actions.githubusercontent.com}`,
          'An OpenID Connect provider',
          0,
        ),
        form(
          'saml-provider',
          'saml-provider arn:aws:iam::',
          `arn:${partition}:iam::\${1:${account}}:saml-provider/\${2:ProviderName}`,
          'A SAML provider',
          1,
        ),
        form('cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com', undefined, 'Amazon Cognito', 2),
      ];
    default:
      return [];
  }
}
