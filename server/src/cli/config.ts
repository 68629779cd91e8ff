/** The config file of a run: the file that `--config` names, or the nearest one in the folders above. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIG_FILE, isIgnoredPath, kindOfPath, readConfigFile } from '../config/config-file.ts';
import { NO_OPTIONS, type Options } from '../config/options.ts';
import { readTextFile } from '../files/read-text.ts';
import type { PolicyKind } from '../service.ts';

export interface Config {
  readonly options: Options;
  kindOf(file: string): PolicyKind | undefined;
  isIgnored(file: string): boolean;
}

/** Reads the config. Throws an error that names file, line and what is wrong. */
export async function loadConfig(named: string | undefined): Promise<Config> {
  const file = named ?? (await nearestConfig(process.cwd()));
  if (file === undefined) return configOf(NO_OPTIONS, process.cwd());
  const { text } = await readTextFile(file);
  const { options, problems } = readConfigFile(text);
  if (problems.length > 0) {
    const document = TextDocument.create(file, 'json', 0, text);
    const lines = problems.map(({ span, message }) => {
      const { line, character } = document.positionAt(span.start);
      return `${path.relative('', file)}:${line + 1}:${character + 1}: ${message}`;
    });
    throw new Error(`the config file is wrong.\n${lines.join('\n')}`);
  }
  return configOf(options, path.dirname(path.resolve(file)));
}

function configOf(options: Options, folder: string): Config {
  const relative = (file: string) => path.relative(folder, path.resolve(file)).split(path.sep).join('/');
  return {
    options,
    kindOf: (file) => kindOfPath(options, relative(file)),
    isIgnored: (file) => isIgnoredPath(options, relative(file)),
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
