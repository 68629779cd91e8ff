/** What is wrong with the exceptions of a config file: each is a finding, at its place in that file. */
import { finding } from '../rules/engine/draft.ts';
import { faultOf, presentDay, toldOf, unusedIn } from '../rules/engine/exceptions.ts';
import type { Finding } from '../rules/engine/finding.ts';
import type { ConfigFile } from './config-file.ts';
import type { ConfigException } from './exceptions.ts';

/**
 * `isUnused`: whether everything that an exception is about was checked, and nothing was excepted by it. `today`: the day, as
 * `2026-11-27`.
 */
export function exceptionFindings(
  { exceptions, options: { rules } }: Pick<ConfigFile, 'exceptions' | 'options'>,
  isUnused: (exception: ConfigException) => boolean,
  today = presentDay(),
): readonly Finding[] {
  return exceptions.flatMap(({ exception, span }) => {
    const { rule, files, sid } = exception;
    const where = `${files.join(', ')}${sid === undefined ? '' : ` in the statement "${sid}"`}`;
    const fault = faultOf(exception, today) ?? (isUnused(exception) ? unusedIn(where, rule) : undefined);
    const told = fault && toldOf(fault, finding(span, fault.message), rules);
    return told ?? [];
  });
}
