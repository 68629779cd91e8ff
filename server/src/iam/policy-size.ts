/** The size of a policy as AWS counts it, and the quota of its kind. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
import type { Node } from '../model/node.ts';
import { HOLE } from '../patterns/hole.ts';
import type { Policy } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { question } from './answers.ts';

/** How many characters a policy of a kind may have, and whether white space counts. */
export interface Quota {
  readonly limit: number;
  readonly countsWhitespace: boolean;
}

/**
 * IAM leaves white space out of the count, Organizations and the resources' services count every character.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const QUOTAS: Readonly<Record<PolicyKind, Quota>> = {
  identity: { limit: 6144, countsWhitespace: false },
  boundary: { limit: 6144, countsWhitespace: false },
  session: { limit: 2048, countsWhitespace: false },
  trust: { limit: 2048, countsWhitespace: false },
  scp: { limit: 10_240, countsWhitespace: true },
  rcp: { limit: 5120, countsWhitespace: true },
  resource: { limit: 20_480, countsWhitespace: true },
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  endpoint: { limit: 20_480, countsWhitespace: true },
};

/** The characters of a policy as AWS counts them for its kind. */
export function policySize(policy: Policy, text: string): number {
  const { span, kind, statements } = policy;
  if (!policy.isVerbatim) return sizeInJson(policy);
  if (QUOTAS[kind].countsWhitespace) return span.end - span.start;
  let size = 0;
  let at = span.start;
  for (const statement of statements) {
    const { start, end } = statement.span;
    size += charactersIn(text, at, start) + charactersOf(statement);
    at = end;
  }
  return size + charactersIn(text, at, span.end);
}

/** Of the JSON without white space that AWS is given, what is not known yet left out. */
function sizeInJson({ properties: elements, statements }: Policy): number {
  const own = statements.reduce((sum, statement) => sum + jsonSizeOf(statement), Math.max(0, statements.length - 1));
  const others = elements.filter(({ name }) => name !== 'Statement');
  const sizes = others.map(({ name, value }) => written(name) + 1 + (value ? sizeOf(value) : 0));
  return sizes.reduce((sum, size) => sum + size + 1, '{"Statement":[]}'.length + own);
}

const jsonSizeOf = question(({ node }) => sizeOf(node));

function sizeOf(node: Node): number {
  const { children = [], type } = node;
  if (type === 'property') {
    const [key, value] = children;
    return (key ? sizeOf(key) : 0) + 1 + (value ? sizeOf(value) : 0);
  }
  if (type === 'object' || type === 'array') {
    if (node.isUnknown) return 0;
    return 2 + Math.max(0, children.length - 1) + children.reduce((sum, child) => sum + sizeOf(child), 0);
  }
  return type === 'string' ? written(String(node.value)) : String(node.value).length;
}

const written = (text: string): number => JSON.stringify(text.replaceAll(HOLE, '').replace(/\s/g, '')).length;

const charactersOf = question(({ text }) => charactersIn(text, 0, text.length));

/** The characters of a stretch of the text, white space left out. */
function charactersIn(text: string, start: number, end: number): number {
  let size = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) size++;
  }
  return size;
}
