/** The settings and the config files that hold. They are read one after the other, so that the newest ones win. */
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DEFAULT_EDITOR_OPTIONS, type EditorOptions, readEditorOptions, readOptions } from '../config/options.ts';
import type { Complain } from '../config/values.ts';
import type { Client } from './client.ts';
import { loadedOf } from './config-documents.ts';
import type { Log } from './log.ts';
import { type ReadText, Workspace } from './workspace.ts';

/** The section of the settings. */
export const SECTION = 'bedrockPolicy';

interface ConfigurationHost {
  readonly connection: Connection;
  readonly client: () => Client | undefined;
  readonly log: Log;
  readonly read: ReadText;
  /** Called when other settings hold. */
  readonly onSettings: () => void;
  /** Called when config files have been read. */
  readonly onConfigFiles: () => Promise<void>;
}

export class Configuration {
  readonly workspace = new Workspace();
  /** The workspace's folders, as URIs. */
  folders: readonly string[] = [];
  readonly #host: ConfigurationHost;
  #editorOptions = DEFAULT_EDITOR_OPTIONS;
  #loading: Promise<void> = Promise.resolve();

  constructor(host: ConfigurationHost) {
    this.#host = host;
  }

  get editorOptions(): EditorOptions {
    return this.#editorOptions;
  }

  /** Resolves once everything is read that was to be read. It never rejects. */
  get loaded(): Promise<void> {
    return this.#loading;
  }

  /** Takes the settings that a client has sent. */
  take(settings: Readonly<Record<string, unknown>> | null): void {
    this.#take(settings?.[SECTION]);
  }

  #take(value: unknown): void {
    const complain: Complain = (path, message) =>
      this.#host.connection.console.warn(`The setting ${[SECTION, ...path].join('.')}: ${message}`);
    this.workspace.settings = readOptions(value, complain);
    this.#editorOptions = readEditorOptions(value, complain);
    this.#host.onSettings();
  }

  /** Asks the client for its settings. */
  loadSettings(): Promise<void> {
    return this.#load('Reading the settings', async () => {
      const { client, connection } = this.#host;
      if (client()?.hasConfiguration) this.#take(await connection.workspace.getConfiguration(SECTION));
    });
  }

  /** Reads the config files, and says in the output what is wrong in them. In the editor each mistake is underlined. */
  loadConfigFiles(): Promise<void> {
    return this.#load('Reading the config file', async () => {
      const { log, read, onConfigFiles } = this.#host;
      await this.workspace.load(this.folders, read);
      const { configFiles } = this.workspace;
      for (const { file, text, problems } of configFiles) {
        const document = TextDocument.create(file, 'json', 0, text);
        for (const { span, message } of problems) {
          const { line, character } = document.positionAt(span.start);
          log.warnOnce(`${file}:${line + 1}:${character + 1}: ${message}`);
        }
      }
      for (const sentence of loadedOf(configFiles)) log.info(sentence);
      await onConfigFiles();
    });
  }

  #load(what: string, work: () => Promise<void>): Promise<void> {
    this.#loading = this.#loading.then(work).catch((error: unknown) => this.#host.log.reportOnce(what, error));
    return this.#loading;
  }
}
