/** Messages as people meet them, made plain: out of JSON, HTML, terminals and tables. */

/** The entities that HTML pages write for the characters of a message. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['quot', '"'],
  ['#34', '"'],
  ['apos', "'"],
  ['#39', "'"],
  ['#x27', "'"],
  ['lt', '<'],
  ['gt', '>'],
  ['nbsp', ' '],
  ['amp', '&'],
]);

/** How many times JSON may stand in JSON: a message in a response in a log entry in a log. */
const MOST_LEVELS = 4;

/** The colors of a terminal: ESC, `[`, numbers and `m`. */
const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}m`, 'g');

/**
 * The text of a message without what was put around it: escapes of JSON, once or several times, entities and
 * closing tags of HTML, boxes and colors of a terminal. Lines that were wrapped are joined, and all white space is single spaces.
 */
export function plainText(message: string): string {
  let text = message.replace(COLORS, '').replace(/&(#?\w{2,5});/g, (all, name: string) => ENTITIES.get(name) ?? all);
  for (let level = 0; level < MOST_LEVELS && text.includes('\\'); level++) text = unescaped(text);
  return text
    .replace(/[\u2500-\u257f]|<\/[a-z]{1,10}>|<br ?\/?>/g, ' ')
    .replace(/(?<=^|\s)\|(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Without the escapes of one level of JSON. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|([nrt])|(["'\\/]))/g, (_, code?: string, space?: string, character?: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : space ? '\n' : (character ?? ''),
  );
