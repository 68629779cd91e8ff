/** What the policies of all files of the workspace name, and their symbols: read when it is asked for, and kept until a file changes. */
import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { HostDocument, Service } from '../service.ts';
import { toRange } from './convert.ts';
import { yieldToEventLoop } from './turns.ts';
import { canonical } from './uris.ts';
import type { Cancellation } from './workspace-diagnostics.ts';

interface IndexedMention {
  readonly text: string;
  readonly range: Range;
}

interface IndexedSymbol {
  readonly name: string;
  readonly kind: 'policy' | 'statement';
  readonly container: string;
  readonly range: Range;
}

export interface IndexedFile {
  readonly mentions: readonly IndexedMention[];
  readonly symbols: readonly IndexedSymbol[];
}

interface IndexHost {
  readonly service: Service;
  /** The URIs of the workspace's files. */
  readonly find: () => Promise<readonly string[]>;
  /** Reads a file; undefined where it cannot be read, or is too large. */
  readonly read: (uri: string) => Promise<HostDocument | undefined>;
  /** The open documents, by their URIs in one form. */
  readonly open: () => ReadonlyMap<string, { readonly document: TextDocument; readonly policies: HostDocument }>;
  /** Whether the server is told when files change. */
  readonly isWatching: () => boolean;
}

export class WorkspaceIndex {
  readonly #host: IndexHost;
  readonly #kept = new Map<string, IndexedFile>();
  #files: readonly string[] | undefined;

  constructor(host: IndexHost) {
    this.#host = host;
  }

  /** A file has changed on disk, or is new or gone. */
  changed(uri: string): void {
    this.#kept.delete(canonical(uri));
    this.#files = undefined;
  }

  /** Other folders or settings hold. */
  clear(): void {
    this.#kept.clear();
    this.#files = undefined;
  }

  /** All files with policies. Open documents are as they stand in the editor. */
  async all(token: Cancellation): Promise<ReadonlyMap<string, IndexedFile>> {
    const { find, open, isWatching } = this.#host;
    if (!isWatching()) this.clear();
    const files = this.#files ?? (await find()).map(canonical);
    this.#files = files;
    const found = new Map<string, IndexedFile>();
    const opened = open();
    for (const [uri, { document, policies }] of opened) found.set(uri, this.#indexed(document, policies));
    for (const uri of files) {
      if (token.isCancellationRequested) break;
      if (opened.has(uri)) continue;
      found.set(uri, this.#kept.get(uri) ?? (await this.#read(uri)));
    }
    return found;
  }

  async #read(uri: string): Promise<IndexedFile> {
    await yieldToEventLoop(); // typing goes first
    const policies = await this.#host.read(uri);
    const own = policies
      ? this.#indexed(TextDocument.create(uri, '', 0, policies.text), policies)
      : { mentions: [], symbols: [] };
    this.#kept.set(uri, own);
    return own;
  }

  #indexed(document: TextDocument, policies: HostDocument): IndexedFile {
    const { service } = this.#host;
    return {
      mentions: service.mentions(policies).map(({ text, span }) => ({ text, range: toRange(document, span) })),
      symbols: service
        .workspaceSymbols(policies)
        .map(({ span, ...rest }) => ({ ...rest, range: toRange(document, span) })),
    };
  }
}
