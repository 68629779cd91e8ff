/** Pieces of hostile documents, and documents made of them: strings, nesting, names, sizes and encodings. */
import { SLOW_DOCUMENTS } from '../slow-documents.ts';

export type Random = () => number;

/** A small generator with a seed (mulberry32): the same seed gives the same run. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <T>(all: readonly T[], random: Random): T => {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
};

/** Each is small; `times` repeats some of them. */
export const PIECES: readonly string[] = [
  ...[
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\u0000',
    '\ud800',
    '😀',
    '\r\n',
    '\r',
    '\t',
    '\u2028',
    '\u202e',
    '\u001b]0;x\u0007',
  ],
  ...[
    '*',
    '?',
    '${',
    '${aws:username}',
    '//',
    '/*',
    '*/',
    '\n// bedrock-policy-ignore full-admin: x\n',
    '\n# bedrock-policy-ignore bedrock-api-operation until 2020-01-01\n',
    'bedrock-policy-ignore',
    'arn:',
    '\\u0041',
    '\\"',
    '\\n::error ::x',
    '##[error]',
    '##vso[task]',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '"__proto__": ', '"constructor": '],
  ...[
    '"Action"',
    '"Effect": "Allow"',
    '"2012-10-17"',
    '"Statement": [',
    '"Ref": "x", ',
    '{"Fn::Sub": "x"}',
    '{"a":',
    '[[',
  ],
  ...['a*', '*a?', '?*', 'x'.repeat(120), 'a b '.repeat(30), '222233334444', '<ACCOUNT_ID>', '{{ x }}'],
];

/** A piece, sometimes many times: a long pattern, deep nesting, a large text. */
export function piece(random: Random): string {
  const one = pick(PIECES, random);
  const times = random() < 0.9 ? 1 : Math.floor(random() ** 3 * 3000) + 1;
  return one.repeat(Math.max(1, Math.min(times, Math.floor(20_000 / one.length))));
}

/** A document that is made to be slow. */
export const slow = (random: Random): string =>
  pick(Object.values(SLOW_DOCUMENTS), random)(500 + Math.floor(random() ** 2 * 20_000));

/** Bytes of a text in some encoding, sometimes cut off or with a byte that belongs to none. */
export function encoded(text: string, random: Random): Buffer {
  const kind = random();
  if (kind < 0.6) return Buffer.from(text);
  if (kind < 0.7) return Buffer.from(`\ufeff${text}`);
  if (kind < 0.78) return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (kind < 0.84) return Buffer.from(text, 'utf16le').swap16();
  if (kind < 0.9) return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(text);
  if (kind < 0.95) return bytes.subarray(0, Math.floor(random() * bytes.length));
  if (bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}
