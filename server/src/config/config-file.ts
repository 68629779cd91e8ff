/** `bedrock-policy.config.json`, which the editor and the command line share. */

import ignore from 'ignore';
import picomatch from 'picomatch';
import { parseJson } from '../hosts/json/parse.ts';
import { plainValue, spanAt, valueSpanAt } from '../hosts/json/values.ts';
import { nearest } from '../iam/nearest.ts';
import { quoted } from '../model/printable.ts';
import type { SourceSpan, Span } from '../model/span.ts';
import { memoizedBy, memoizedByText } from '../patterns/memo.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { ConfigException } from './exceptions.ts';
import { NO_OPTIONS, type Options, readOptions } from './options.ts';
import { type Complain, isRecord, MOST_ENTRIES, shown } from './values.ts';

export const CONFIG_FILE = 'bedrock-policy.config.json';

/** Whether a document or a file, by its URI, is a config file. */
export const isConfigFile = (uri: string): boolean => uri.endsWith(`/${CONFIG_FILE}`);

export const CONFIG_KEYS = [
  'extends',
  'rules',
  'kinds',
  'ignore',
  'defaultRegion',
  'defaultAccount',
  'exceptions',
  'organization',
] as const;

const LONGEST_CONFIG = 1_000_000;

export interface ConfigProblem {
  readonly span: Span;
  readonly message: string;
  /** Whether the file is no JSON there, which editors with support for JSON say themselves. */
  readonly isSyntax?: boolean;
}

/** An exception, and where it stands. */
interface PlacedException {
  readonly exception: ConfigException;
  readonly span: SourceSpan;
}

/** The config file that another one extends, and where that says so. */
interface Extended {
  /** A relative path with slashes. */
  readonly path: string;
  readonly span: Span;
}

export interface ConfigFile {
  /** Its own options, without those that it extends. */
  readonly options: Options;
  /** What is wrong, and what to write instead. All other options hold. */
  readonly problems: readonly ConfigProblem[];
  readonly exceptions: readonly PlacedException[];
  readonly extended: readonly Extended[];
}

/** Reads a config file's text; comments and trailing commas are fine. Never throws. */
export function readConfigFile(text: string): ConfigFile {
  if (text.length > LONGEST_CONFIG) {
    const message = `This file is longer than ${LONGEST_CONFIG} characters, so its options do not hold. Shorten it.`;
    return { options: NO_OPTIONS, problems: [{ span: { start: 0, end: 1 }, message }], exceptions: [], extended: [] };
  }
  const { root, problems: syntax } = parseJson(text);
  const problems: ConfigProblem[] = syntax.map(({ span }) => ({
    span,
    message: 'This is not JSON. Close what is open, and put names and values in double quotes.',
    isSyntax: true,
  }));
  const complain = (path: readonly (string | number)[], message: string) =>
    problems.push({ span: spanAt(root, path), message });
  const value = root && plainValue(root);
  const options = readOptions(value, complain);
  const extended = isRecord(value) ? readExtends(value, complain) : [];
  const keys = isRecord(value) ? Object.keys(value) : [];
  for (const key of keys.slice(0, MOST_ENTRIES)) {
    if (key === '$schema' || CONFIG_KEYS.some((known) => known === key)) continue;
    const near = nearest(key, CONFIG_KEYS);
    complain(
      [key],
      `There is no option ${quoted(key)}. ${near ? `Did you mean "${near}"?` : `There are ${CONFIG_KEYS.join(', ')}.`}`,
    );
  }
  return {
    options: root ? options : NO_OPTIONS,
    problems: problems.toSorted((a, b) => a.span.start - b.span.start),
    exceptions: options.exceptions.map((exception) => ({
      exception,
      span: valueSpanAt(root, ['exceptions', exception.index, 'rule']),
    })),
    extended: extended.map(({ path, at }) => ({ path, span: spanAt(root, at) })),
  };
}

const MOST_EXTENDED = 10;

/** The paths of `extends`. One that leaves the file system of the project, such as `//host/share`, is none. */
function readExtends(
  options: Readonly<Record<string, unknown>>,
  complain: Complain,
): readonly { readonly path: string; readonly at: readonly (string | number)[] }[] {
  const { extends: value } = options;
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > MOST_EXTENDED) complain(['extends'], `At most ${MOST_EXTENDED} files can be extended.`);
  return list.slice(0, MOST_EXTENDED).flatMap((path, index) => {
    const at = Array.isArray(value) ? ['extends', index] : ['extends'];
    const isRelative = typeof path === 'string' && /^[^/\\:]+(?:\/[^/\\:]+)*$/.test(path) && path.endsWith('.json');
    if (isRelative) return [{ path, at }];
    complain(
      at,
      `${shown(path)} is no relative path of a JSON file. Write one with slashes, such as "../organization.config.json".`,
    );
    return [];
  });
}

/** Nothing of a glob is a regular expression of its own: `(a)` names a folder, and `+` and `!` are characters. */
const GLOB_OPTIONS = { dot: true, nocase: true, noextglob: true, nonegate: true, regex: false };

const matcherOf = memoizedByText(1000, (glob) => {
  const literal = glob.replace(/[()]/g, '\\$&');
  return picomatch([literal, `**/${literal}`], GLOB_OPTIONS);
});

const matchersOf = memoizedBy(({ files }: ConfigException) =>
  files.map((glob) => picomatch(glob.replace(/[()]/g, '\\$&'), GLOB_OPTIONS)),
);

/** The exceptions that are about a file. `path` has forward slashes and is relative to the config's folder. */
export function exceptionsOfPath({ exceptions }: Options, path: string): readonly ConfigException[] {
  if (path === '' || path.startsWith('../') || path.startsWith('/')) return [];
  return exceptions.filter((each) => matchersOf(each).some((matches) => matches(path)));
}

/** The kind that the options give to a file. `path` has forward slashes and is relative to the config's folder, or absolute. */
export function kindOfPath({ kinds }: Options, path: string): PolicyKind | undefined {
  for (const [glob, kind] of Object.entries(kinds)) if (matcherOf(glob)(path)) return kind;
  return undefined;
}

const ignoredBy = memoizedBy(({ ignore: patterns }: Options) => ignore().add([...patterns]));

/** Whether the options leave a file without findings. `path` has forward slashes and is relative to the config's folder. */
export function isIgnoredPath(options: Options, path: string): boolean {
  if (options.ignore.length === 0 || path === '' || path.startsWith('../') || path.startsWith('/')) return false;
  return ignoredBy(options).ignores(path);
}
