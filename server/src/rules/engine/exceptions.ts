/** Exceptions: findings that the author takes for right, with the reason. They are set apart before findings are shown. */
import { withoutComment } from '../../hosts/exception-comments.ts';
import type { HostDocument } from '../../hosts/host.ts';
import { partitionPoint } from '../../model/partition-point.ts';
import { quoted } from '../../model/printable.ts';
import { EXCEPTION_WORD, type ExceptionComment, exceptionComments } from '../../policy/exception-comments.ts';
import type { Statement } from '../../policy/statement.ts';
import { exceptionExpired } from '../exceptions/exception-expired.ts';
import { exceptionUnused } from '../exceptions/exception-unused.ts';
import { exceptionWithoutReason } from '../exceptions/exception-without-reason.ts';
import { type FindingDraft, finding } from './draft.ts';
import { type Finding, finished } from './finding.ts';
import type { Rule } from './rule.ts';
import { unknownRule } from './unknown-rule.ts';
import type { Severities } from './work.ts';

/** An exception of the config file. */
export interface Exception {
  /** The rule's id. */
  readonly rule: string;
  /** The statement's Sid; without one it holds for the whole file. */
  readonly sid?: string;
  /** It holds only with a reason. */
  readonly reason: string;
  /** The last day on which it holds, as `2027-06-30`. */
  readonly expires?: string;
}

/** A finding that is not shown, and why. */
export interface Excepted {
  readonly finding: Finding;
  readonly exception: Pick<Exception, 'reason'> & { readonly expires?: string | undefined };
  /** Whether a comment in the document says so; the config file otherwise. */
  readonly isComment: boolean;
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly excepted: readonly Excepted[];
}

interface ExceptionOptions {
  /** Those of the config file that are about this document. */
  readonly exceptions?: readonly Exception[];
  /** The day, as `2026-11-27`; the present one where it is left out. */
  readonly today?: string;
  readonly severities?: Severities;
}

export const presentDay = (): string => new Date().toISOString().slice(0, 10);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar, as `2027-06-30`. */
export const isDay = (text: string): boolean => {
  if (!DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/**
 * Sets apart what is excepted, and adds what is wrong with the comments that except. That something could not be judged is never
 * excepted.
 */
export function withExceptions(found: readonly Finding[], document: HostDocument, options: ExceptionOptions): Judged {
  const { exceptions = [], severities } = options;
  const comments = exceptionComments(document);
  if (comments.length + exceptions.length === 0) return { findings: found, excepted: [] };
  const { today = presentDay() } = options;
  const exceptionOf = finderOf(comments, exceptions, document, today);
  const findings: Finding[] = [];
  const excepted: Excepted[] = [];
  const used = new Set<unknown>();
  for (const each of found) {
    const exception = each.rule.meansUnjudged ? undefined : exceptionOf(each);
    if (!exception) findings.push(each);
    else {
      used.add(exception);
      excepted.push({ finding: each, exception, isComment: 'statement' in exception });
    }
  }
  // A rule that gave up has perhaps not found what is excepted.
  const isJudged = !found.some(({ rule }) => rule.meansUnjudged);
  for (const comment of comments) {
    const isUnused = isJudged && !used.has(comment);
    const fault = faultOfComment(comment, today) ?? (isUnused ? unusedIn('this statement', comment.rule) : undefined);
    if (!fault) continue;
    const removal = fault.isIdle ? withoutComment(document.text, comment.span) : [];
    const told = toldOf(fault, finding(comment.span, fault.message).fix('Remove this exception', removal), severities);
    if (told) findings.push(told);
  }
  return { findings, excepted: excepted.toSorted((a, b) => a.finding.span.start - b.finding.span.start) };
}

/** Finds the exception that holds for a finding: a comment above its statement, else one of the config file. */
function finderOf(
  comments: readonly ExceptionComment[],
  exceptions: readonly Exception[],
  { policies }: HostDocument,
  today: string,
): (finding: Finding) => ExceptionComment | Exception | undefined {
  const statements = policies
    .flatMap((policy) => policy.statements)
    .toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const key = (rule: string, statement: Statement) => `${statement.span.start} ${rule}`;
  const byStatement = new Map<string, ExceptionComment>();
  for (const comment of comments)
    if (comment.statement && !faultOfComment(comment, today))
      byStatement.set(key(comment.rule, comment.statement), comment);
  const holding = exceptions.filter((each) => faultOf(each, today) === undefined);
  return ({ rule: { id }, span }) => {
    const before = statements[partitionPoint(statements, (each) => each.span.start <= span.start) - 1];
    const statement = before && span.end <= before.span.end ? before : undefined;
    const comment = statement && byStatement.get(key(id, statement));
    return (
      comment ??
      holding.find(
        ({ rule, sid }) =>
          rule === id && (sid === undefined || (statement !== undefined && textOfSid(statement) === sid)),
      )
    );
  };
}

/** What is wrong with an exception: the rule that says so, and what it says. */
export interface Fault {
  readonly rule: Rule;
  readonly message: string;
  /** Whether the exception changes nothing, so that it can be removed. */
  readonly isIdle?: boolean;
}

/** A fault as a finding; undefined where its rule is off. */
export function toldOf({ rule }: Fault, draft: FindingDraft, severities: Severities | undefined): Finding | undefined {
  const severity = severities?.[rule.id];
  return severity === 'off' ? undefined : finished(rule, draft, severity);
}

/** Why an exception does not hold, whatever is found; undefined where it may. */
export function faultOf({ rule, reason, expires }: Exception, today: string): Fault | undefined {
  if (reason === '')
    return {
      rule: exceptionWithoutReason,
      message: `This exception gives no reason, so ${quoted(rule)} is reported all the same. Write why the finding is right here.`,
    };
  if (expires !== undefined && expires < today)
    return {
      rule: exceptionExpired,
      message: `This exception ended on ${expires}, so ${quoted(rule)} is reported again. Resolve what it finds, or decide anew until when it is excepted.`,
    };
  return undefined;
}

/** Whether a rule is about exceptions themselves. */
export const isExcepting = (rule: Rule): boolean =>
  rule === exceptionUnused || rule === exceptionExpired || rule === exceptionWithoutReason;

/** `where`: in what nothing was found. */
export const unusedIn = (where: string, rule: string): Fault => ({
  rule: exceptionUnused,
  message: `${quoted(rule)} finds nothing in ${where}, so this exception is not needed any more. Remove it.`,
  isIdle: true,
});

function faultOfComment(comment: ExceptionComment, today: string): Fault | undefined {
  const { rule, reason, expires, statement } = comment;
  const nothing = (why: string): Fault => ({ rule: exceptionUnused, message: `This excepts nothing, since ${why}` });
  if (rule === '') return nothing(`it names no rule. Write "${EXCEPTION_WORD} RULE: reason".`);
  const unknown = unknownRule(rule);
  if (unknown) return nothing(`there is no such rule. ${unknown}`);
  if (!statement)
    return nothing('no statement begins on the next line. Put it on a line of its own, directly above a statement.');
  if (expires !== undefined && !isDay(expires))
    return nothing(`${quoted(expires)} is no day of the calendar. Write it as 2027-06-30.`);
  return faultOf({ rule, reason, ...(expires !== undefined && { expires }) }, today);
}

export const textOfSid = ({ sid }: Statement): string | undefined => (sid?.kind === 'string' ? sid.text : undefined);
