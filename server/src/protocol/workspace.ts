/** The workspace's folders and their config files: which options hold for a document. */
import { CONFIG_FILE, type ConfigProblem, isIgnoredPath, kindOfPath, readConfigFile } from '../config/config-file.ts';
import { mergeOptions, NO_OPTIONS, type Options } from '../config/options.ts';
import type { PolicyKind } from '../service.ts';
import { canonical, folderUri, isBelow, pathOf } from './uris.ts';

/** Reads a text file; undefined where there is none. Rejects where it cannot be read. */
export type ReadText = (uri: string) => Promise<string | undefined>;

export interface OptionsOfDocument {
  readonly options: Options;
  readonly kind: PolicyKind | undefined;
  /** Whether the config file ignores this document. */
  readonly isIgnored: boolean;
}

interface Folder {
  /** Without a slash at its end. */
  readonly uri: string;
  readonly config: Options;
}

export class Workspace {
  #settings: Options = NO_OPTIONS;
  #folders: readonly Folder[] = [];
  readonly #merged = new Map<Options, Options>();

  /** The editor's own settings. A config file overrides them. */
  set settings(settings: Options) {
    this.#settings = settings;
    this.#merged.clear();
  }

  /** Reads the config file of each folder. `complain` gets the file's URI, its text and what is wrong in it. */
  async load(
    folders: readonly string[],
    read: ReadText,
    complain: (uri: string, text: string, problems: readonly ConfigProblem[]) => void,
  ): Promise<void> {
    this.#folders = await Promise.all(
      folders.map(async (each): Promise<Folder> => {
        const uri = folderUri(each);
        const file = `${each.replace(/\/$/, '')}/${CONFIG_FILE}`;
        const text = await read(file).catch((error: unknown) => {
          const cause = error instanceof Error ? error.message : String(error);
          complain(file, '', [
            { span: { start: 0, end: 0 }, message: `The file cannot be read, so its settings do not hold: ${cause}` },
          ]);
          return undefined;
        });
        if (text === undefined) return { uri, config: NO_OPTIONS };
        const { options, problems } = readConfigFile(text);
        if (problems.length > 0) complain(file, text, problems);
        return { uri, config: options };
      }),
    );
    this.#merged.clear();
  }

  /** The options of a document. One that is not saved yet has those of the only folder. */
  of(document: string): OptionsOfDocument {
    const uri = canonical(document);
    const folder = this.#folders
      .filter((each) => isBelow(each.uri, uri))
      .reduce<Folder | undefined>((best, each) => (best && best.uri.length > each.uri.length ? best : each), undefined);
    const [only, ...others] = this.#folders;
    const isNew = uri.startsWith('untitled:') && others.length === 0;
    const config = folder?.config ?? (isNew ? only?.config : undefined) ?? NO_OPTIONS;
    let options = this.#merged.get(config);
    if (!options) {
      options = mergeOptions(this.#settings, config);
      this.#merged.set(config, options);
    }
    const path = folder ? pathOf(uri).slice(pathOf(folder.uri).length + 1) : pathOf(uri);
    return { options, kind: kindOfPath(options, path), isIgnored: isIgnoredPath(config, path) };
  }
}
