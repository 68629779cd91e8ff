/** What happens when the server ends by itself. */
import { CloseAction, type ErrorHandler } from 'vscode-languageclient';

/**
 * The given handler, which decides whether the server is started again (the library's: up to four times in three
 * minutes, and tells of giving up). `say` is called at the first start only: each time again would be in the way.
 */
export function sayingOnce(handler: ErrorHandler, say: () => void): ErrorHandler {
  let isSaid = false;
  return {
    error: (error, message, count) => handler.error(error, message, count),
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
