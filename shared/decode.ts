/** The text of a file's bytes: of files on a disk, for the server, and of those that only the editor can read. */

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface DecodedText {
  /** Without its byte order mark. */
  readonly text: string;
  /** `unknown`: decoded as UTF-8 all the same, with U+FFFD in the place of what is not. */
  readonly encoding: Encoding | 'unknown';
}

/** UTF-16 is told by its byte order mark, or by where the zeros of plain letters stand in it; all else is taken for UTF-8. */
export function decode(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return decoded(bytes, 'utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return decoded(bytes, 'utf-16be');
  try {
    return decoded(bytes, 'utf-8');
  } catch {
    return { text: new TextDecoder().decode(bytes), encoding: 'unknown' };
  }
}

/** The decoder takes the byte order mark away. */
const decoded = (bytes: Uint8Array, encoding: Encoding): DecodedText => ({
  text: new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes),
  encoding,
});
