/** The workspace's folders and their config files: which options hold for a document. */

import { URI, Utils } from 'vscode-uri';
import { type LoadedFile, loadConfigFile } from '../config/config-chain.ts';
import { CONFIG_FILE, exceptionsOfPath, isIgnoredPath, kindOfPath, readConfigFile } from '../config/config-file.ts';
import type { ConfigException } from '../config/exceptions.ts';
import { mergeOptions, NO_OPTIONS, type Options } from '../config/options.ts';
import { memoized } from '../patterns/memo.ts';
import type { PolicyKind } from '../service.ts';
import { canonical, folderUri, isBelow, pathOf } from './uris.ts';

/** Reads a text file; undefined where there is none. Rejects where it cannot be read. */
export type ReadText = (uri: string) => Promise<string | undefined>;

export interface OptionsOfDocument {
  readonly options: Options;
  readonly kind: PolicyKind | undefined;
  /** Whether the config file ignores this document. */
  readonly isIgnored: boolean;
  /** The exceptions of the config file that are about this document. */
  readonly exceptions: readonly ConfigException[];
}

/** Where the config file of a document is, or would be. */
export interface ConfigPlace {
  readonly uri: string;
  /** The document's path, relative to the folder of the config file. */
  readonly path: string;
}

interface Folder {
  /** Without a slash at its end. */
  readonly uri: string;
  readonly config: Options;
  /** Its config file, and those that it extends. */
  readonly files: readonly LoadedFile[];
}

const configIn = (folder: string): string => `${folder.replace(/\/$/, '')}/${CONFIG_FILE}`;

/** The options of so many documents are kept. */
const MOST_KNOWN = 5000;

export class Workspace {
  #settings: Options = NO_OPTIONS;
  #folders: readonly Folder[] = [];
  readonly #merged = new Map<Options, Options>();
  readonly #known = new Map<string, OptionsOfDocument>();

  /** The editor's own settings. A config file overrides them. */
  set settings(settings: Options) {
    this.#settings = settings;
    this.#forget();
  }

  #forget(): void {
    this.#merged.clear();
    this.#known.clear();
  }

  /** The config files of all folders, and those that they extend, each once. */
  get configFiles(): readonly LoadedFile[] {
    return [...new Map(this.#folders.flatMap(({ files }) => files.map((each) => [each.file, each]))).values()];
  }

  /** Whether a config file is that of a folder, and not only extended. */
  isOfFolder(uri: string): boolean {
    return this.#folders.some((folder) => canonical(configIn(folder.uri)) === canonical(uri));
  }

  /** Reads the config file of each folder, and those that it extends. One that cannot be read has no options, and a problem. */
  async load(folders: readonly string[], read: ReadText): Promise<void> {
    const resolve = (from: string, path: string) => Utils.joinPath(URI.parse(from), '..', path).toString();
    this.#folders = await Promise.all(
      folders.map(async (each): Promise<Folder> => {
        const uri = folderUri(each);
        const file = configIn(each);
        try {
          const loaded = await loadConfigFile(canonical(file), { read, resolve });
          return { uri, config: loaded?.options ?? NO_OPTIONS, files: loaded?.files ?? [] };
        } catch (error) {
          const cause = error instanceof Error ? error.message : String(error);
          const message = `The file cannot be read, so its settings do not hold: ${cause}`;
          const problems = [{ span: { start: 0, end: 0 }, message }];
          return {
            uri,
            config: NO_OPTIONS,
            files: [{ file: canonical(file), text: '', config: readConfigFile('{}'), problems }],
          };
        }
      }),
    );
    this.#forget();
  }

  #folderOf(uri: string): Folder | undefined {
    return this.#folders
      .filter((each) => isBelow(each.uri, uri))
      .reduce<Folder | undefined>((best, each) => (best && best.uri.length > each.uri.length ? best : each), undefined);
  }

  /** Where the config file of a document is, or would be; undefined for one that is in no folder. */
  configOf(document: string): ConfigPlace | undefined {
    const uri = canonical(document);
    const folder = this.#folderOf(uri);
    return folder && { uri: configIn(folder.uri), path: pathIn(folder, uri) };
  }

  /** The options of a document. One that is not saved yet has those of the only folder. */
  of(document: string): OptionsOfDocument {
    return memoized(this.#known, MOST_KNOWN, document, () => this.#of(canonical(document)));
  }

  #of(uri: string): OptionsOfDocument {
    const folder = this.#folderOf(uri);
    const [only, ...others] = this.#folders;
    const isNew = uri.startsWith('untitled:') && others.length === 0;
    const config = folder?.config ?? (isNew ? only?.config : undefined) ?? NO_OPTIONS;
    let options = this.#merged.get(config);
    if (!options) {
      options = mergeOptions(this.#settings, config);
      this.#merged.set(config, options);
    }
    const path = folder ? pathIn(folder, uri) : pathOf(uri);
    return {
      options,
      kind: kindOfPath(options, path),
      isIgnored: isIgnoredPath(config, path),
      exceptions: folder ? exceptionsOfPath(config, path) : [],
    };
  }
}

const pathIn = ({ uri: folder }: Folder, uri: string): string => pathOf(uri).slice(pathOf(folder).length + 1);
