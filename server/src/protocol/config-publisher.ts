/** Keeps the client's diagnostics of config files up to date, where what other files hold has changed them. */
import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ConfigDocuments } from './config-documents.ts';

export class ConfigPublisher {
  readonly #connection: Connection;
  readonly #configs: ConfigDocuments;
  readonly #documents: TextDocuments<TextDocument>;
  #published: readonly string[] = [];
  #shown = '';

  constructor(connection: Connection, configs: ConfigDocuments, documents: TextDocuments<TextDocument>) {
    this.#connection = connection;
    this.#configs = configs;
    this.#documents = documents;
  }

  /** Sends the diagnostics of the config files that are not open, to a client that does not ask for them. */
  async publish(): Promise<void> {
    const { uris } = this.#configs;
    for (const uri of this.#published)
      if (!uris.includes(uri)) await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    for (const uri of uris) if (!this.#documents.get(uri)) await this.publishFile(uri);
    this.#published = uris;
  }

  /** Sends the diagnostics of a file that is not open: none, unless it is a config file. */
  publishFile(uri: string): Promise<void> {
    return this.#connection.sendDiagnostics({ uri, diagnostics: [...this.#configs.ofFile(uri)] });
  }

  /** Whether config files are open whose diagnostics have changed since this was asked before. */
  haveOpenChanged(): boolean {
    const open = this.#documents.all().filter(({ uri }) => this.#configs.has(uri));
    const shown = JSON.stringify(open.map((document) => this.#configs.of(document)));
    const isSame = shown === this.#shown;
    this.#shown = shown;
    return !isSame && open.length > 0;
  }
}
