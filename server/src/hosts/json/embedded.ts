/** JSON that stands in a string of another language: in a YAML block scalar, or in a heredoc of Terraform. */
import { descendants, type Node } from '../../model/node.ts';
import { cut, endAt, type Run, type SourcedText, shifted, startAt, unescapedJson } from '../../model/sourced-text.ts';
import { HOLE } from '../../patterns/hole.ts';
import { findPolicies } from '../../policy/detect.ts';
import type { FoundPolicy } from '../../policy/read-text.ts';
import { parseJson } from './parse.ts';

/** A tree under construction. */
export type NodeDraft = { -readonly [K in keyof Node]: Node[K] };

/** A string, or a part outside of strings that is known at deployment only. */
const STRING_OR_HOLE = new RegExp(`"(?:[^"\\\\]|\\\\.)*"?|${HOLE}`, 'gs');

/**
 * The tree of a JSON text, its offsets those of the source that the text stands in. Undefined where the text holds no value.
 * `isSubstituted`: CloudFormation substitutes in it.
 */
export function readEmbedded(sourced: SourcedText, isSubstituted: boolean): NodeDraft | undefined {
  const { text } = sourced;
  const { root } = parseJson(withoutHoles(text));
  if (!root) return undefined;
  const placed = (node: Node, parent: Node | undefined): NodeDraft => {
    const { type, value, length, colonOffset: colon } = node;
    const offset = startAt(sourced, node.offset);
    const copy: NodeDraft = { type, value, offset, length, parent };
    if (length >= 0) copy.length = endAt(sourced, node.offset + length) - offset;
    if (colon !== undefined) copy.colonOffset = colon < 0 ? colon : startAt(sourced, colon);
    if (type === 'string' && isSubstituted) copy.isSubstituted = true;
    if (type === 'string') copy.runs = runsOf(node, sourced, offset);
    if (text[node.offset] === HOLE) Object.assign(copy, { type: 'object', value: undefined, isUnknown: true });
    const children = node.children?.map((child) => placed(child, copy));
    if (children) copy.children = children;
    return copy;
  };
  return placed(root, undefined);
}

/** A hole in the place of a value is one character, as the number is that takes its place. */
const withoutHoles = (text: string): string => text.replace(STRING_OR_HOLE, (found) => (found === HOLE ? '0' : found));

/** Whether a text is an object of JSON that may be a policy: prose that begins with one is none. */
function holdsStatement(text: string): boolean {
  if (!/^\s*\{.*"Statement"/s.test(text)) return false;
  try {
    JSON.parse(withoutHoles(text));
    return true;
  } catch {
    return false;
  }
}

/** The policies under a node, those in strings among them, in order. */
export const allPolicies = (root: Node | undefined, source: string): readonly FoundPolicy[] =>
  [...findPolicies(root), ...policiesInStrings(root, source)].toSorted((a, b) => a.node.offset - b.node.offset);

/** Before an object's brace stands the quote that opens a string, and no label of a block; or the quotes of a name are escaped. */
const MAY_HOLD_JSON = /\\"Statement\\"|(?<![\w-])["']\s*\{/;

/** The policies in the JSON that strings hold, as in the plans that Terraform shows as JSON. */
function policiesInStrings(root: Node | undefined, source: string): readonly FoundPolicy[] {
  if (!MAY_HOLD_JSON.test(source)) return [];
  return [...descendants(root)].flatMap((node) => {
    if (node.type !== 'string' || !holdsStatement(String(node.value)) || isGivenToFunction(node)) return [];
    const embedded = readEmbedded(sourcedOf(node, source), false);
    if (!embedded) return [];
    embedded.parent = node.parent;
    return findPolicies(embedded).map((found) => ({ ...found, isRoot: false, editing: 'none' }));
  });
}

/** Whether CloudFormation makes something else of a string, such as what `Fn::Sub` fills in. */
function isGivenToFunction(node: Node): boolean {
  let property: Node | undefined = node;
  while (property && property.type !== 'property') property = property.parent;
  return String(property?.children?.[0]?.value).startsWith('Fn::');
}

/** A string's text; one without runs stands between quotes as in JSON. */
function sourcedOf(node: Node, source: string): SourcedText {
  const { offset, value, runs } = node;
  if (runs) return shifted({ text: String(value), runs }, offset);
  return textOf(node, { text: source, runs: [{ at: 0, start: 0, end: source.length }] });
}

/** The runs of a string; one without text stands between its quotes. */
function runsOf(node: Node, sourced: SourcedText, offset: number): readonly Run[] {
  const { runs } = shifted(textOf(node, sourced), -offset);
  const inner = startAt(sourced, node.offset + 1) - offset;
  return runs.length > 0 ? runs : [{ at: 0, start: inner, end: inner }];
}

/** A string's text, without its quotes. */
function textOf({ offset, length, value }: Node, sourced: SourcedText): SourcedText {
  const isClosed = length > 1 && sourced.text[offset + length - 1] === '"';
  return unescapedJson(cut(sourced, offset + 1, offset + length - (isClosed ? 1 : 0)), String(value));
}
