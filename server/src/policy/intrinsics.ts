/**
 * CloudFormation's functions, as they stand in JSON or, with other tags, in YAML.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import { contentOf } from '../model/moved.ts';
import { type Node, properties } from '../model/node.ts';
import { concatenated, cut, insteadOf, type Run, type SourcedText, shifted } from '../model/sourced-text.ts';
import { HOLE } from '../patterns/hole.ts';

/** What other hosts merge into an object, as a function: it adds properties that are not known. YAML's `<<`, Terraform's `merge`. */
export const MERGE = 'Fn::Merge';

/** `{"Ref": …}`, `{"Fn::If": …}` and the like: CloudFormation fills in something that is not known here. */
export function isIntrinsic(node: Node): boolean {
  if (node.isUnknown) return true;
  const [first, another] = contentOf(node).children ?? [];
  const [key, value] = (node.type === 'object' && first?.children) || [];
  const name = key?.value;
  if (another && name !== 'Fn::Transform') return false; // a function stands alone; only a macro may have others beside it
  if (name === 'Condition') return value?.type === 'string'; // a statement may begin with its Condition
  return typeof name === 'string' && (name === 'Ref' || name.startsWith('Fn::'));
}

/** The only property of an object: its function and what that is given. */
function functionOf(node: Node): { readonly name: string; readonly given: Node } | undefined {
  const [only, another] = node.type === 'object' && !node.isUnknown ? properties(node) : [];
  return only?.value && !another ? { name: only.name, given: only.value } : undefined;
}

/** Both branches of `{"Fn::If": [condition, one, another]}`; undefined for any other node. */
export function branchesOf(node: Node): readonly Node[] | undefined {
  const called = functionOf(node);
  if (called?.name !== 'Fn::If' || called.given.type !== 'array') return undefined;
  return (called.given.children ?? []).slice(1).filter((branch) => !isNoValue(branch));
}

const isNoValue = (node: Node): boolean => {
  const called = functionOf(node);
  return called?.name === 'Ref' && called.given.value === 'AWS::NoValue';
};

type Read = (node: Node) => { readonly text: string; readonly runs: readonly Run[] | undefined };

/** The text of `Fn::Sub` and of `Fn::Join`, with a HOLE for all that they fill in; undefined for any other object. Its runs count from the object. */
export function filledIn(node: Node, read: Read): SourcedText | undefined {
  const called = functionOf(node);
  if (called?.name === 'Fn::Sub') {
    const template = called.given.type === 'array' ? called.given.children?.[0] : called.given;
    if (template?.type !== 'string') return undefined;
    return substituted(pieceOf(template, read, node.offset));
  }
  return called?.name === 'Fn::Join' ? joined(called.given, read, node.offset) : undefined;
}

/** A string's text and runs, counted from `origin`. */
function pieceOf(node: Node, read: Read, origin: number): SourcedText {
  const { text, runs } = read(node);
  const own = runs ?? (text === '' ? [] : [{ at: 0, start: 1, end: 1 + text.length }]);
  return shifted({ text, runs: own }, node.offset - origin);
}

/** `${Name}` becomes a HOLE, and `${!Name}` what CloudFormation makes of it: `${Name}`. */
export function substituted(template: SourcedText): SourcedText {
  const pieces: SourcedText[] = [];
  let done = 0;
  for (const { 0: written, index } of template.text.matchAll(/\$\{[^${}]*\}/g)) {
    const end = index + written.length;
    const isEscape = written.startsWith('${!');
    pieces.push(cut(template, done, index));
    if (isEscape) pieces.push(insteadOf(cut(template, index, index + 3), '${'), cut(template, index + 3, end));
    else pieces.push(insteadOf(cut(template, index, end), HOLE));
    done = end;
  }
  pieces.push(cut(template, done, template.text.length));
  return concatenated(pieces);
}

/** `{"Fn::Join": [":", [values]]}`. A value that is not a string is a HOLE. */
function joined(given: Node, read: Read, origin: number): SourcedText | undefined {
  const [delimiter, values] = given.type === 'array' ? (given.children ?? []) : [];
  if (delimiter?.type !== 'string' || values?.type !== 'array') return undefined;
  const pieces: SourcedText[] = [];
  for (const [number, value] of (values.children ?? []).entries()) {
    const at = value.offset - origin;
    const place = (text: string): SourcedText => ({
      text,
      runs: [{ at: 0, start: at, end: at + Math.max(0, value.length) }],
    });
    const inner = value.type === 'object' ? filledIn(value, read) : undefined;
    if (number > 0 && delimiter.value) pieces.push(place(String(delimiter.value)));
    if (value.type === 'string') pieces.push(pieceOf(value, read, origin));
    else if (inner) pieces.push(shifted(inner, at));
    else if (value.type === 'object') pieces.push(place(HOLE));
    else return undefined;
  }
  return concatenated(pieces);
}
