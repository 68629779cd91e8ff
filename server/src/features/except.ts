/** "Except … here": where an exception of a finding goes, in a comment or in the config file. */
import { exceptionAbove } from '../hosts/exception-comments.ts';
import type { HostDocument } from '../hosts/host.ts';
import type { Replacement } from '../model/edit.ts';
import { isExcepting, textOfSid } from '../rules/engine/exceptions.ts';
import type { Finding } from '../rules/engine/finding.ts';

/** How far an exception reaches: `statement` with a comment above it or by its Sid, or all of the file. */
export interface ExceptionPlace {
  readonly reach: 'statement' | 'file';
  /** The Sid of the statement, for the config file. */
  readonly sid: string | undefined;
  /** The edits that write the comment; undefined where only the config file can hold the exception. */
  comment: ((reason: string) => readonly Replacement[]) | undefined;
}

/** Undefined for findings that cannot be excepted: they say that something was not judged, or that an exception is wrong. */
export function exceptionPlace(
  document: HostDocument,
  { rule, span }: Finding,
  takesComments: boolean,
): ExceptionPlace | undefined {
  if (rule.meansUnjudged || isExcepting(rule)) return undefined;
  for (const policy of document.policies) {
    const statement = policy.statements.find((each) => each.span.start <= span.start && span.end <= each.span.end);
    if (!statement) continue;
    const sid = textOfSid(statement) || undefined;
    const comment = (reason: string) => exceptionAbove(document, policy, statement, rule.id, reason);
    const isPossible = takesComments && comment('').length > 0;
    return { reach: isPossible || sid ? 'statement' : 'file', sid, comment: isPossible ? comment : undefined };
  }
  return { reach: 'file', sid: undefined, comment: undefined };
}
