/** Diagnostics for clients that do not pull: sent when a document changes, one version at a time. */
import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { untilStable } from './turns.ts';

/**
 * Returns the function to call when a document has changed. It sends one version at a time, the newest once changes
 * pause, and waits until the client has taken it, so that a slow client does not queue stale diagnostics.
 */
export function publisher(
  documents: TextDocuments<TextDocument>,
  configurationLoaded: () => Promise<void>,
  send: (document: TextDocument) => Promise<void>,
): (document: TextDocument) => void {
  /** The documents that are being sent, each with whether a newer version must follow. */
  const pending = new Map<string, boolean>();

  const publishing = async (uri: string): Promise<void> => {
    pending.set(uri, true);
    await configurationLoaded();
    while (pending.get(uri)) {
      const document = documents.get(uri);
      if (!document) break;
      await untilStable(document);
      pending.set(uri, false);
      const current = documents.get(uri);
      if (!current) break;
      await send(current);
    }
    pending.delete(uri);
  };

  return ({ uri }) => {
    if (pending.has(uri)) pending.set(uri, true);
    else void publishing(uri);
  };
}
