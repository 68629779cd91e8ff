/**
 * The six fields of an ARN: arn:partition:service:region:account:resource. Only the first five colons divide, because
 * resources hold colons themselves (`foundation-model/amazon.nova-lite-v1:0`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

import { covers, type Glob, overlaps, parseGlob, replaceVariables } from './glob.ts';
import { HOLE } from './hole.ts';

/** A piece of a text: `start` and `end` are UTF-16 indices into the whole text. */
export interface Field {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Arn {
  readonly text: string;
  readonly partition: Field;
  readonly service: Field;
  readonly region: Field;
  readonly account: Field;
  readonly resource: Field;
  /** The resource up to its first `/` or `:` (all of it where there is none). */
  readonly resourceType: Field;
  /** What follows the type's separator; undefined where there is no separator. */
  readonly resourceId: Field | undefined;
}

/** Splits `text` at its first `count - 1` colons, but not within `${…}`. */
export function splitFields(text: string, count: number): Field[] {
  const fields: Field[] = [];
  let start = 0;
  while (fields.length < count - 1) {
    const end = nextColon(text, start);
    if (end < 0) break;
    fields.push({ text: text.slice(start, end), start, end });
    start = end + 1;
  }
  fields.push({ text: text.slice(start), start, end: text.length });
  return fields;
}

/** The first colon from an offset on that does not stand in `${…}`; -1 where there is none. */
function nextColon(text: string, from: number): number {
  const colon = text.indexOf(':', from);
  const variable = text.indexOf('${', from);
  if (variable < 0 || colon < variable) return colon;
  let depth = 0;
  for (let index = variable; index < text.length; index++) {
    const char = text[index];
    if (char === '$' && text[index + 1] === '{') depth++;
    else if (char === '}' && depth > 0) depth--;
    else if (char === ':' && depth === 0) return index;
  }
  return -1;
}

/** The ARN in `text`, or undefined where it does not begin with `arn:` or lacks a field. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, partition, service, region, account, resource] = splitFields(text, 6);
  if (!partition || !service || !region || !account || !resource) return undefined;
  const separator = resource.text.search(/[/:]/);
  const resourceType =
    separator < 0
      ? resource
      : { text: resource.text.slice(0, separator), start: resource.start, end: resource.start + separator };
  const resourceId =
    separator < 0
      ? undefined
      : {
          text: resource.text.slice(separator + 1),
          start: resource.start + separator + 1,
          end: resource.end,
        };
  return { text, partition, service, region, account, resource, resourceType, resourceId };
}

/** The fields after `arn:`, those first in which two ARNs differ most often. */
const FIELDS = ['service', 'region', 'account', 'partition', 'resource'] as const;

/**
 * Whether every resource that `inner` names is named by `outer`. The first five fields are compared one by one, since a
 * wildcard does not match across the colons between them; a text that is not an ARN with six fields is compared as a whole.
 * `variables`: whether `${…}` is a policy variable.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function coversArn(outer: string, inner: string, variables = true): boolean {
  return compareArns(outer, inner, variables, covers);
}

/** Whether some resource is named by both patterns; compared as by `coversArn`. */
export function overlapsArn(a: string, b: string, variables: boolean): boolean {
  return compareArns(a, b, variables, overlaps);
}

const isSame = (a: string, b: string): boolean => a === b && !a.includes(HOLE);

function compareArns(a: string, b: string, variables: boolean, compare: (a: Glob, b: Glob) => boolean): boolean {
  const first = parseArn(a);
  const second = parseArn(b);
  const isTrue = (left: string, right: string) =>
    compare(parseGlob(left, { variables }), parseGlob(right, { variables }));
  if (!first || !second) return isTrue(a, b);
  return FIELDS.every(
    (field) => isSame(first[field].text, second[field].text) || isTrue(first[field].text, second[field].text),
  );
}

/** An ARN template of the catalog as a pattern: each `${Placeholder}` becomes `*`. */
export function templateGlobText(template: string): string {
  return replaceVariables(template, '*');
}
