/** The elements of policies and statements, each with its value's skeleton. */
import { table } from '../../patterns/table.ts';
import type { Cursor, Part } from '../../policy/cursor.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { propertyCompletion, rawCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';

/** Element → its value as a snippet. */
const POLICY_VALUES = table<string>({
  Version: '"2012-10-17"',
  Statement: '[\n\t{\n\t\t$1\n\t}\n]',
  Id: '"$1"',
});

const OPPOSITES = table<string>({
  Action: 'NotAction',
  NotAction: 'Action',
  Resource: 'NotResource',
  NotResource: 'Resource',
  Principal: 'NotPrincipal',
  NotPrincipal: 'Principal',
});

export function completePolicyElements(cursor: Cursor, options: CompletionOptions): readonly Completion[] {
  const { snippets } = options;
  const { kind } = cursor;
  const names = kind === 'resource' ? ['Version', 'Statement', 'Id'] : ['Version', 'Statement'];
  const elements = names
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
  return [...elements, ...wholePolicy(cursor, options)];
}

/** The elements of a statement of this kind, in the order in which one writes them. */
function statementElements(kind: PolicyKind): readonly string[] {
  switch (kind) {
    case 'trust':
      return ['Effect', 'Principal', 'Action', 'Condition', 'Sid', 'NotAction'];
    case 'resource':
    case 'endpoint':
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
      return '{ $1 }';
    case 'Sid':
      return '"$1"';
    default:
      return '["$1"]';
  }
}

export function completeStatementElements(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const { kind } = cursor;
  const present = new Set(cursor.siblings);
  return statementElements(kind)
    .filter((name) => !present.has(name) && !present.has(OPPOSITES[name] ?? ''))
    .map((name, index) =>
      propertyCompletion(cursor, name, statementValue(name, kind), snippets, {
        label: name,
        kind: 'element',
        sort: `0${index}`,
        retrigger: name !== 'Effect' && name !== 'Sid',
        documentation: { of: 'element', name },
      }),
    );
}

/** The names that a host has for the parts of a condition or a principal. */
export const completeParts = (
  cursor: Cursor,
  { snippets }: CompletionOptions,
  parts: readonly Part[],
): readonly Completion[] =>
  parts
    .filter(({ name }) => !cursor.siblings.includes(name))
    .map(({ name, isList, detail }, index) =>
      propertyCompletion(cursor, name, isList ? '["$1"]' : '"$1"', snippets, {
        label: name,
        kind: 'element',
        sort: `0${index}`,
        retrigger: true,
        detail,
      }),
    );

/** A statement to fill in: its lines between the braces, with tab stops from `$1`. The last is where it is continued. */
function statementBody(kind: PolicyKind): string {
  switch (kind) {
    case 'trust':
      return '\t"Effect": "Allow",\n\t"Principal": { "Service": "${1:bedrock.amazonaws.com}" },\n\t"Action": "sts:AssumeRole"$0';
    case 'resource':
      return '\t"Effect": "${1|Allow,Deny|}",\n\t"Principal": { "AWS": "$2" },\n\t"Action": ["$3"],\n\t"Resource": ["$4"]$0';
    case 'endpoint':
      return '\t"Effect": "${1|Allow,Deny|}",\n\t"Principal": "*",\n\t"Action": ["$2"],\n\t"Resource": "${3:*}"$0';
    case 'rcp':
      return '\t"Effect": "Deny",\n\t"Principal": "*",\n\t"Action": ["$1"],\n\t"Resource": ["$2"]$0';
    default:
      return '\t"Effect": "${1|Allow,Deny|}",\n\t"Action": ["$2"],\n\t"Resource": ["$3"]$0';
  }
}

const indented = (text: string): string => text.replaceAll('\n', '\n\t');

/** A whole statement, in a list of statements. */
export function completeStatement(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const object = `{\n${statementBody(cursor.kind)}\n}`;
  const snippet = cursor.inList ? object : `[\n\t${indented(object)}\n]`;
  return [
    rawCompletion(cursor, snippet, 'statement', snippets, {
      label: 'statement',
      kind: 'snippet',
      detail: 'A new statement',
      sort: '0',
    }),
  ];
}

const KIND_NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: 'policy',
  trust: 'trust policy',
  resource: 'resource policy',
  endpoint: 'VPC endpoint policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
  session: 'session policy',
};

/** Version and Statement, the latter with one statement to fill in. */
const policyElements = (kind: PolicyKind): string =>
  `"Version": "2012-10-17",\n"Statement": [\n\t${indented(`{\n${statementBody(kind)}\n}`)}\n]`;

/** A whole policy in an empty document; the kind that the file's name suggests comes first. */
export function completePolicies(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  const offered: readonly PolicyKind[] = [
    ...new Set([cursor.kind, 'identity', 'trust', 'resource', 'endpoint', 'scp', 'rcp'] as const),
  ];
  return offered.map((kind, order) =>
    rawCompletion(cursor, `{\n\t${indented(policyElements(kind))}\n}`, KIND_NAMES[kind], snippets, {
      label: KIND_NAMES[kind],
      kind: 'snippet',
      detail: 'A new IAM policy',
      sort: `0${order}`,
    }),
  );
}

/** The same between the braces of an empty object. */
function wholePolicy(cursor: Cursor, { snippets }: CompletionOptions): readonly Completion[] {
  if (cursor.siblings.length > 0 || cursor.hasColon) return [];
  return [
    rawCompletion(cursor, policyElements(cursor.kind), KIND_NAMES[cursor.kind], snippets, {
      label: KIND_NAMES[cursor.kind],
      kind: 'snippet',
      detail: 'Version and a statement',
      sort: '09',
    }),
  ];
}
