/** Text files: only regular ones, of a size that can be judged, decoded from the encoding that they are in. */
import { readFile, stat } from 'node:fs/promises';
import { type DecodedText, decode } from '../../../shared/decode.ts';

/** Reading and judging takes some forty bytes of memory for each byte of a file. */
const MOST_MEGABYTES = 32;

export interface TextFile extends DecodedText {
  readonly bytes: Buffer;
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
  const bytes = await readFile(file).catch(fail);
  return { ...decode(bytes), bytes };
}

/** The same; undefined where there is no such file. */
export const readTextFileIfThere = (file: string): Promise<TextFile | undefined> =>
  readTextFile(file).catch((error: unknown) => {
    if (error instanceof UnreadableFile && error.isMissing) return undefined;
    throw error;
  });
