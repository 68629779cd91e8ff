/** Waiting for what has arrived in the meantime. */
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Lets what has arrived in the meantime (a newer version, a cancellation) be seen before work begins. */
export const nextTurn = () =>
  new Promise<void>((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

/** The longest that work waits for changes to end, in milliseconds: who types without a pause is told as well. */
const PATIENCE = 50;

/** Waits while newer versions of a document keep coming in. */
export async function quiet(document: TextDocument): Promise<void> {
  const end = performance.now() + PATIENCE;
  let version: number;
  do {
    version = document.version;
    await nextTurn();
  } while (document.version !== version && performance.now() < end);
}

/** Gives way to whatever else has arrived, for work that nobody waits for. */
export const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
