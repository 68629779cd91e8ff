/** A document's snapshot: its text parsed once, and the policies in it. Immutable; every feature is a function of it. */
import { type FoundPolicy, findPolicies, isAboutPolicy, mayHoldPolicy } from './detect.ts';
import {
  type JsonNode,
  type JsonProblem,
  type JsonText,
  nodeSpan,
  type Property,
  parseJson,
  properties,
  SECOND_VALUE,
  type Span,
} from './json.ts';
import { kindOfContent, kindOfFileName, namesPolicy, type PolicyKind } from './kind.ts';
import { reparseJson } from './reparse.ts';
import { isIntrinsic, readStatement, type Statement } from './statement.ts';
import { readValue, type Value } from './value.ts';

export interface Policy {
  readonly node: JsonNode;
  readonly span: Span;
  readonly kind: PolicyKind;
  /** Whether the kind is known: by setting, by template, or because the content leaves no other. */
  readonly isKindCertain: boolean;
  readonly properties: readonly Property[];
  readonly version: Value | undefined;
  readonly id: Value | undefined;
  /** The `Statement` element, if there is one. */
  readonly statementElement: Property | undefined;
  readonly statements: readonly Statement[];
  /** Whether a template adds statements that are not known here: then no statement can be reported as missing. */
  readonly isPartial: boolean;
  /** Whether `${…}` is a policy variable: only in Version 2012-10-17. */
  readonly hasVariables: boolean;
  /** Whether the policy is the whole document, or one of a list that is: not part of a template. */
  readonly isRoot: boolean;
}

export interface PolicyDocument extends JsonText {
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
  /** An earlier version: the parts that have not changed are not parsed again. */
  readonly before?: PolicyDocument | undefined;
}

const NOTHING: Omit<PolicyDocument, 'text' | 'kind' | 'isNamedPolicy'> = {
  root: undefined,
  problems: [],
  tooDeep: [],
  policies: [],
};

/** Files that hold one value a line. */
const JSON_LINES = /\.(jsonl|ndjson)$/i;

/** Reads a document. Never throws; a document without a policy has an empty list. */
export function readDocument(text: string, options: DocumentOptions = {}): PolicyDocument {
  const nameKind = kindOfFileName(options.path ?? '');
  const kind = options.kind ?? nameKind;
  const isNamedPolicy = options.kind !== undefined || namesPolicy(options.path ?? '');
  if (!mayHoldPolicy(text)) return { text, kind, isNamedPolicy, ...NOTHING };
  const { root, problems, tooDeep } = options.before ? reparseJson(text, options.before) : parseJson(text);
  const policies = findPolicies(root).map((found) => readPolicy(found, text, options, nameKind));
  const isProblem = ({ message }: JsonProblem) => message !== SECOND_VALUE || !JSON_LINES.test(options.path ?? '');
  return { text, root, problems: problems.filter(isProblem), tooDeep, policies, kind, isNamedPolicy };
}

/**
 * Whether a document looks like a policy and cannot be judged, since it is not JSON or its policy is nested too deeply.
 * Whoever checked it must say so: that no policy was found does not mean that it holds none.
 */
export const isUnread = ({ text, policies, problems, tooDeep }: PolicyDocument): boolean =>
  policies.length === 0 && (problems.length > 0 || tooDeep.length > 0) && isAboutPolicy(text);

function readPolicy(
  found: FoundPolicy,
  text: string,
  options: DocumentOptions,
  nameKind: PolicyKind | undefined,
): Policy {
  const { node, isRoot } = found;
  const elements = properties(node);
  const element = (name: string) => elements.findLast((property) => property.name === name);
  const statementElement = element('Statement');
  const version = element('Version')?.value;
  const id = element('Id')?.value;
  const value = statementElement?.value;
  const nodes = value?.type === 'array' ? (value.children ?? []) : value?.type === 'object' ? [value] : [];
  const known = nodes.filter((child) => child.type === 'object' && !isIntrinsic(child));
  const statements = known.map((child) => readStatement(child, text));
  const decided = options.kind ?? (isRoot ? undefined : kindOfPlace(found));
  const { kind, isCertain } = decided
    ? { kind: decided, isCertain: true }
    : kindOfContent(statements, isRoot ? nameKind : undefined);
  return {
    node,
    span: nodeSpan(node),
    kind,
    isKindCertain: isCertain,
    properties: elements,
    version: version && readValue(version, text),
    id: id && readValue(id, text),
    statementElement,
    statements,
    isPartial: nodes.some(isIntrinsic) || elements.some(({ name }) => name.startsWith('Fn::')),
    hasVariables: version?.value === '2012-10-17',
    isRoot,
  };
}

/** The kind that follows from CloudFormation's property and resource type. */
function kindOfPlace({ propertyName, resourceType }: FoundPolicy): PolicyKind | undefined {
  if (propertyName === 'AssumeRolePolicyDocument') return 'trust';
  if (resourceType === 'AWS::EC2::VPCEndpoint') return 'endpoint';
  if (resourceType?.startsWith('AWS::IAM::') || resourceType?.startsWith('AWS::SSO::')) return 'identity';
  return undefined;
}

/** The policy around an offset (0-based, UTF-16), if there is one. */
export function policyAt(document: PolicyDocument, offset: number): Policy | undefined {
  return document.policies.find(({ node }) => {
    const end = node.length < 0 ? document.text.length : node.offset + node.length;
    return node.offset <= offset && offset <= end;
  });
}
