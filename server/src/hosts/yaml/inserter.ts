/** Completions as YAML, each line with its indentation. */
import { literal, withoutTabStops } from '../../model/tab-stops.ts';
import type { Inserter, Insertion } from '../../policy/cursor.ts';
import { propertiesOf, type Skeleton, skeletonOf, stopInside } from '../skeleton.ts';
import type { Layout } from './layout.ts';
import { inside, type Quotes, scalar } from './scalar.ts';

/** What completions must know of the place beside its cursor. Columns are those of the line. */
export interface YamlPlace {
  readonly layout: Layout;
  /** The column of the name or of the element that is written here. */
  readonly column: number;
  /** How many spaces are missing before a name: the editor puts the cursor below the dash, not behind it. */
  readonly missing: number;
  /** The column of the dash before it, if there is one. */
  readonly dash: number | undefined;
  /** Of a value: the offset behind the colon of its name. */
  readonly valueFrom: number | undefined;
  /** The quotes that the value at the cursor has, and whether they are closed. */
  readonly quotes: Quotes;
  /** Whether CloudFormation substitutes in the value. */
  readonly isSubstituted: boolean;
}

const pad = (size: number): string => ' '.repeat(Math.max(0, size));

/** A text with tab stops as a scalar. */
function snippetScalar(text: string, quotes: Quotes = ''): string {
  const plain = withoutTabStops(text);
  if (quotes === '' && (plain === '' || scalar(plain, '', false) === plain)) return text;
  const quote = quotes === "'" ? "'" : '"';
  return `${quote}${text}${quote}`;
}

/** Prints values with tab stops, each line but the first with its indentation. */
function printerFor({ eol, step, listStep }: Layout) {
  const entries = (value: { readonly [name: string]: Skeleton }, own: number): string => {
    const { entries: all, end } = propertiesOf(value);
    const lines = all.map(([name, each]) => `${snippetScalar(name)}:${valueText(each, own)}`);
    return lines.join(`${eol}${pad(own)}`) + end;
  };

  /** What follows the colon of a name at column `own`. */
  const valueText = (value: Skeleton, own: number): string => {
    if (value === null) return '';
    if (typeof value === 'string') return ` ${snippetScalar(value)}`;
    if (Array.isArray(value)) return listText(value as readonly Skeleton[], own);
    const inner = own + step;
    const stop = stopInside(value);
    return `${eol}${pad(inner)}${stop ?? entries(value as { readonly [name: string]: Skeleton }, inner)}`;
  };

  const listText = (values: readonly Skeleton[], own: number): string => {
    const at = own + listStep;
    return values.map((each) => `${eol}${pad(at)}- ${itemText(each, at + 2)}`).join('');
  };

  const itemText = (value: Skeleton, own: number): string => {
    if (typeof value === 'string') return snippetScalar(value);
    if (value === null || Array.isArray(value)) return '';
    return stopInside(value) ?? entries(value as { readonly [name: string]: Skeleton }, own);
  };

  return { entries, valueText, itemText };
}

/** Elements of a sequence, given as JSON: one, or several with commas between. `dash`: the column of their dashes. */
export function elementText(json: string, dash: number, layout: Layout): string {
  const value = skeletonOf(`[${json}]`);
  const { itemText } = printerFor(layout);
  const items = Array.isArray(value) ? (value as readonly Skeleton[]) : [];
  return items.map((each) => `${pad(dash)}- ${itemText(each, dash + 2)}`).join(layout.eol);
}

/** Writes at one place. */
export function yamlInserter(place: YamlPlace): Inserter {
  const { layout, column, dash, valueFrom, quotes } = place;
  const { eol } = layout;
  const { entries, valueText, itemText } = printerFor(layout);

  return {
    strings(cursor, texts, isSnippet): Insertion {
      const { replace, string } = cursor;
      const written = texts.map((text) => {
        const substituted = place.isSubstituted && !isSnippet ? text.replaceAll('${', '${!') : text;
        if (isSnippet) return snippetScalar(substituted, quotes);
        // A prefix is only the beginning of a value.
        return substituted.endsWith(':') && quotes === '' ? substituted : scalar(substituted, quotes, false);
      });
      const [only, another] = texts;
      if (another === undefined || only === undefined) {
        // Between its quotes, if it has any: VS Code ends the way through tab stops for an edit beyond the stop.
        if (string && quotes !== '' && cursor.isClosed) {
          const { start, end } = string.span;
          const text = isSnippet ? (only ?? '') : inside(only ?? '', quotes);
          if (text !== undefined) return { insert: text, replace: { start, end } };
        }
        const goesOn = cursor.hasColon ? { isField: true, retrigger: false } : {};
        return { insert: `${gap(cursor)}${written[0] ?? ''}`, replace, ...goesOn };
      }
      if (dash !== undefined) return { insert: written.join(`${eol}${pad(dash)}- `), replace, isIndented: true };
      if (valueFrom === undefined) return { insert: written.join(', '), replace };
      const at = column + layout.listStep;
      const items = written.map((each) => `${eol}${pad(at)}- ${each}`);
      return { insert: items.join(''), replace: { start: valueFrom, end: replace.end }, isIndented: true };
    },
    property(cursor, name, value) {
      const skeleton = skeletonOf(value) ?? null;
      return {
        insert: `${pad(place.missing)}${snippetScalar(name)}:${valueText(skeleton, column + place.missing)}`,
        replace: cursor.replace,
        isIndented: true,
      };
    },
    value(cursor, json) {
      const skeleton = skeletonOf(json) ?? literal(json);
      const isObject = typeof skeleton === 'object' && skeleton !== null && !Array.isArray(skeleton);
      if (valueFrom === undefined) {
        const insert = isObject
          ? entries(skeleton as { readonly [name: string]: Skeleton }, column)
          : itemText(skeleton, column);
        return { insert, replace: cursor.replace, isIndented: true };
      }
      const replace = { start: valueFrom, end: cursor.replace.end };
      return { insert: valueText(skeleton, column), replace, isIndented: true };
    },
    filter: (_, text) => (quotes === '"' ? JSON.stringify(text).slice(1, -1) : text),
    filterOfWhole: (_, text) => text,
  };

  /** The space that is missing behind a colon or a dash. */
  function gap({ document: { text }, replace }: Parameters<Inserter['strings']>[0]): string {
    return /[:-]/.test(text[replace.start - 1] ?? '') &&
      (valueFrom === replace.start || dash !== undefined) &&
      replace.start === replace.end
      ? ' '
      : '';
  }
}
