/** Text files: only regular ones, of a size that can be judged, decoded from the encoding that they are in. */
import { readFile, stat } from 'node:fs/promises';

/** Reading and judging takes some forty bytes of memory for each byte of a file. */
const MOST_MEGABYTES = 32;

export interface TextFile {
  /** Without its byte order mark. */
  readonly text: string;
  readonly bytes: Buffer;
  /** `unknown`: decoded as UTF-8 all the same, with U+FFFD in the place of what is not. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'unknown';
}

/** A file that was not read. The message names it, and says why and what to do. */
export class UnreadableFile extends Error {
  /** Whether there is no such file. */
  readonly isMissing: boolean;

  constructor(message: string, isMissing = false) {
    super(message);
    this.isMissing = isMissing;
  }
}

/** Reads a file; links are followed. Throws UnreadableFile. */
export async function readTextFile(file: string, megabytes = MOST_MEGABYTES): Promise<TextFile> {
  const fail = ({ code, message }: NodeJS.ErrnoException): never => {
    throw new UnreadableFile(`${file} cannot be read: ${message}`, code === 'ENOENT' || code === 'ENOTDIR');
  };
  const info = await stat(file).catch(fail);
  if (!info.isFile())
    throw new UnreadableFile(
      `${file} is not read: it is no regular file. ${info.isFIFO() ? 'Give what comes through a pipe to standard input, and name it "-".' : 'Leave it out.'}`,
    );
  const size = info.size / 1_000_000;
  if (size > megabytes)
    throw new UnreadableFile(
      `${file} is not read: it has ${Math.ceil(size)} MB, and files of more than ${megabytes} MB are left out. Divide it, or ignore it in bedrock-policy.config.json.`,
    );
  return decode(await readFile(file).catch(fail));
}

/** The byte order marks of the encodings, which tell them; and where the zeros of plain letters stand in them. */
export function decode(bytes: Buffer): TextFile {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return decoded(bytes, 'utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return decoded(bytes, 'utf-16be');
  try {
    return decoded(bytes, 'utf-8');
  } catch {
    return { text: new TextDecoder().decode(bytes), bytes, encoding: 'unknown' };
  }
}

/** The decoder takes the byte order mark away. */
const decoded = (bytes: Buffer, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): TextFile => ({
  text: new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes),
  bytes,
  encoding,
});
