/** What the author may set, in the editor's settings or in the project's config file: read from untyped JSON. */

import { quoted } from '../model/printable.ts';
import { POLICY_KINDS, type PolicyKind } from '../policy/kind.ts';
import type { Severity } from '../rules/engine/draft.ts';
import type { Organization } from '../rules/engine/organization.ts';
import { unknownRule } from '../rules/engine/unknown-rule.ts';
import { type ConfigException, readExceptions } from './exceptions.ts';
import { mergeOrganization, readOrganization } from './organization.ts';
import { atMost, type Complain, complaintAboutGlob, isRecord, list, record, shown, text } from './values.ts';

export interface Options {
  /** Severity by rule id. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Glob → kind. */
  readonly kinds: Readonly<Record<string, PolicyKind>>;
  /** Paths without findings, as in `.gitignore`. */
  readonly ignore: readonly string[];
  readonly defaultRegion: string;
  readonly defaultAccount: string;
  /** Findings that the authors take for right. */
  readonly exceptions: readonly ConfigException[];
  /** What the organization asks of policies. */
  readonly organization: Organization;
}

export const NO_OPTIONS: Options = {
  rules: {},
  kinds: {},
  ignore: [],
  defaultRegion: '',
  defaultAccount: '',
  exceptions: [],
  organization: {},
};

export const SEVERITIES = ['off', 'hint', 'information', 'warning', 'error'] as const;

const MOST_COMPLAINTS = 100;
/** How many files a workspace may have checked in the background. */
export const MOST_FILES = 100_000;

/** Reads the options. A wrong value is reported to `complain` and left out. */
export function readOptions(value: unknown, complainOf: Complain): Options {
  const complain = atMost(MOST_COMPLAINTS, complainOf);
  if (value !== undefined && value !== null && !isRecord(value)) {
    complain([], 'This must be an object: { "rules": { … } }.');
    return NO_OPTIONS;
  }
  const section = value ?? {};
  return {
    rules: record(section, 'rules', SEVERITIES, complain, (id) => {
      const unknown = unknownRule(id);
      return unknown && `There is no rule ${quoted(id)}. ${unknown}`;
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
    exceptions: readExceptions(section, complain),
    organization: readOrganization(section, complain),
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

/**
 * Options that others override: those of the editor's settings by those of a project's config file, which hold for everyone who
 * works on it, and those of a config file by those of one that extends it. Lists are joined.
 */
export const mergeOptions = (base: Options, over: Options): Options => ({
  rules: { ...base.rules, ...over.rules },
  kinds: { ...over.kinds, ...base.kinds, ...over.kinds },
  ignore: [...base.ignore, ...over.ignore],
  defaultRegion: over.defaultRegion || base.defaultRegion,
  defaultAccount: over.defaultAccount || base.defaultAccount,
  exceptions: [...over.exceptions, ...base.exceptions],
  organization: mergeOrganization(base.organization, over.organization),
});
