/** What the author may set, in the editor's settings or in the project's config file: read from untyped JSON. */

import { nearest } from '../iam/nearest.ts';
import { brief, quoted } from '../model/printable.ts';
import { BOUNDS, isBoundedGlob } from '../patterns/path-globs.ts';
import { POLICY_KINDS, type PolicyKind } from '../policy/kind.ts';
import type { Severity } from '../rules/engine/draft.ts';
import { RULES } from '../rules/registry.ts';

export interface Options {
  /** Severity by rule id. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Glob → kind. */
  readonly kinds: Readonly<Record<string, PolicyKind>>;
  /** Paths without findings, as in `.gitignore`. */
  readonly ignore: readonly string[];
  readonly defaultRegion: string;
  readonly defaultAccount: string;
}

export const NO_OPTIONS: Options = { rules: {}, kinds: {}, ignore: [], defaultRegion: '', defaultAccount: '' };

export const SEVERITIES = ['off', 'hint', 'information', 'warning', 'error'] as const;

/** How many entries of one option hold. */
export const MOST_ENTRIES = 1000;
const MOST_COMPLAINTS = 100;
/** How many files a workspace may have checked in the background. */
export const MOST_FILES = 100_000;

/** Receives each wrong value: its place (`['rules', 'full-admin']`), and a sentence that says what to write. */
export type Complain = (path: readonly (string | number)[], message: string) => void;

/** Reads the options. A wrong value is reported to `complain` and left out. */
export function readOptions(value: unknown, complainOf: Complain): Options {
  const complain = atMost(MOST_COMPLAINTS, complainOf);
  if (value !== undefined && value !== null && !isRecord(value)) {
    complain([], 'This must be an object: { "rules": { … } }.');
    return NO_OPTIONS;
  }
  const section = value ?? {};
  const ids = RULES.map(({ id }) => id);
  return {
    rules: record(section, 'rules', SEVERITIES, complain, (id) => {
      if (ids.includes(id)) return undefined;
      const near = nearest(id, ids);
      return `There is no rule ${quoted(id)}. ${near ? `Did you mean "${near}"?` : 'Each finding shows its rule.'}`;
    }),
    kinds: record(section, 'kinds', POLICY_KINDS, complain, complaintAboutGlob),
    ignore: list(section, 'ignore', complain),
    defaultRegion: text(
      section,
      'defaultRegion',
      /^([a-z]+(-[a-z]+)+-\d+)?$/,
      'a Region such as eu-central-1',
      complain,
    ),
    defaultAccount: text(section, 'defaultAccount', /^(\d{12})?$/, 'an account of twelve digits', complain),
  };
}

/** Options that concern the editor alone, so that only its settings have them. */
export interface EditorOptions {
  readonly inlayHints: boolean;
  /** How many files that are not open are checked; 0 for none. */
  readonly workspaceFiles: number;
}

export const DEFAULT_EDITOR_OPTIONS: EditorOptions = { inlayHints: true, workspaceFiles: 1000 };

export function readEditorOptions(value: unknown, complain: Complain): EditorOptions {
  const section = isRecord(value) ? value : {};
  const { inlayHints = DEFAULT_EDITOR_OPTIONS.inlayHints, workspaceFiles = DEFAULT_EDITOR_OPTIONS.workspaceFiles } =
    section;
  const isFlag = typeof inlayHints === 'boolean';
  if (!isFlag) complain(['inlayHints'], `"inlayHints" is ${shown(inlayHints)}. Write true or false.`);
  const isCount = typeof workspaceFiles === 'number' && workspaceFiles >= 0 && workspaceFiles <= MOST_FILES;
  if (!isCount)
    complain(
      ['workspaceFiles'],
      `"workspaceFiles" is ${shown(workspaceFiles)}. Write a number from 0 to ${MOST_FILES}; 0 for none.`,
    );
  return {
    inlayHints: isFlag ? inlayHints : DEFAULT_EDITOR_OPTIONS.inlayHints,
    workspaceFiles: isCount ? workspaceFiles : DEFAULT_EDITOR_OPTIONS.workspaceFiles,
  };
}

/** The options of the settings, overridden by those of a config file: a project's options hold for everyone who works on it. */
export const mergeOptions = (settings: Options, config: Options): Options => ({
  rules: { ...settings.rules, ...config.rules },
  kinds: { ...config.kinds, ...settings.kinds, ...config.kinds },
  ignore: config.ignore,
  defaultRegion: config.defaultRegion || settings.defaultRegion,
  defaultAccount: config.defaultAccount || settings.defaultAccount,
});

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function record<T extends string>(
  section: Record<string, unknown>,
  name: string,
  allowed: readonly T[],
  complain: Complain,
  complaintAbout: (key: string) => string | undefined = () => undefined,
): Record<string, T> {
  const value = section[name] ?? {};
  if (!isRecord(value)) {
    complain([name], `"${name}" must be an object.`);
    return {};
  }
  const right = Object.create(null) as Record<string, T>; // names out of a file
  for (const [key, entry] of firstEntries(Object.entries(value), name, complain)) {
    const known = allowed.find((each) => each === entry);
    const complaint = complaintAbout(key);
    if (complaint) complain([name, key], complaint);
    else if (known !== undefined) right[key] = known;
    else complain([name, key], `${quoted(key)} is ${shown(entry)}. Write one of ${allowed.join(', ')}.`);
  }
  return right;
}

function list(section: Record<string, unknown>, name: string, complain: Complain): readonly string[] {
  const value = section[name] ?? [];
  if (!Array.isArray(value)) {
    complain([name], `"${name}" must be a list of paths, written as in .gitignore.`);
    return [];
  }
  return firstEntries<unknown>(value, name, complain).filter((entry, index): entry is string => {
    const complaint =
      typeof entry === 'string'
        ? complaintAboutGlob(entry)
        : `${shown(entry)} is not a path. Write it in double quotes.`;
    if (complaint) complain([name, index], complaint);
    return complaint === undefined;
  });
}

function text(section: Record<string, unknown>, name: string, form: RegExp, what: string, complain: Complain): string {
  const value = section[name] ?? '';
  if (typeof value === 'string' && form.test(value)) return value;
  complain([name], `"${name}" is ${shown(value)}. Write ${what}, or leave it out.`);
  return '';
}

/** The entries of an option that hold. */
function firstEntries<T>(all: readonly T[], name: string, complain: Complain): readonly T[] {
  if (all.length > MOST_ENTRIES)
    complain([name], `"${name}" has more than ${MOST_ENTRIES} entries; the others do not hold. Use fewer.`);
  return all.slice(0, MOST_ENTRIES);
}

/** A value of any type as messages quote it. */
const shown = (value: unknown): string => brief(JSON.stringify(value) ?? '');

const complaintAboutGlob = (glob: string): string | undefined =>
  glob.trim() === ''
    ? 'This path is empty. Write one, such as "policies/*.json", or leave it out.'
    : isBoundedGlob(glob)
      ? undefined
      : `${quoted(glob)} has too many wildcards. Write ${BOUNDS}.`;

/** Passes on so many complaints, and says that there are more. */
function atMost(most: number, complain: Complain): Complain {
  let count = 0;
  return (path, message) => {
    count++;
    if (count <= most) complain(path, message);
    else if (count === most + 1) complain([], 'More is wrong than is shown here.');
  };
}
