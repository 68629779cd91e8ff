/** What the handlers of requests share: the server's state, and how a request about an open document is answered. */
import {
  type CancellationToken,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { EditorOptions, Options } from '../config/options.ts';
import type { Checker, Finding, HostDocument, Service } from '../service.ts';
import type { PolicySnippet } from '../snippets/snippets.ts';
import type { Client } from './client.ts';
import { nextTurn } from './turns.ts';
import type { ConfigPlace, ReadText } from './workspace.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** What the handlers of requests need from the server. */
export interface Session {
  readonly service: Service;
  readonly documents: TextDocuments<TextDocument>;
  /** The client's capabilities; undefined before `initialize`. */
  readonly client: () => Client | undefined;
  readonly isShutDown: () => boolean;
  readonly snapshotOf: (document: TextDocument) => HostDocument;
  readonly findingsOf: (document: TextDocument) => readonly Finding[];
  /** Reads and checks what an open document would be after edits. */
  readonly checkerOf: (document: TextDocument) => Checker;
  readonly optionsOf: (document: Pick<TextDocument, 'uri'>) => Options;
  readonly editorOptions: () => EditorOptions;
  /** Resolves once the settings and the config files are read. */
  readonly configured: () => Promise<void>;
  /** Where the config file of a document is, or would be; undefined for one that is in no folder. */
  readonly configOf: (document: Pick<TextDocument, 'uri'>) => ConfigPlace | undefined;
  /** The text of a file; undefined where there is none. Rejects where it cannot be read. */
  readonly readText: ReadText;
  readonly examples: () => readonly PolicySnippet[];
  /** What the policies of the workspace name. */
  readonly index: WorkspaceIndex;
  /** Logs a failure, once for each document. */
  readonly reportOnce: (what: string, error: unknown, document?: TextDocument) => void;
}

/** Throws the errors that LSP prescribes for requests before `initialize` and after `shutdown`. */
export function mustServe({ client, isShutDown }: Session): void {
  if (!client()) throw new ResponseError(ErrorCodes.ServerNotInitialized, 'Send initialize first.');
  if (isShutDown()) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server has been shut down.');
}

/** Answers a request about an open document; `empty` where it is closed, or where the work fails. */
export async function answer<T>(
  session: Session,
  uri: string,
  what: string,
  empty: T,
  token: CancellationToken,
  work: (document: TextDocument) => T,
): Promise<T> {
  mustServe(session);
  const { documents, reportOnce } = session;
  await nextTurn();
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was canceled.');
  const document = documents.get(uri);
  if (!document) return empty;
  try {
    return work(document);
  } catch (error) {
    reportOnce(what, error, document);
    return empty;
  }
}
