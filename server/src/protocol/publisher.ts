/** Diagnostics for clients that do not pull: sent when a document changes, one version at a time. */
import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { quiet } from './turns.ts';

/**
 * Gives the function to call when a document has news. `send` gets the version that is current once changes pause, and
 * nothing more before the client has taken that: one that does not read gets no heap of them.
 */
export function publisher(
  documents: TextDocuments<TextDocument>,
  settled: () => Promise<void>,
  send: (document: TextDocument) => Promise<void>,
): (document: TextDocument) => void {
  /** Documents that are under way, each with whether they must be sent once more. */
  const pending = new Map<string, boolean>();

  const publishing = async (uri: string): Promise<void> => {
    pending.set(uri, true);
    await settled();
    while (pending.get(uri)) {
      const document = documents.get(uri);
      if (!document) break;
      await quiet(document);
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
