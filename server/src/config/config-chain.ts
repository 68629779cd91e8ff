/** A config file and those that it extends. */
import { type ConfigFile, type ConfigProblem, readConfigFile } from './config-file.ts';
import { mergeOptions, NO_OPTIONS, type Options } from './options.ts';

/** How files are named and read where the config is loaded: by paths or by URIs. */
export interface ConfigReader {
  /** Undefined where there is no such file. Rejects where it cannot be read. */
  read(file: string): Promise<string | undefined>;
  /** The file that a relative path names in another file. */
  resolve(from: string, path: string): string;
}

export interface LoadedFile {
  readonly file: string;
  readonly text: string;
  readonly config: ConfigFile;
  /** What is wrong in it, with what is wrong about what it extends. */
  readonly problems: readonly ConfigProblem[];
}

export interface LoadedConfig {
  /** Its own options over those of the files that it extends, of which a later one counts more. */
  readonly options: Options;
  /** The file itself, then those that it extends. */
  readonly files: readonly LoadedFile[];
}

/** Files may extend each other in many ways; each is read once, and no more than so many. */
const MOST_FILES = 50;

/** Reads a config file; undefined where there is none. Rejects where it cannot be read. */
export async function loadConfigFile(file: string, reader: ConfigReader): Promise<LoadedConfig | undefined> {
  const text = await reader.read(file);
  if (text === undefined) return undefined;
  const chain = new Chain(reader);
  const options = await chain.load(file, text);
  return { options, files: [...chain.loaded.values()].map(({ file: own }) => own) };
}

interface Loaded {
  readonly file: LoadedFile;
  /** Undefined while the files are read that it extends. */
  options: Options | undefined;
}

class Chain {
  readonly loaded = new Map<string, Loaded>();
  readonly #reader: ConfigReader;

  constructor(reader: ConfigReader) {
    this.#reader = reader;
  }

  /** The options of a file, over those that it extends. */
  async load(file: string, text: string): Promise<Options> {
    const config = readConfigFile(text);
    const problems = [...config.problems];
    const own: Loaded = { file: { file, text, config, problems }, options: undefined };
    this.loaded.set(file, own);
    let options = NO_OPTIONS;
    for (const { path, span } of config.extended) {
      const found = await this.#extended(file, path, (message) => void problems.push({ span, message }));
      if (found) options = mergeOptions(options, found);
    }
    problems.sort((a, b) => a.span.start - b.span.start);
    own.options = mergeOptions(options, config.options);
    return own.options;
  }

  /** The options of a file that another one extends; undefined where it has none, which is said. */
  async #extended(from: string, path: string, complain: (message: string) => void): Promise<Options | undefined> {
    const file = this.#reader.resolve(from, path);
    const known = this.loaded.get(file);
    if (known) {
      if (!known.options) complain(`"${path}" extends this file in turn. Remove one of the two.`);
      return known.options;
    }
    if (this.loaded.size >= MOST_FILES) {
      complain(`More than ${MOST_FILES} files extend each other, so "${path}" is left out. Extend fewer.`);
      return undefined;
    }
    try {
      const text = await this.#reader.read(file);
      if (text !== undefined) return await this.load(file, text);
      complain(`There is no file "${path}". Its path is relative to this file.`);
    } catch (error) {
      complain(`"${path}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    return undefined;
  }
}
