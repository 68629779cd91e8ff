/** The exceptions of a config file: which findings its authors take for right, where, and why. */
import { quoted } from '../model/printable.ts';
import { type Exception, isDay } from '../rules/engine/exceptions.ts';
import { unknownRule } from '../rules/engine/unknown-rule.ts';
import { type Complain, complaintAboutGlob, firstEntries, isRecord, listOfTexts, shown } from './values.ts';

export interface ConfigException extends Exception {
  /** Globs, relative to the config's folder. */
  readonly files: readonly string[];
  /** Its number in the list of its file, from 0. */
  readonly index: number;
}

const KEYS = ['rule', 'files', 'sid', 'reason', 'expires'];
const MOST_GLOBS = 20;
const FORM = '{ "rule": "full-admin", "files": "policies/admin.json", "reason": "…" }';

/** Reads the list. A wrong entry is reported to `complain` and left out; one without a reason is a finding (exception-findings.ts). */
export function readExceptions(
  section: Readonly<Record<string, unknown>>,
  complain: Complain,
): readonly ConfigException[] {
  const list = section.exceptions ?? [];
  if (!Array.isArray(list)) {
    complain(['exceptions'], `"exceptions" must be a list of objects: [${FORM}].`);
    return [];
  }
  return firstEntries<unknown>(list, 'exceptions', complain).flatMap((entry, index) => {
    const found = readException(entry, index, (path, message) => complain(['exceptions', index, ...path], message));
    return found ? [found] : [];
  });
}

function readException(entry: unknown, index: number, complain: Complain): ConfigException | undefined {
  if (!isRecord(entry)) {
    complain([], `An exception is an object: ${FORM}.`);
    return undefined;
  }
  let isRight = true;
  const wrong = (path: readonly string[], message: string) => {
    isRight = false;
    complain(path, message);
  };
  for (const key of Object.keys(entry))
    if (!KEYS.includes(key)) wrong([key], `An exception has no ${quoted(key)}. It has ${KEYS.join(', ')}.`);
  const { rule, sid, reason = '', expires } = entry;
  if (typeof rule !== 'string') wrong(rule === undefined ? [] : ['rule'], 'Name the rule: "rule": "full-admin".');
  const unknown = typeof rule === 'string' ? unknownRule(rule) : undefined;
  if (unknown) wrong(['rule'], `There is no rule ${quoted(String(rule))}. ${unknown}`);
  const files = listOfTexts(entry.files);
  if (files.length === 0)
    wrong(
      entry.files === undefined ? [] : ['files'],
      'Name the files by globs that are relative to this file: "files": "policies/*.json".',
    );
  if (files.length > MOST_GLOBS)
    wrong(['files'], `At most ${MOST_GLOBS} globs. Use more wildcards, or another exception.`);
  for (const glob of files.slice(0, MOST_GLOBS)) {
    const complaint = complaintAboutGlob(glob);
    if (complaint) wrong(['files'], complaint);
  }
  if (sid !== undefined && (typeof sid !== 'string' || sid === ''))
    wrong(['sid'], `"sid" is ${shown(sid)}. Write the Sid of a statement, or leave it out for all of the file.`);
  if (typeof reason !== 'string') wrong(['reason'], `"reason" is ${shown(reason)}. Write a sentence.`);
  if (expires !== undefined && (typeof expires !== 'string' || !isDay(expires)))
    wrong(
      ['expires'],
      `"expires" is ${shown(expires)}. Write the last day on which the exception holds, as 2027-06-30.`,
    );
  if (!isRight) return undefined;
  return {
    rule: String(rule),
    files,
    reason: String(reason).trim(),
    index,
    ...(sid !== undefined && { sid: String(sid) }),
    ...(expires !== undefined && { expires: String(expires) }),
  };
}
