/** The size of a policy as AWS counts it, and the quota of its kind. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
import type { Data, Property } from '../model/data.ts';
import { HOLE } from '../patterns/hole.ts';
import { itemsOf, kindOf, plainOf, propertiesOf, textOf } from '../policy/data.ts';
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
  return others.reduce((sum, each) => sum + sizeOfProperty(each) + 1, '{"Statement":[]}'.length + own);
}

const jsonSizeOf = question(({ data }) => sizeOf(data));

function sizeOf(data: Data): number {
  switch (kindOf(data)) {
    case 'object':
      return sizeOfAll(propertiesOf(data).map(sizeOfProperty));
    case 'list':
      return sizeOfAll(itemsOf(data).map(sizeOf));
    case 'string':
    case 'unknown': {
      const text = textOf(data);
      return text === undefined ? 0 : written(text);
    }
    default:
      return String(plainOf(data)).length;
  }
}

const sizeOfProperty = ({ name, value }: Property): number => written(name) + 1 + (value ? sizeOf(value) : 0);

/** In brackets, with commas between them. */
const sizeOfAll = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + size, 2 + Math.max(0, sizes.length - 1));

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
