/** No regular expression of the server takes more than linear time in the length of the text that it is tried on. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { parseSync } from 'oxc-parser';
import { analyse } from 'scslre';

interface Found {
  readonly file: string;
  readonly pattern: string;
  readonly flags: string;
}

function* expressionsIn(file: string, node: unknown): Generator<Found> {
  if (typeof node !== 'object' || node === null) return;
  if ('regex' in node) {
    const { pattern, flags } = node.regex as Omit<Found, 'file'>;
    yield { file, pattern, flags };
  } else for (const child of Object.values(node)) yield* expressionsIn(file, child);
}

/** What makes an expression slow, in scslre's words, or "restarts"; empty for one that is not. */
function slowness({ pattern, flags }: Found): readonly string[] {
  const { reports } = analyse({ source: pattern, flags });
  const found = reports.map(({ type, exponential }) => `${type}${exponential ? ', exponential' : ''}`);
  return restarts(pattern, flags) ? [...found, 'restarts'] : found;
}

/**
 * Whether an expression that may match anywhere runs on over its own beginning and can fail behind it: `\$\{[^}]*\}` over
 * "${${${". scslre does not look for this.
 */
function restarts(pattern: string, flags: string): boolean {
  const matcher = (raw: string) => new RegExp(`^(?:${raw})+$`, flags.replace(/[gy]/g, ''));
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, {
    unicode: flags.includes('u'),
  });
  return sequences(alternatives).some((elements) => {
    const [first] = elements;
    if (!first || (first.type === 'Assertion' && first.kind === 'start') || flags.includes('y')) return false;
    return elements.some((element, index) => {
      const rest = elements.slice(index + 1).filter((each) => !isOptional(each));
      if (element.type !== 'Quantifier' || element.max !== Number.POSITIVE_INFINITY || index === 0 || rest.length === 0)
        return false;
      const beginning = elements.slice(0, index).map((each) => (isOptional(each) ? '' : exampleOf(each, matcher)));
      return matcher(element.element.raw).test(beginning.join(''));
    });
  });
}

/** Whether nothing can fail at an element: it matches nothing at all, or at the end of the text. */
const isOptional = (element: AST.Element): boolean =>
  element.type === 'Assertion' ||
  (element.type === 'Quantifier' && element.min === 0) ||
  (element.type === 'Group' &&
    element.alternatives.some(({ elements }) =>
      elements.every((each) => each.type === 'Assertion' && each.kind === 'end'),
    ));

/** A text that an element matches. */
const exampleOf = (element: AST.Element, matcher: (raw: string) => RegExp): string =>
  element.type === 'Character'
    ? String.fromCodePoint(element.value)
    : ([...'a0 $-A".{'].find((char) => matcher(element.raw).test(char)) ?? '?');

/** The alternatives, those of groups at their beginning written out. */
const sequences = (alternatives: readonly AST.Alternative[]): readonly (readonly AST.Element[])[] =>
  alternatives.flatMap(({ elements }) => {
    const [first, ...rest] = elements;
    return first?.type === 'Group' || first?.type === 'CapturingGroup'
      ? sequences(first.alternatives).map((own) => [...own, ...rest])
      : [elements];
  });

describe('the regular expressions of the server', () => {
  const folder = 'server/src';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const found = files.flatMap((name) => {
    const file = path.join(folder, name);
    return [...expressionsIn(file, parseSync(file, readFileSync(file, 'utf8')).program)];
  });

  it('are found', () => assert.ok(found.length > 200));

  it('take linear time', () => {
    const slow = found.filter((each) => slowness(each).length > 0);
    assert.deepEqual(
      slow.map((each) => `${each.file}: /${each.pattern}/${each.flags}: ${slowness(each).join('; ')}`),
      [],
    );
  });

  it('would be found out', () => {
    for (const pattern of ['[ \\t]*$', '(a+)+b', '\\$\\{[^}]*\\}', 'a.*b.*c'])
      assert.notDeepEqual(slowness({ file: '', pattern, flags: 'g' }), [], pattern);
  });
});
