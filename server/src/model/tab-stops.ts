/** Snippet text: what an author fills in, stop by stop. */

/** Escapes a text for a snippet: `$`, `}` and `\` stand for themselves. */
export const literal = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** `${1:text}`, `${1|first,second|}`, `${1}` and `$1`, unless the dollar sign is escaped. */
const TAB_STOP = /(?<!\\)\$(?:\{(\d+)(?::([^{}]*)|\|([^,|]*)(?:,[^|]*)?\|)?\}|(\d+))/g;

/** Takes the tab stops out of a snippet, each replaced by its default or first choice: for clients that have none. */
export function withoutTabStops(snippet: string): string {
  const defaults = new Map<string, string>();
  for (const [, stop = '', text, choice] of snippet.matchAll(TAB_STOP)) {
    const value = text ?? choice;
    if (value !== undefined && !defaults.has(stop)) defaults.set(stop, value);
  }
  return snippet
    .replace(
      TAB_STOP,
      (_, stop: string | undefined, _text, _choice, bare: string | undefined) => defaults.get(stop ?? bare ?? '') ?? '',
    )
    .replace(/\\([\\$}])/g, '$1');
}

/** What is known is written; a guess is a tab stop, to be typed over. */
export const tabStop = (stop: number, text: string, isKnown = false): string =>
  isKnown ? text : `\${${stop}:${text}}`;
