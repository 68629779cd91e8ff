/** The policies of a document, read from its tree. A snapshot of one version: immutable; every feature is a function of it. */
import type { Data, Property } from '../model/data.ts';
import { type Node, nodeOf, nodeSpan, properties } from '../model/node.ts';
import type { Span } from '../model/span.ts';
import { isAboutPolicy } from './detect.ts';
import { branchesOf, isIntrinsic } from './intrinsics.ts';
import { kindOfContent, kindOfFileName, namesPolicy, type PolicyKind } from './kind.ts';
import type { Editing, FoundPolicy, ReadText } from './read-text.ts';
import { readStatement, type Statement } from './statement.ts';
import { readValue, type Value } from './value.ts';

export interface Policy {
  readonly data: Data;
  readonly span: Span;
  readonly kind: PolicyKind;
  /** Whether the kind is known: by setting, by template, or because the content leaves no other. */
  readonly isKindCertain: boolean;
  /** The roles that have it, by their names in the document: of a trust policy, where all that the role has is in the document. */
  readonly roles: readonly string[];
  readonly properties: readonly Property[];
  readonly version: Value | undefined;
  /** Whether it has no version since the framework that it is written for adds one. */
  readonly isVersionImplied: boolean;
  readonly id: Value | undefined;
  /** The `Statement` element, if there is one. */
  readonly statementElement: Property | undefined;
  readonly statements: readonly Statement[];
  /** Whether a template adds statements that are not known here: then none can be reported as missing. */
  readonly isPartial: boolean;
  /** Whether a template adds elements beside those that stand here. */
  readonly takesElements: boolean;
  /** Whether `${…}` is a policy variable: only in Version 2012-10-17. */
  readonly hasVariables: boolean;
  /** Whether the policy is the whole document, or one of a list that is: not part of a template. */
  readonly isRoot: boolean;
  /** Whether AWS is given the policy as it is written, white space included. */
  readonly isVerbatim: boolean;
  readonly editing: Editing;
}

export interface PolicyDocument extends Omit<ReadText, 'root' | 'found' | 'isVerbatim'> {
  readonly root: Data | undefined;
  readonly text: string;
  readonly policies: readonly Policy[];
  /** The kind that a setting or the file's name gives to an empty policy that is the whole document. */
  readonly kind: PolicyKind | undefined;
  /** Whether a setting or the file's name says that it holds a policy, even where its text does not yet. */
  readonly isNamedPolicy: boolean;
}

export interface DocumentOptions {
  /** The document's path or URI; its last segment may suggest the kind. */
  readonly path?: string;
  /** The kind that a setting gives to this file. */
  readonly kind?: PolicyKind | undefined;
}

/** The policies of a text that a host has read. Never throws; a document without a policy has an empty list. */
export function documentOf(text: string, read: ReadText, options: DocumentOptions): PolicyDocument {
  const nameKind = kindOfFileName(options.path ?? '');
  const { found, isVerbatim, ...rest } = read;
  return {
    ...rest,
    text,
    policies: found.map((each) => ({ ...readPolicy(each, text, options, nameKind), isVerbatim })),
    kind: options.kind ?? nameKind,
    isNamedPolicy: options.kind !== undefined || namesPolicy(options.path ?? ''),
  };
}

/**
 * Whether a document looks like a policy and cannot be judged, since its syntax is wrong or its policy is nested too deeply.
 * Whoever checked it must say so: that no policy was found does not mean that it holds none.
 */
export const isUnread = ({ text, policies, problems, tooDeep, unread }: PolicyDocument): boolean =>
  policies.length === 0 && problems.length + tooDeep.length + unread.length > 0 && isAboutPolicy(text);

function readPolicy(
  { node, kind: kindOfPlace, roles = [], isVersionImplied = false, isRoot, editing = 'all' }: FoundPolicy,
  text: string,
  options: DocumentOptions,
  nameKind: PolicyKind | undefined,
): Omit<Policy, 'isVerbatim'> {
  const elements = properties(node);
  const element = (name: string) => elements.findLast((property) => property.name === name);
  const statementElement = element('Statement');
  const version = element('Version')?.value;
  const id = element('Id')?.value;
  const { certain, conditional, isPartial } = statementsIn(nodeOf(statementElement?.value));
  const statements = [
    ...certain.map((each) => readStatement(each, text, false)),
    ...conditional.map((each) => readStatement(each, text, true)),
  ].sort((a, b) => a.span.start - b.span.start);
  const takesElements = elements.some(({ name }) => name.startsWith('Fn::'));
  const decided = options.kind ?? (isRoot ? undefined : kindOfPlace);
  const { kind, isCertain } = decided
    ? { kind: decided, isCertain: true }
    : kindOfContent(statements, isRoot ? nameKind : undefined);
  return {
    data: node,
    span: nodeSpan(node),
    kind,
    isKindCertain: isCertain,
    roles,
    properties: elements,
    version: version && readValue(version, text),
    id: id && readValue(id, text),
    statementElement,
    statements,
    isPartial: isPartial || takesElements,
    takesElements,
    isVersionImplied: isVersionImplied && !version,
    hasVariables: version ? version.value === '2012-10-17' : isVersionImplied,
    isRoot,
    editing,
  };
}

interface StatementNodes {
  readonly certain: readonly Node[];
  readonly conditional: readonly Node[];
  /** Whether there are statements that are not known, or known only under a condition. */
  readonly isPartial: boolean;
}

/** The statements of a `Statement` element: one or many, those in the branches of `Fn::If` among them. */
function statementsIn(value: Node | undefined): StatementNodes {
  const nodes = value?.type === 'array' ? (value.children ?? []) : value ? [value] : [];
  const objects = nodes.filter(({ type }) => type === 'object');
  const certain = objects.filter((node) => !isIntrinsic(node));
  if (certain.length === nodes.length) return { certain, conditional: [], isPartial: false };
  const conditional = objects.flatMap((node) => {
    const branches = branchesOf(node)?.map(statementsIn) ?? [];
    return branches.flatMap((branch) => [...branch.certain, ...branch.conditional]);
  });
  return { certain, conditional, isPartial: objects.length > certain.length };
}

/** The policy around an offset (0-based, UTF-16), if there is one. */
export function policyAt(document: PolicyDocument, offset: number): Policy | undefined {
  return document.policies.find(({ data }) => {
    const node = nodeOf(data);
    const end = node.length < 0 ? document.text.length : node.offset + node.length;
    return node.offset <= offset && offset <= end;
  });
}
