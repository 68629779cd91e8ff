/**
 * Documents that nobody writes by hand: strings in escapes, quotes and control characters in them, comments between tokens,
 * a second operator, key, principal type or element beside one that is there.
 */
import fc from 'fast-check';
import { visit } from 'jsonc-parser';
import type { PolicyKind } from '../server/src/policy/kind.ts';
import { OPERATORS } from '../server/src/policy/operators.ts';
import type { Organization } from '../server/src/rules/engine/organization.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { readMarks } from './marks.ts';

/** A document, and the kind of its policies where the content leaves it open. */
export interface Sample {
  readonly text: string;
  readonly kind?: PolicyKind | undefined;
  readonly organization?: Organization | undefined;
}

/** The rules' own examples, those of great size left out. */
export const samples: readonly Sample[] = RULES.flatMap(({ bad, good }) => [bad, good].flat())
  .map(({ text, kind, organization }) => ({ text: readMarks(text).text, kind, organization }))
  .filter(({ text }) => text.length < 3000);

/** Where the strings of a text stand, quotes included. */
function stringTokens(
  text: string,
): readonly { readonly offset: number; readonly length: number; readonly isName: boolean }[] {
  const found: { offset: number; length: number; isName: boolean }[] = [];
  visit(text, {
    onObjectProperty: (_, offset, length) => found.push({ offset, length, isName: true }),
    onLiteralValue: (value, offset, length) => {
      if (typeof value === 'string') found.push({ offset, length, isName: false });
    },
  });
  return found;
}

const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Writes some characters of some strings as escapes: the document says the same. */
export function withEscapes(text: string, choose: () => number): string {
  return stringTokens(text)
    .toReversed()
    .reduce((result, { offset, length }) => {
      const inside = result.slice(offset + 1, offset + length - 1);
      if (inside.includes('\\') || inside === 'Statement' || /^20\d\d-10-17$/.test(inside) || choose() % 3 === 0)
        return result;
      const written = [...inside]
        .map((char) => (char.length === 1 && choose() % 4 === 0 ? escaped(char) : char))
        .join('');
      return result.slice(0, offset + 1) + written + result.slice(offset + length - 1);
    }, text);
}

const ODD = [
  '\\"',
  '\\\\',
  '\\n',
  '\\u0000',
  '\\u001b',
  '😀',
  '\\ud800',
  '", "Effect": "Allow',
  '${',
  '}',
  "'",
  ',',
  '/*',
  '//',
  '\\u2028',
];

/** Puts an odd character into one string. */
function withOddity(text: string, choose: () => number): string {
  const tokens = stringTokens(text);
  const token = tokens[choose() % Math.max(1, tokens.length)];
  const odd = ODD[choose() % ODD.length] ?? '';
  if (!token) return text;
  const at = token.offset + 1 + (choose() % Math.max(1, token.length - 1));
  const before = text.slice(token.offset + 1, at);
  if (/\\(u[0-9a-f]{0,3})?$/.test(before)) return text;
  const safe = odd.startsWith('"') ? odd.replaceAll('"', '\\"') : odd;
  return text.slice(0, at) + safe + text.slice(at);
}

const OPERATOR_NAMES = [...OPERATORS.keys()].flatMap((name) => [
  name,
  `${name}IfExists`,
  `ForAnyValue:${name}`,
  name.toLowerCase(),
]);

/** Puts a further operator, key, principal type or element beside one that is there. */
function withSibling(text: string, choose: () => number): string {
  const names = stringTokens(text).filter(({ isName }) => isName);
  const token = names[choose() % Math.max(1, names.length)];
  if (!token) return text;
  const name = text.slice(token.offset + 1, token.offset + token.length - 1);
  const value = /^\s*:\s*/.exec(text.slice(token.offset + token.length))?.[0].length ?? 0;
  const first = text[token.offset + token.length + value];
  const near = [
    name.toLowerCase(),
    name.toUpperCase(),
    `${name}s`,
    name.slice(0, -1),
    OPERATOR_NAMES[choose() % OPERATOR_NAMES.length] ?? name,
    [
      'Service',
      'AWS',
      'Federated',
      'Action',
      'Statement',
      'Resource',
      'Principal',
      'Version',
      'aws:SourceAccount',
      'aws:PrincipalArn',
    ][choose() % 10] ?? name,
  ][choose() % 6];
  const written = first === '{' ? `"${near}": { "aws:SourceAccount": "222233334444" }, ` : `"${near}": "x", `;
  return text.slice(0, token.offset) + written + text.slice(token.offset);
}

/** Puts comments between tokens. */
function withComments(text: string, choose: () => number): string {
  const commas: number[] = [];
  visit(text, { onSeparator: (_, offset) => commas.push(offset + 1) });
  return commas
    .toReversed()
    .reduce(
      (result, at) =>
        choose() % 3 === 0
          ? `${result.slice(0, at)}${[' // c\n', '\n// c\n', ' /* c */ '][choose() % 3]}${result.slice(at)}`
          : result,
      text,
    );
}

/** Gives one number after the other, for choices within a property. */
export const chooser = (numbers: readonly number[]) => {
  let at = 0;
  return () => numbers[at++ % numbers.length] ?? 0;
};

const CHANGES = { withEscapes, withOddity, withSibling, withComments };

/** Documents made of the rules' examples that nobody writes. */
export const hostile: fc.Arbitrary<Sample> = fc
  .record({
    sample: fc.constantFrom(...samples),
    changes: fc.array(fc.constantFrom(...Object.values(CHANGES)), { minLength: 1, maxLength: 3 }),
    numbers: fc.array(fc.nat(10_000), { minLength: 40, maxLength: 40 }),
  })
  .map(({ sample, changes, numbers }): Sample => {
    const choose = chooser(numbers);
    return { ...sample, text: changes.reduce((text, change) => change(text, choose), sample.text) };
  });
