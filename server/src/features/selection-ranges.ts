/** Selection ranges: from an ARN's field or an action's name outward to the string, its element, the statement, the policy. */

import type { Data } from '../model/data.ts';
import type { Span } from '../model/span.ts';
import { splitFields } from '../patterns/arn.ts';
import { around, kindOf, reachOf } from '../policy/data.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { decodedIndex, readString, within } from '../policy/value.ts';

/** The ranges around an offset, the innermost first, each within the next. */
export function selectionRanges({ root, text }: PolicyDocument, offset: number): readonly Span[] {
  const outward: Span[] = [];
  for (const data of around(root, offset, text.length)) {
    outward.push(reachOf(data, text.length));
    if (kindOf(data) === 'string') outward.push(...inString(data, offset, text));
  }
  const inner = outward.filter(
    ({ start, end }, index) => index === 0 || start !== outward[index - 1]?.start || end !== outward[index - 1]?.end,
  );
  return inner.toReversed();
}

/** The string without its quotes, and the field of an ARN or of `prefix:Name` that the offset is in. */
function inString(data: Data, offset: number, text: string): readonly Span[] {
  const string = readString(data, text);
  const { span } = string;
  if (offset < span.start || offset > span.end) return [];
  const index = decodedIndex(string, offset);
  const fields = splitFields(string.text, string.text.startsWith('arn:') ? 6 : 2);
  const field = fields.find(({ start, end }) => start <= index && index <= end);
  return field && fields.length > 1 ? [span, within(string, field.start, field.end)] : [span];
}
