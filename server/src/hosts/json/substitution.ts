/** What may be written into the strings that CloudFormation's functions are given. */
import { nodeOf } from '../../model/node.ts';
import type { PartialValue, StringValue } from '../../policy/value.ts';
import { within } from '../../policy/value.ts';

/**
 * A text as it must stand in the place of the characters `start` to `end` of a value: in `Fn::Sub` a policy variable is
 * written `${!…}`. Undefined where the place is in several strings, which `Fn::Join` puts together.
 */
export function escapedFor(
  value: StringValue | PartialValue,
  text: string,
  start: number,
  end: number,
  source: string,
): string | undefined {
  const node = nodeOf(value.data);
  const [property] = node.type === 'object' ? (node.children ?? []) : [];
  const name = property?.children?.[0]?.value;
  if (name === 'Fn::Sub' || node.isSubstituted) return text.replaceAll('${', '${!');
  if (name !== 'Fn::Join') return text;
  const place = within(value, start, end);
  return source.slice(place.start, place.end) === value.text.slice(start, end) ? text : undefined;
}
