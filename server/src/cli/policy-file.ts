/** Policy files are written only where nothing is lost. */
import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { TextFile } from '../files/read-text.ts';

const BYTE_ORDER_MARK = '\ufeff';

/** Says why a file that is not UTF-8 is left as it is. */
export const notUtf8 = (file: string): string =>
  `${file} is not fixed: its text is not UTF-8, and would be damaged. Save it as UTF-8 first.`;

/**
 * Writes a fixed text over a file that was read before: whole or not at all, with the byte order mark and the mode that
 * the file has. Throws an error that says why a file is left as it is.
 */
export async function writePolicyFile(file: string, before: TextFile, text: string): Promise<void> {
  if (before.encoding !== 'utf-8') throw new Error(notUtf8(file));
  const { mode, nlink } = await stat(file);
  const isWritable = (mode & 0o222) !== 0 && (await access(file, constants.W_OK).then(yes, no));
  if (!isWritable) throw new Error(`${file} is not fixed: it is read-only. Make it writable first.`);
  if (nlink > 1)
    throw new Error(
      `${file} is not fixed: it has ${nlink} hard links, of which a new file would be only one. Fix a copy, or remove the other links first.`,
    );
  const hasMark = before.bytes.subarray(0, 3).equals(Buffer.from(BYTE_ORDER_MARK));
  const now = await readFile(file);
  if (!now.equals(before.bytes))
    throw new Error(`${file} is not fixed: it was changed while it was being checked. Run the command again.`);
  await writeFileAtomic(file, hasMark ? BYTE_ORDER_MARK + text : text).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be written: ${error.message}`);
  });
}

const yes = () => true;
const no = () => false;
