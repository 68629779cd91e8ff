/**
 * Runs the rules over a document. What a statement yields is kept by its text, and of a statement that was changed only
 * those rules are asked again that had asked for what changed: a keystroke costs the element it touched.
 */

import type { Catalog } from '../catalog/catalog.ts';
import { gapAfter } from '../hosts/json/comments.ts';
import { layoutBefore } from '../hosts/json/layout.ts';
import { jsonWriter } from '../hosts/json/writer.ts';
import { shiftEdit } from '../model/edit.ts';
import { type SourceSpan, type Span, shiftSpan } from '../model/span.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { type Change, changeBetween, smallestAround } from '../policy/reparse.ts';
import { type ElementSet, elementSpans, SHAPE, type Statement, WHOLE } from '../policy/statement.ts';
import { type Facts, factsOf, shareFacts } from './facts.ts';
import { RULES } from './index.ts';
import type { Finding, Fix, PolicyContext, Rule, Severity, StatementContext } from './rule.ts';
import { topicsOf } from './topics.ts';

export interface CheckedFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly span: SourceSpan;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

export interface CheckOptions {
  readonly catalog: Catalog;
  /** Severity by rule id; `off` silences. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  readonly jsonSyntaxElsewhere?: boolean;
  /** The author's own account, for fixes that name one. */
  readonly account?: string;
  /** The findings of an earlier version of this document, and where this one's are kept. */
  readonly cache?: FindingCache;
  /** Told of a rule that threw; the others go on. */
  readonly onFailure?: (rule: Rule, error: unknown) => void;
}

interface KeptFinding {
  readonly rule: Rule;
  /** Its ranges are relative to the statement's start. */
  readonly finding: Finding;
}

/** The statements of a document's last version, in order; made by `newFindingCache`, filled by `check`. */
export interface FindingCache {
  last: readonly LastStatement[];
}

interface LastStatement {
  /**
   * What its rules and their fixes may know of what is around: the kind, whether it stands in a list, its layout, and
   * what follows up to the next statement, where a fix may put another one.
   */
  readonly setting: string | undefined;
  readonly text: string;
  readonly known: KeptStatement;
}

/** What is known of a statement by its text. */
interface KeptStatement {
  readonly findings: readonly KeptFinding[];
  readonly facts: Facts;
  /** Where its elements stand, from its start. */
  readonly elements: readonly (Span | undefined)[];
  /** For each rule that found nothing, what it had asked for; LOUD for the others. */
  readonly silences: Int16Array;
  /** The rules across statements that it gives something to look at. */
  readonly concerned: readonly Rule[];
}

/** Stands for a rule that found something, or failed: it is always asked again. */
const LOUD = -1;

export const newFindingCache = (): FindingCache => ({ last: [] });

const statementRules = RULES.filter((rule) => rule.checkStatement);
/** Those that look at policies of a kind. */
const statementRulesOf = new Map<PolicyKind, readonly Rule[]>();
const policyRules = RULES.filter((rule) => rule.checkPolicy);
const concernedRules = RULES.filter((rule) => rule.concerns);
const documentRules = RULES.filter((rule) => rule.checkDocument);

