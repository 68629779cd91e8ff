/** The ARNs of a statement's resources, with the source range of each field. */

import type { PolicyWriter } from '../hosts/writer.ts';
import type { Edits } from '../model/edit.ts';
import type { SourceSpan } from '../model/span.ts';
import { type Arn, type Field, parseArn } from '../patterns/arn.ts';
import { HOLE } from '../patterns/hole.ts';
import { type Statement, type ValueList, writtenStrings } from '../policy/statement.ts';
import { type PartialValue, type StringValue, within } from '../policy/value.ts';
import { questionOfVersion } from './answers.ts';

export interface ArnValue {
  /** Of one that a template fills in partly, each such part is a HOLE, and no field with one is literal. */
  readonly value: StringValue | PartialValue;
  readonly arn: Arn;
  /** The list that the ARN is in. */
  readonly list: ValueList;
}

/** The ARNs of a list, those among them that a template fills in partly; without `*` and values that are not ARNs. */
export function arnValues(list: ValueList | undefined): readonly ArnValue[] {
  if (!list) return [];
  return writtenStrings(list).flatMap((value) => {
    const arn = parseArn(value.text);
    return arn && (value.kind === 'string' || isReadable(arn)) ? [{ value, arn, list }] : [];
  });
}

/**
 * Whether the fields of an ARN can be told apart that a template fills in partly: what it fills in may hold colons. Then the
 * fields behind would not look like what they are taken for.
 */
function isReadable({ partition, service, region, account }: Arn): boolean {
  const isWhole = ({ text }: Field) => text === HOLE || !text.includes(HOLE);
  return (
    [partition, service, region, account].every(isWhole) &&
    /^(?:aws[a-z-]*|\uFFFC)$/.test(partition.text) &&
    /^(?:[a-z][a-z\d-]*|\uFFFC)$/.test(service.text) &&
    /^(?:[a-z]{2}(?:-[a-z]+)+-\d|[*\uFFFC]?)$/.test(region.text) &&
    /^(?:\d{12}|aws|[*\uFFFC]?)$/.test(account.text)
  );
}

/** The ARNs of Resource and of NotResource. */
export const resourceArns = questionOfVersion(({ resource, notResource }: Statement): readonly ArnValue[] => [
  ...arnValues(resource),
  ...arnValues(notResource),
]);

/** The source range of one field. */
export const fieldSpan = ({ value }: ArnValue, field: Field): SourceSpan => within(value, field.start, field.end);

/** The source range of the colon that ends a field: where something is missing from an empty one. */
export const colonAfter = ({ value }: ArnValue, field: Field): SourceSpan => within(value, field.end, field.end + 1);

/** Writes another text into a field. */
export const replaceField = (writer: PolicyWriter, { value }: ArnValue, field: Field, text: string): Edits =>
  writer.replaceText(value, text, field.start, field.end);

/** Whether a pattern is `*`, or several of them. */
export const isEverything = (pattern: string): boolean => /^\*+$/.test(pattern);

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);
/** Whether a text holds a part that is known only at the request or at deployment. */
export const isVariable = (text: string): boolean => text.includes('${') || text.includes(HOLE);

/** Whether a field is plain text: no wildcard, no variable. */
export const isLiteral = (text: string): boolean => !hasWildcard(text) && !isVariable(text);
