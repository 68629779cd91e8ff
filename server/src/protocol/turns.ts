/** Lets messages that have arrived in the meantime go first. */
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Lets the messages that have arrived (a newer version, a cancellation) be handled before work begins. */
export const nextTurn = () =>
  new Promise<void>((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

/** The longest that work waits for changes to end, in milliseconds: an author who types without a pause gets diagnostics too. */
const MAX_SETTLE_MS = 50;

/** Waits until no newer version of a document comes in. */
export async function untilStable(document: TextDocument): Promise<void> {
  const end = performance.now() + MAX_SETTLE_MS;
  let version: number;
  do {
    version = document.version;
    await nextTurn();
  } while (document.version !== version && performance.now() < end);
}

/** Lets all other work go first: for background work. */
export const yieldToEventLoop = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
