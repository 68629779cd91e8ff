/** Lines and indentation of a YAML document, which edits follow. */
import { lineStart } from '../../model/layout.ts';
import { entryOf, isElement, linesOf } from './lines.ts';

export interface Layout {
  readonly eol: string;
  /** How much further than its object a nested object is indented. */
  readonly step: number;
  /** How much further than its name a list is indented. */
  readonly listStep: number;
}

/** Where the line of an offset ends, without its line break. */
export function lineEnd(source: string, offset: number): number {
  const found = source.indexOf('\n', offset);
  const end = found < 0 ? source.length : found;
  return end > offset && source[end - 1] === '\r' ? end - 1 : end;
}

export const column = (source: string, offset: number): number => offset - lineStart(source, offset);

/** The layout that a document has where it first shows one. */
export function layoutOf(source: string): Layout {
  const lines = linesOf(source);
  let step: number | undefined;
  let listStep: number | undefined;
  for (const [number, line] of lines.entries()) {
    const next = lines[number + 1];
    if (!next || (step !== undefined && listStep !== undefined)) break;
    const content = source.slice(line.start + line.indent, line.end);
    const dashes = isElement(content) ? content.length - content.replace(/^(?:-[ \t]+)+/, '').length : 0;
    const found = entryOf(content.slice(dashes));
    if (found?.rest !== '') continue;
    const own = line.indent + dashes;
    if (isElement(source.slice(next.start + next.indent, next.end))) listStep ??= Math.max(0, next.indent - own);
    else if (next.indent > own) step ??= next.indent - own;
  }
  return { eol: source.includes('\r\n') ? '\r\n' : '\n', step: step ?? 2, listStep: listStep ?? step ?? 2 };
}
