/** The elements of policies and statements, each with its value's skeleton. */
import type { Cursor } from '../../policy/cursor.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import type { Completion, CompletionOptions } from './completion.ts';
import { propertyCompletion, rawCompletion } from './edits.ts';

/** Element → its value as a snippet. */
const POLICY_VALUES: Readonly<Record<string, string>> = {
  Version: '"2012-10-17"',
  Statement: '[\n\t{\n\t\t$1\n\t}\n]',
  Id: '"$1"',
};

const OPPOSITES: Readonly<Record<string, string>> = {
  Action: 'NotAction',
  NotAction: 'Action',
  Resource: 'NotResource',
  NotResource: 'Resource',
  Principal: 'NotPrincipal',
  NotPrincipal: 'Principal',
};

export function completePolicyElements(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const kind = cursor.policy?.kind ?? 'identity';
  const names = kind === 'resource' ? ['Version', 'Statement', 'Id'] : ['Version', 'Statement'];
  return names
    .filter((name) => !cursor.siblings.includes(name))
    .map((name, index) =>
      propertyCompletion(cursor, name, POLICY_VALUES[name] ?? '', snippets, {
        label: name,
        kind: 'element',
        sort: `0${index}`,
        retrigger: name === 'Statement',
        documentation: { of: 'element', name },
      }),
    );
}

/** The elements of a statement of this kind, in the order in which one writes them. */
function statementElements(kind: PolicyKind): readonly string[] {
  switch (kind) {
    case 'trust':
      return ['Effect', 'Principal', 'Action', 'Condition', 'Sid', 'NotAction'];
    case 'resource':
      return [
        'Effect',
        'Principal',
        'Action',
        'Resource',
        'Condition',
        'Sid',
        'NotAction',
        'NotResource',
        'NotPrincipal',
      ];
    case 'rcp':
      return ['Effect', 'Principal', 'Action', 'Resource', 'Condition', 'Sid', 'NotResource'];
    default:
      return ['Effect', 'Action', 'Resource', 'Condition', 'Sid', 'NotAction', 'NotResource'];
  }
}

function statementValue(name: string, kind: PolicyKind): string {
  switch (name) {
    case 'Effect':
      return kind === 'rcp' ? '"Deny"' : '"${1|Allow,Deny|}"';
    case 'Action':
      return kind === 'trust'
        ? '"${1|sts:AssumeRole,sts:AssumeRoleWithWebIdentity,sts:AssumeRoleWithSAML|}"'
        : '["$1"]';
    case 'Principal':
      return kind === 'rcp'
        ? '"*"'
        : kind === 'trust'
          ? '{ "Service": "${1:bedrock.amazonaws.com}" }'
          : '{ "AWS": "$1" }';
    case 'NotPrincipal':
      return '{ "AWS": "$1" }';
    case 'Condition':
      return '{\n\t"${1|StringEquals,StringLike,ArnLike,StringNotEquals,Bool,Null,IpAddress,NumericLessThan,DateLessThan|}": { "$2": "$3" }\n}';
    case 'Sid':
      return '"$1"';
    default:
      return '["$1"]';
  }
}

export function completeStatementElements(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const kind = cursor.policy?.kind ?? 'identity';
  const present = new Set(cursor.siblings);
  return statementElements(kind)
    .filter((name) => !present.has(name) && !present.has(OPPOSITES[name] ?? ''))
    .map((name, index) =>
      propertyCompletion(cursor, name, statementValue(name, kind), snippets, {
        label: name,
        kind: 'element',
        sort: `0${index}`,
        retrigger: name !== 'Effect' && name !== 'Sid' && name !== 'Condition',
        documentation: { of: 'element', name },
      }),
    );
}

/** A whole statement, where one may stand. */
export function completeStatement(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const kind = cursor.policy?.kind ?? 'identity';
  const body =
    kind === 'trust'
      ? '\t"Effect": "Allow",\n\t"Principal": { "Service": "${1:bedrock.amazonaws.com}" },\n\t"Action": "sts:AssumeRole"'
      : kind === 'resource' || kind === 'rcp'
        ? `\t"Effect": "${kind === 'rcp' ? 'Deny' : '${1|Allow,Deny|}'}",\n\t"Principal": ${kind === 'rcp' ? '"*"' : '{ "AWS": "$2" }'},\n\t"Action": ["$3"],\n\t"Resource": ["$4"]`
        : '\t"Effect": "${1|Allow,Deny|}",\n\t"Action": ["$2"],\n\t"Resource": ["$3"]';
  const object = `{\n${body}\n}`;
  const snippet = cursor.inList ? object : `[\n\t${object.replaceAll('\n', '\n\t')}\n]`;
  return [
    rawCompletion(cursor, snippet, 'statement', snippets, {
      label: 'statement',
      kind: 'snippet',
      detail: 'A new statement',
      sort: '0',
    }),
  ];
}
