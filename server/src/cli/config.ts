/** The config file of a run: the file that `--config` names, or the nearest one in the folders above, with those that it extends. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ConfigReader, type LoadedFile, loadConfigFile } from '../config/config-chain.ts';
import { CONFIG_FILE, exceptionsOfPath, isIgnoredPath, kindOfPath } from '../config/config-file.ts';
import type { ConfigException } from '../config/exceptions.ts';
import { NO_OPTIONS, type Options } from '../config/options.ts';
import { readTextFileIfThere } from '../files/read-text.ts';
import type { PolicyKind } from '../service.ts';

export interface Config {
  readonly options: Options;
  /** The config file itself; undefined where there is none. */
  readonly own: LoadedFile | undefined;
  /** The folder of the config file. Its globs are relative to it. */
  readonly folder: string;
  kindOf(file: string): PolicyKind | undefined;
  isIgnored(file: string): boolean;
  exceptionsOf(file: string): readonly ConfigException[];
}

const READER: ConfigReader = {
  read: async (file) => (await readTextFileIfThere(file))?.text,
  resolve: (from, relative) => path.resolve(path.dirname(from), relative),
};

/** Reads the config. Throws an error that names file, line and what is wrong. */
export async function loadConfig(named: string | undefined): Promise<Config> {
  const file = named ?? (await nearestConfig(process.cwd()));
  if (file === undefined) return configOf(NO_OPTIONS, undefined, process.cwd());
  const loaded = await loadConfigFile(path.resolve(file), READER);
  if (!loaded) throw new Error(`${file} cannot be read: there is no such file.`);
  const lines = loaded.files.flatMap(({ file: own, text, problems }) => {
    const document = TextDocument.create(own, 'json', 0, text);
    return problems.map(({ span, message }) => {
      const { line, character } = document.positionAt(span.start);
      return `${path.relative('', own)}:${line + 1}:${character + 1}: ${message}`;
    });
  });
  if (lines.length > 0) throw new Error(`the config file is wrong.\n${lines.join('\n')}`);
  return configOf(loaded.options, loaded.files[0], path.dirname(path.resolve(file)));
}

function configOf(options: Options, own: LoadedFile | undefined, folder: string): Config {
  const relative = (file: string) => path.relative(folder, path.resolve(file)).split(path.sep).join('/');
  return {
    options,
    own,
    folder,
    kindOf: (file) => kindOfPath(options, relative(file)),
    isIgnored: (file) => isIgnoredPath(options, relative(file)),
    exceptionsOf: (file) => exceptionsOfPath(options, relative(file)),
  };
}

async function nearestConfig(folder: string): Promise<string | undefined> {
  const file = path.join(folder, CONFIG_FILE);
  const isThere = await stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT', // an unreadable file is an error, a missing one is not
  );
  if (isThere) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : nearestConfig(parent);
}
