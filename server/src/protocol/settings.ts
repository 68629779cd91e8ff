/** What the user has set, read from the client's untyped configuration. Wrong values are told, and left out. */
import { POLICY_KINDS, type PolicyKind } from '../policy/kind.ts';
import type { Severity } from '../rules/rule.ts';

export interface Settings {
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Glob → kind. */
  readonly kinds: Readonly<Record<string, PolicyKind>>;
  readonly defaultRegion: string;
  readonly defaultAccount: string;
}

export const NO_SETTINGS: Settings = { rules: {}, kinds: {}, defaultRegion: '', defaultAccount: '' };

const SEVERITIES: readonly string[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Reads the section `bedrockPolicy`. `complain` is told of each wrong value, in a sentence. */
export function readSettings(value: unknown, complain: (message: string) => void): Settings {
  const section = isRecord(value) ? value : {};
  return {
    rules: entries(section, 'rules', SEVERITIES, complain) as Settings['rules'],
    kinds: entries(section, 'kinds', POLICY_KINDS, complain) as Settings['kinds'],
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function entries(
  section: Record<string, unknown>,
  name: string,
  allowed: readonly string[],
  complain: (message: string) => void,
): Record<string, string> {
  const value = section[name] ?? {};
  if (!isRecord(value)) {
    complain(`The setting bedrockPolicy.${name} must be an object.`);
    return {};
  }
  const right: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'string' && allowed.includes(entry)) right[key] = entry;
    else
      complain(
        `The setting bedrockPolicy.${name}: "${key}" is ${JSON.stringify(entry)}. Write one of ${allowed.join(', ')}.`,
      );
  }
  return right;
}

function text(
  section: Record<string, unknown>,
  name: string,
  form: RegExp,
  what: string,
  complain: (message: string) => void,
): string {
  const value = section[name] ?? '';
  if (typeof value === 'string' && form.test(value)) return value;
  complain(`The setting bedrockPolicy.${name} is ${JSON.stringify(value)}. Write ${what}, or leave it empty.`);
  return '';
}
