/** What happens when the server ends by itself. */
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

/** What Node says of a message to a process that has ended. https://nodejs.org/api/errors.html */
const ENDED = new Set(['ERR_IPC_CHANNEL_CLOSED', 'EPIPE', 'ECONNRESET']);

/**
 * The given handler, which decides whether the server is started again (the library's: up to four times in three
 * minutes, and tells of giving up). `say` is called at the first start only: each time again would be in the way.
 *
 * What was sent to the server after its end fails before the end is heard of. The library's handler would take the
 * second such message for a reason to stop; it is none, and nobody needs to be told.
 */
export function restarting(handler: ErrorHandler, say: () => void): ErrorHandler {
  let isSaid = false;
  return {
    error: (error, message, count) =>
      ENDED.has((error as NodeJS.ErrnoException).code ?? '')
        ? { action: ErrorAction.Continue, handled: true }
        : handler.error(error, message, count),
    async closed() {
      const result = await handler.closed();
      if (result.action === CloseAction.Restart && !isSaid) {
        isSaid = true;
        say();
      }
      return result;
    },
  };
}
