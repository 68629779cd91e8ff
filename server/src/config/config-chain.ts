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

const DEEPEST = 10;

/** Reads a config file; undefined where there is none. Rejects where it cannot be read. */
export async function loadConfigFile(file: string, reader: ConfigReader): Promise<LoadedConfig | undefined> {
  const text = await reader.read(file);
  return text === undefined ? undefined : load(file, text, reader, []);
}

async function load(
  file: string,
  text: string,
  reader: ConfigReader,
  around: readonly string[],
): Promise<LoadedConfig> {
  const config = readConfigFile(text);
  const problems = [...config.problems];
  const files: LoadedFile[] = [];
  let options = NO_OPTIONS;
  for (const { path, span } of config.extended) {
    const other = reader.resolve(file, path);
    const complain = (message: string) => void problems.push({ span, message });
    if (other === file || around.includes(other))
      complain(`"${path}" extends this file in turn. Remove one of the two.`);
    else if (around.length >= DEEPEST) complain(`Files extend each other more than ${DEEPEST} times. Extend fewer.`);
    else {
      const found = await reader.read(other).catch((error: unknown) => {
        complain(`"${path}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      });
      if (found === undefined) complain(`There is no file "${path}". Its path is relative to this file.`);
      if (typeof found !== 'string') continue;
      const loaded = await load(other, found, reader, [...around, file]);
      options = mergeOptions(options, loaded.options);
      files.push(...loaded.files);
    }
  }
  return {
    options: mergeOptions(options, config.options),
    files: [{ file, text, config, problems: problems.toSorted((a, b) => a.span.start - b.span.start) }, ...files],
  };
}