/** All findings of a document, by position. A document without a policy has none. */
export function check(document: PolicyDocument, options: CheckOptions): readonly CheckedFinding[] {
  const [first] = document.policies;
  if (!first) return [];
  const severities = options.severities ?? {};
  const found: CheckedFinding[] = [];
  const add = (rule: Rule, { span, message, fixes, severity }: Finding, offset: number) => {
    const configured = severities[rule.id];
    if (configured === 'off') return;
    found.push({
      rule,
      severity: configured ?? severity ?? rule.severity,
      span: shiftSpan(span, offset),
      message,
      fixes: offset === 0 ? fixes : fixes.map((fix) => shiftFix(fix, offset)),
    });
  };
  const isOn = (rule: Rule) =>
    severities[rule.id] !== 'off' && (!rule.offByDefault || severities[rule.id] !== undefined);
  const addAsItIs = (rule: Rule, finding: Finding) => add(rule, finding, 0);
  const run: Run = (rule, findings, take) => {
    try {
      for (const finding of findings(rule) ?? []) take(rule, finding);
      return true;
    } catch (error) {
      if (!options.onFailure) throw error;
      options.onFailure(rule, error);
      return false;
    }
  };
  const writer = jsonWriter(document.text);
  const contextOf = (policy: Policy): PolicyContext => ({
    catalog: options.catalog,
    kind: policy.kind,
    isKindCertain: policy.isKindCertain,
    writer,
    hasVariables: policy.hasVariables,
    text: document.text,
    jsonSyntaxElsewhere: options.jsonSyntaxElsewhere ?? false,
    ...(options.account && { account: options.account }),
    document,
  });
  const applies = (rule: Rule, policy: Policy) => isOn(rule) && (rule.kinds?.includes(policy.kind) ?? true);

  const find = finder(document, options.cache?.last ?? []);
  const last: LastStatement[] = [];
  for (const policy of document.policies) {
    const context = contextOf(policy);
    const around = `${policy.kind}${policy.isKindCertain}${policy.hasVariables}${policy.statementElement?.value?.type === 'array'}`;
    let layout: string | undefined;
    let usual = '';
    const concerned = new Set<Rule>();
    for (const statement of policy.statements) {
      const { text, span, node } = statement;
      const ownLayout = layoutBefore(span.start, document.text);
      if (ownLayout !== layout) usual = around + ownLayout;
      layout = ownLayout;
      // What an unclosed one holds depends on what follows: nothing is taken over from it, nor into it.
      const setting = node.length < 0 ? undefined : usual + gapAfter(document.text, span.end);
      let known = setting === undefined ? undefined : find(last.length, setting, text);
      if (known) {
        shareFacts(statement, known.facts);
      } else {
        // What this statement was; in a new document its neighbour, which often has elements like these.
        const before = options.cache?.last[last.length] ?? last.at(-1);
        const isAlike = setting !== undefined && before?.setting === setting;
        known = checkStatement(statement, context, isAlike ? before : undefined, run);
      }
      last.push({ setting, text, known });
      for (const rule of known.concerned) concerned.add(rule);
      for (const { rule, finding } of known.findings) if (isOn(rule)) add(rule, finding, span.start);
    }
    const checkPolicy = (rule: Rule) => rule.checkPolicy?.(policy, context);
    for (const rule of policyRules)
      if (applies(rule, policy) && (!rule.concerns || concerned.has(rule))) run(rule, checkPolicy, addAsItIs);
  }
  if (options.cache) options.cache.last = last;
  const context = contextOf(first);
  const checkDocument = (rule: Rule) => rule.checkDocument?.(document, context);
  for (const rule of documentRules) if (isOn(rule)) run(rule, checkDocument, addAsItIs);
  return found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/**
 * Finds what is known of a statement, by its place and text. Only where statements have come or gone is it looked for
 * at other places: to look up texts costs more than to compare two.
 */
function finder({ policies }: PolicyDocument, last: readonly LastStatement[]) {
  const count = policies.reduce((sum, { statements }) => sum + statements.length, 0);
  const keyOf = (setting: string | undefined, text: string) => `${setting}${text}`;
  const byText =
    count === last.length ? undefined : new Map(last.map((each) => [keyOf(each.setting, each.text), each.known]));
  return (index: number, setting: string, text: string): KeptStatement | undefined => {
    const same = last[index];
    return same?.text === text && same.setting === setting ? same.known : byText?.get(keyOf(setting, text));
  };
}

/** Runs one rule; false where it threw. */
type Run = (
  rule: Rule,
  findings: (rule: Rule) => Iterable<Finding> | undefined,
  take: (rule: Rule, finding: Finding) => void,
) => boolean;

/** Asks the rules about a statement; of those that said nothing of it before, only the ones that may have to now. */
function checkStatement(
  statement: Statement,
  context: StatementContext,
  before: LastStatement | undefined,
  run: Run,
): KeptStatement {
  const change = before && plainChange(statement, before.text);
  const elements =
    (change && before.known.elements.map((span) => span && moved(span, change))) ?? elementSpans(statement);
  const changed = before ? changedElements(statement.text, elements, before) | (change ? WHOLE : WHOLE | SHAPE) : WHOLE;
  if (before) shareFacts(statement, before.known.facts, changed);
  const { start } = statement.span;
  statement.notes.asked = 0;
  const topics = topicsOf(statement);
  const { asked: askedForTopics } = statement.notes;
  const rules = rulesOf(context.kind);
  const silences = before?.known.silences.slice() ?? new Int16Array(rules.length).fill(LOUD);
  const findings: KeptFinding[] = [];
  const ask = (rule: Rule) => rule.checkStatement?.(statement, context);
  const keep = (rule: Rule, finding: Finding) => findings.push({ rule, finding: shiftFinding(finding, -start) });
  for (let index = 0; index < silences.length; index++) {
    const rule = rules[index];
    const silence = silences[index] ?? LOUD;
    if (!rule || (silence !== LOUD && !(silence & changed))) continue;
    if (rule.topic && !(rule.topic & topics)) {
      silences[index] = askedForTopics;
      continue;
    }
    const count = findings.length;
    statement.notes.asked = 0;
    const isDone = run(rule, ask, keep);
    silences[index] = isDone && findings.length === count ? statement.notes.asked : LOUD;
  }
  const concerned = concernedRules.filter((rule) => isConcerned(rule, statement));
  return { findings, facts: factsOf(statement), elements, silences, concerned };
}

/** One that fails at this is asked, fails again, and is told of. */
function isConcerned(rule: Rule, statement: Statement): boolean {
  try {
    return rule.concerns?.(statement) ?? false;
  } catch {
    return true;
  }
}

function rulesOf(kind: PolicyKind): readonly Rule[] {
  let rules = statementRulesOf.get(kind);
  if (!rules) {
    rules = statementRules.filter((rule) => rule.kinds?.includes(kind) ?? true);
    statementRulesOf.set(kind, rules);
  }
  return rules;
}

/** The elements that say something else than in the statement before. */
function changedElements(
  text: string,
  elements: readonly (Span | undefined)[],
  { text: earlier, known }: LastStatement,
): ElementSet {
  const textOf = (source: string, span: Span | undefined) => span && source.slice(span.start, span.end);
  return elements.reduce(
    (changed, span, index) =>
      textOf(text, span) === textOf(earlier, known.elements[index]) ? changed : changed | (1 << index),
    0,
  );
}

/** Characters that begin and end nothing in a string. */
const PLAIN = /^[^"\\\r\n]*$/;

/** What has changed, where that is surely nothing but what one string says: its quotes are where they were. */
function plainChange({ node, text }: Statement, earlier: string): Change | undefined {
  const change = changeBetween(earlier, text);
  const { start, end, growth } = change;
  const endNow = end + growth;
  if (!PLAIN.test(earlier.slice(start, end)) || !PLAIN.test(text.slice(start, endNow)) || text[start - 1] === '\\')
    return undefined;
  const value = smallestAround(node, { start: node.offset + start, end: node.offset + endNow });
  const isName = value?.parent?.type === 'property' && value.parent.children?.[0] === value;
  return value?.type === 'string' && !isName ? change : undefined;
}

/** Where something stands that begins and ends outside of a change. */
const moved = ({ start, end }: Span, change: Change): Span => ({
  start: start > change.start ? start + change.growth : start,
  end: end > change.start ? end + change.growth : end,
});

const shiftFix = (fix: Fix, by: number): Fix => ({ ...fix, edits: fix.edits.map((edit) => shiftEdit(edit, by)) });

function shiftFinding(finding: Finding, by: number): Finding {
  const shifted = Object.assign(Object.create(Object.getPrototypeOf(finding) as object) as Finding, finding, {
    span: shiftSpan(finding.span, by),
    fixes: finding.fixes.map((fix) => shiftFix(fix, by)),
  });
  return shifted;
}
