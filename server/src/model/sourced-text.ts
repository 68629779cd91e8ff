/** Text together with where it stands in the source: what escapes, folded lines, indentation and holes make differ. */

/** A stretch of a text. Where it is as long in the text as in the source, each of its characters is one of the source. */
export interface Run {
  /** The index in the text at which the run begins; it goes on to the next run. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** The runs are in order, and leave nothing of the text out. */
export interface SourcedText {
  readonly text: string;
  readonly runs: readonly Run[];
}

/** The index at which a run ends. */
const endOf = ({ text, runs }: SourcedText, number: number): number => runs[number + 1]?.at ?? text.length;

const isPlain = (sourced: SourcedText, run: Run, number: number): boolean =>
  endOf(sourced, number) - run.at === run.end - run.start;

/** The number of the run that holds an index. */
function runAt(runs: readonly Run[], index: number): number {
  let number = 0;
  while (number + 1 < runs.length && (runs[number + 1]?.at ?? 0) <= index) number++;
  return number;
}

/** Where the character at an index begins in the source. */
export function startAt(sourced: SourcedText, index: number): number {
  const { text, runs } = sourced;
  if (index >= text.length) return runs.at(-1)?.end ?? 0;
  const number = runAt(runs, index);
  const run = runs[number];
  if (!run) return 0;
  return isPlain(sourced, run, number) ? run.start + index - run.at : run.start;
}

/** Where the character before an index ends in the source. */
export function endAt(sourced: SourcedText, index: number): number {
  if (index <= 0) return startAt(sourced, 0);
  const number = runAt(sourced.runs, index - 1);
  const run = sourced.runs[number];
  if (!run) return 0;
  return isPlain(sourced, run, number) ? run.start + index - run.at : run.end;
}

/** The index that an offset of the source stands at. */
export function indexAt(sourced: SourcedText, offset: number): number {
  for (const [number, run] of sourced.runs.entries()) {
    if (offset <= run.start) return run.at;
    if (offset < run.end) return isPlain(sourced, run, number) ? run.at + offset - run.start : run.at + 1;
  }
  return sourced.text.length;
}

/** The characters `start` to `end`. */
export function cut(sourced: SourcedText, start: number, end: number): SourcedText {
  const runs = sourced.runs.flatMap((run, number) => {
    const next = endOf(sourced, number);
    if (next <= start || run.at >= end) return [];
    if (!isPlain(sourced, run, number)) return [{ ...run, at: Math.max(0, run.at - start) }];
    const from = Math.max(run.at, start);
    return [{ at: from - start, start: run.start + from - run.at, end: run.start + Math.min(next, end) - run.at }];
  });
  return { text: sourced.text.slice(start, end), runs };
}

/** Another text that stands where one does. */
export function insteadOf({ runs }: SourcedText, text: string): SourcedText {
  const [first] = runs;
  const last = runs.at(-1);
  return { text, runs: first && last ? [{ at: 0, start: first.start, end: last.end }] : [] };
}

/** Several texts as one. Runs that go on where the one before ends become one with it. */
export function concatenated(pieces: readonly SourcedText[]): SourcedText {
  let text = '';
  const runs: Run[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    for (const run of piece.runs) runs.push({ ...run, at: run.at + text.length });
    text += piece.text;
  }
  return { text, runs };
}

/** The same text in a source that has grown by `by` characters before it. */
export const shifted = ({ text, runs }: SourcedText, by: number): SourcedText => ({
  text,
  runs: runs.map(({ at, start, end }) => ({ at, start: start + by, end: end + by })),
});

/** The text of what JSON writes with escapes, `written` being what stands between the quotes. */
export function unescapedJson(written: SourcedText, text: string): SourcedText {
  if (!written.text.includes('\\')) return written;
  const pieces: SourcedText[] = [];
  let at = 0;
  let done = 0;
  for (const { 0: sequence, index } of written.text.matchAll(/\\(?:u.{0,4}|.?)/gs)) {
    pieces.push(cut(written, done, index));
    at += index - done;
    done = index + sequence.length;
    pieces.push(insteadOf(cut(written, index, done), text[at] ?? ''));
    at++;
  }
  return concatenated([...pieces, cut(written, done, written.text.length)]);
}
