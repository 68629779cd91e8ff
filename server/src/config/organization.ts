/** What an organization asks of its policies, as a config file says it. */
import { quoted } from '../model/printable.ts';
import type { Severity } from '../rules/engine/draft.ts';
import type { Allowed, Forbidden, Organization, Reporting, RequiredCondition } from '../rules/engine/organization.ts';
import { type Complain, firstEntries, isRecord, listOfTexts, shown } from './values.ts';

/** The lists of values that may be named, and what each holds. */
export const ALLOWED_LISTS = {
  models: 'ids of models, such as "anthropic.claude-*"',
  geographies: 'geographies of inference profiles, such as "eu"',
  regions: 'Regions, such as "eu-central-1"',
  accounts: 'accounts of twelve digits',
  guardrails: 'ids or ARNs of guardrails',
} as const;

const KEYS = [...Object.keys(ALLOWED_LISTS), 'conditions', 'forbidden'];
const REPORTING_KEYS = ['severity', 'message', 'link'];
export const ORGANIZATION_SEVERITIES: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

const LONGEST_PATTERN = 200;
const MOST_STARS = 5;

/** Reads the requirements. A wrong one is reported to `complain` and left out. */
export function readOrganization(options: Readonly<Record<string, unknown>>, complainOf: Complain): Organization {
  const complain: Complain = (path, message) => complainOf(['organization', ...path], message);
  const section = options.organization ?? {};
  if (!isRecord(section)) {
    complain([], '"organization" must be an object: { "models": { "allowed": ["amazon.nova-*"] } }.');
    return {};
  }
  onlyKeys(section, KEYS, complain);
  const allowed = Object.keys(ALLOWED_LISTS).flatMap((name) => {
    const found = readAllowed(section, name as keyof typeof ALLOWED_LISTS, complain);
    return found ? [[name, found] as const] : [];
  });
  const conditions = readList(section, 'conditions', readCondition, complain);
  const forbidden = readList(section, 'forbidden', readForbidden, complain);
  return {
    ...Object.fromEntries(allowed),
    ...(conditions.length > 0 && { conditions }),
    ...(forbidden.length > 0 && { forbidden }),
  };
}

/** The requirements of a config file, and those of a file that it extends: of a list of allowed values its own counts. */
export const mergeOrganization = (base: Organization, over: Organization): Organization => {
  const conditions = [...(base.conditions ?? []), ...(over.conditions ?? [])];
  const forbidden = [...(base.forbidden ?? []), ...(over.forbidden ?? [])];
  return {
    ...base,
    ...over,
    ...(conditions.length > 0 && { conditions }),
    ...(forbidden.length > 0 && { forbidden }),
  };
};

function onlyKeys(entry: Readonly<Record<string, unknown>>, known: readonly string[], complain: Complain): void {
  for (const key of Object.keys(entry))
    if (!known.includes(key)) complain([key], `There is no ${quoted(key)} here. There are ${known.join(', ')}.`);
}

function readReporting(entry: Readonly<Record<string, unknown>>, complain: Complain): Reporting {
  const { severity, message, link } = entry;
  const known = ORGANIZATION_SEVERITIES.find((each) => each === severity);
  if (severity !== undefined && !known)
    complain(['severity'], `"severity" is ${shown(severity)}. Write one of ${ORGANIZATION_SEVERITIES.join(', ')}.`);
  const isMessage = typeof message === 'string' && message !== '';
  if (message !== undefined && !isMessage)
    complain(['message'], `"message" is ${shown(message)}. Write a sentence: why this is asked, and what to do.`);
  const isLink = typeof link === 'string' && /^https:\/\/[^\s/]/.test(link);
  if (link !== undefined && !isLink)
    complain(['link'], `"link" is ${shown(link)}. Write an address that begins with https://.`);
  return { ...(known && { severity: known }), ...(isMessage && { message }), ...(isLink && { link }) };
}

/** One pattern, or a list of them; undefined where it is missing or wrong, which is reported. */
function readPatterns(
  entry: Readonly<Record<string, unknown>>,
  name: string,
  what: string,
  complain: Complain,
): readonly string[] | undefined {
  const patterns = listOfTexts(entry[name]);
  const wrong = patterns.find((each) => each.length > LONGEST_PATTERN || each.split('*').length > MOST_STARS + 1);
  if (patterns.length > 0 && wrong === undefined) return firstEntries(patterns, name, complain);
  complain(
    entry[name] === undefined ? [] : [name],
    wrong === undefined
      ? `List ${what}: "${name}": […].`
      : `${quoted(wrong)} is too long. Write at most ${LONGEST_PATTERN} characters with ${MOST_STARS} stars.`,
  );
  return undefined;
}

function readAllowed(
  section: Readonly<Record<string, unknown>>,
  name: keyof typeof ALLOWED_LISTS,
  complainOf: Complain,
): Allowed | undefined {
  const entry = section[name];
  if (entry === undefined) return undefined;
  const complain: Complain = (path, message) => complainOf([name, ...path], message);
  if (!isRecord(entry)) {
    complain([], `"${name}" must be an object: { "allowed": […] }, with ${ALLOWED_LISTS[name]}.`);
    return undefined;
  }
  onlyKeys(entry, ['allowed', ...REPORTING_KEYS], complain);
  const allowed = readPatterns(entry, 'allowed', ALLOWED_LISTS[name], complain);
  return allowed && { allowed, ...readReporting(entry, complain) };
}

function readList<T>(
  section: Readonly<Record<string, unknown>>,
  name: string,
  read: (entry: Readonly<Record<string, unknown>>, complain: Complain) => T | undefined,
  complain: Complain,
): readonly T[] {
  const list = section[name] ?? [];
  if (!Array.isArray(list)) {
    complain([name], `"${name}" must be a list of objects: [{ "actions": "iam:PassRole" }].`);
    return [];
  }
  return firstEntries<unknown>(list, name, complain).flatMap((entry, index) => {
    const own: Complain = (path, message) => complain([name, index, ...path], message);
    if (isRecord(entry)) return read(entry, own) ?? [];
    own([], 'This must be an object: { "actions": "iam:PassRole" }.');
    return [];
  });
}

const readActions = (entry: Readonly<Record<string, unknown>>, complain: Complain) =>
  readPatterns(entry, 'actions', 'actions, such as "bedrock:Delete*"', complain);

function readCondition(entry: Readonly<Record<string, unknown>>, complain: Complain): RequiredCondition | undefined {
  onlyKeys(entry, ['actions', 'key', 'values', ...REPORTING_KEYS], complain);
  const actions = readActions(entry, complain);
  const { key } = entry;
  const isKey = typeof key === 'string' && /^[^\s:]+:\S+$/.test(key);
  if (!isKey) complain(key === undefined ? [] : ['key'], 'Name the condition key: "key": "iam:PassedToService".');
  const values =
    entry.values === undefined
      ? undefined
      : readPatterns(entry, 'values', 'what the key may be compared with', complain);
  if (!actions || !isKey || (entry.values !== undefined && !values)) return undefined;
  return { actions, key, ...(values && { values }), ...readReporting(entry, complain) };
}

function readForbidden(entry: Readonly<Record<string, unknown>>, complain: Complain): Forbidden | undefined {
  onlyKeys(entry, ['actions', ...REPORTING_KEYS], complain);
  const actions = readActions(entry, complain);
  return actions && { actions, ...readReporting(entry, complain) };
}
