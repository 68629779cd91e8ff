/** What happens when the server ends by itself. */
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';

/** Node's error codes for a message to a process that has ended. https://nodejs.org/api/errors.html */
const ENDED = new Set(['ERR_IPC_CHANNEL_CLOSED', 'EPIPE', 'ECONNRESET']);

/**
 * Wraps the library's error handler, which restarts the server up to four times in three minutes and then reports that it
 * gives up. `say` is called at the first restart only, so that a server that keeps ending does not repeat the message.
 *
 * Messages that are sent after the server has ended fail before its end is noticed. The library's handler would stop the
 * client at the second such failure; this one ignores them.
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
