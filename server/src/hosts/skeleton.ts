/** Values with tab stops, as completions give them: JSON that is snippet text. Hosts write them in their own syntax. */

/** Strings are snippet text. An object whose only name is INSIDE is one that the author goes on with at a tab stop. */
export type Skeleton = string | null | readonly Skeleton[] | { readonly [name: string]: Skeleton };

const INSIDE = '\uE003';

/** The name of the property behind which the author goes on. */
const END = '\uE004';

const MARKS = { backslash: '\uE000', dollar: '\uE001', brace: '\uE002' };

/** The data of a value, or of properties without braces around them; undefined for what is no JSON. */
export function skeletonOf(json: string): Skeleton | undefined {
  const marked = json
    .replaceAll('\\\\', MARKS.backslash)
    .replaceAll('\\$', MARKS.dollar)
    .replaceAll('\\}', MARKS.brace)
    .replaceAll(MARKS.backslash, '\\')
    .replace(/\{\s*(\$\d|\$\{\d\})\s*\}/g, (_, stop: string) => `{ "${INSIDE}${stop}": null }`)
    .replace(/\$0(?=\s*\})/g, `, "${END}": null`);
  for (const text of [marked, `{${marked}}`]) {
    try {
      return withEscapes(JSON.parse(text) as Skeleton);
    } catch {
      // The other form may be meant.
    }
  }
  return undefined;
}

function withEscapes(value: Skeleton): Skeleton {
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return (value as readonly Skeleton[]).map(withEscapes);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [escaped(name), withEscapes(each)]));
}

const escaped = (text: string): string => text.replaceAll(MARKS.dollar, '\\$').replaceAll(MARKS.brace, '\\}');

/** The properties of an object, and where the author goes on behind them: a tab stop, or nothing. */
export function propertiesOf(value: { readonly [name: string]: Skeleton }): {
  readonly entries: readonly (readonly [name: string, value: Skeleton])[];
  readonly end: string;
} {
  const entries = Object.entries(value).filter(([name]) => name !== END);
  return { entries, end: END in value ? '$0' : '' };
}

/** The tab stop within an object that is to be continued; undefined for any other value. */
export function stopInside(value: Skeleton): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const [only, another] = Object.keys(value);
  return only?.startsWith(INSIDE) && another === undefined ? only.slice(INSIDE.length) : undefined;
}
