/** Marks in test texts: ⟦…⟧ around a range, ¦ at a cursor. */
import type { Span } from '../server/src/model/span.ts';

/** Removes ⟦…⟧ from a text, and returns where they were. */
export function readMarks(marked: string): { text: string; spans: Span[] } {
  let text = '';
  const spans: Span[] = [];
  const open: number[] = [];
  for (const char of marked) {
    if (char === '⟦') open.push(text.length);
    else if (char === '⟧') spans.push({ start: open.pop() ?? 0, end: text.length });
    else text += char;
  }
  return { text, spans };
}

/** Puts ⟦…⟧ into a text. */
export function writeMarks(text: string, spans: readonly Span[]): string {
  const points = spans.flatMap(({ start, end }, index) => [
    { at: start, mark: '⟦', order: index },
    { at: end, mark: '⟧', order: -index - 1 },
  ]);
  points.sort((a, b) => b.at - a.at || b.order - a.order);
  return points.reduce((result, { at, mark }) => result.slice(0, at) + mark + result.slice(at), text);
}

/** Removes ¦ from a text, and returns where it was. */
export function readCursor(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('¦');
  return { text: marked.replace('¦', ''), offset };
}
