/** What Git keeps of a file: `git show` and nothing else. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { decode } from '../../../shared/decode.ts';
import { UsageError } from './usage.ts';

const run = promisify(execFile);

/** The largest file that is compared. */
const MOST_BYTES = 50_000_000;

/**
 * The text of a file at a commit, a branch or a tag; undefined where it was not there. Nothing that the repository configures is
 * run. Throws an error where there is no such commit, or no repository.
 */
export async function textAt(ref: string, file: string): Promise<string | undefined> {
  if (ref.startsWith('-') || /[\0:\s]/.test(ref))
    throw new UsageError(`--base is "${ref}", which is no commit, branch or tag.`);
  const args = ['--no-pager', 'show', '--no-textconv', '--no-ext-diff', `${ref}:./${path.basename(file)}`];
  try {
    const { stdout } = await run('git', args, {
      cwd: path.dirname(path.resolve(file)),
      encoding: 'buffer',
      maxBuffer: MOST_BYTES,
    });
    return decode(stdout).text;
  } catch (error) {
    const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: Buffer };
    if (code === 'ENOENT') throw new Error('git is not installed, or the folder is gone: --base needs git.');
    const message = String(stderr ?? '').trim();
    if (/exists on disk, but not in|does not exist in/.test(message)) return undefined;
    throw new Error(`git show ${ref}:${path.basename(file)} failed: ${message.split('\n')[0] ?? ''}`);
  }
}
