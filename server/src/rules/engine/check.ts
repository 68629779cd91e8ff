/**
 * Runs the rules over a document.
 *
 * What the rules find in a statement is kept from version to version as long as the statement's text and its surroundings
 * stay the same. In a statement that has changed, a rule runs again only if it had read what has changed (iam/answers.ts).
 * The rules that look at whole policies run after every change, over kept answers.
 */
import type { Catalog } from '../../catalog/catalog.ts';
import type { HostDocument } from '../../hosts/host.ts';
import { writerOf } from '../../hosts/policy-writers.ts';
import { type Answers, answersThatHold, type ElementTexts, elementTexts, TrackedStatement } from '../../iam/answers.ts';
import { detached } from '../../model/detached.ts';
import { memoized, memoizedBy } from '../../patterns/memo.ts';
import type { Policy } from '../../policy/document.ts';
import { POLICY_KINDS, type PolicyKind } from '../../policy/kind.ts';
import type { Statement } from '../../policy/statement.ts';
import { RULES } from '../registry.ts';
import { type Exception, type Judged, withExceptions } from './exceptions.ts';
import { type Finding, shiftFinding } from './finding.ts';
import type { Organization } from './organization.ts';
import type { PolicyContext, Rule, StatementContext } from './rule.ts';
import { shown } from './shown.ts';
import { certainOfPolicy, certainOfStatement } from './supposed.ts';
import { type Severities, Work, type WorkOptions } from './work.ts';

export interface CheckOptions extends WorkOptions {
  readonly catalog: Catalog;
  readonly jsonSyntaxElsewhere?: boolean;
  readonly commentsElsewhere?: boolean;
  /** The author's own account, for fixes that name one. */
  readonly account?: string;
  /** What the organization asks of policies. */
  readonly organization?: Organization;
  /** The exceptions of the config file that are about this document. */
  readonly exceptions?: readonly Exception[];
  /** The day, as `2026-11-27`, by which exceptions end; the present one where it is left out. */
  readonly today?: string;
  /** The findings of an earlier version of this document, made with the same options, and where this version's are kept. */
  readonly cache?: FindingCache;
}

/** The statements and policies of a document's last version, in order; made by `newFindingCache`, filled by `check`. */
export interface FindingCache {
  last: readonly KeptStatement[];
  policies: readonly KeptPolicy[];
}

/** What the rules that look at a whole policy have found in it. */
interface KeptPolicy {
  readonly text: string;
  /** Undefined where its results are not kept. */
  readonly surroundings: string | undefined;
  /** With ranges relative to the policy's start. */
  readonly findings: readonly Finding[];
}

/** The kept results of one statement. They hold no data, so that no earlier version of the document stays in memory. */
interface KeptStatement extends ElementTexts {
  /** What rules and fixes may read beside the text. Undefined for a statement without an end, whose results are not kept. */
  readonly surroundings: string | undefined;
  readonly answers: Answers;
  /** With ranges relative to the statement's start. */
  readonly findings: readonly Finding[];
}

export const newFindingCache = (): FindingCache => ({ last: [], policies: [] });

/** The findings of a document that are shown, by position. */
export const check = (document: HostDocument, options: CheckOptions): readonly Finding[] =>
  judge(document, options).findings;

/** The findings of a document that are shown, and those that its author has excepted, by position. */
export function judge(document: HostDocument, options: CheckOptions): Judged {
  const { findings, excepted } = withExceptions(allFindings(document, options), document, options);
  return { findings: shown(findings, options.severities), excepted };
}

function allFindings(document: HostDocument, options: CheckOptions): readonly Finding[] {
  if (document.policies.length === 0) return withoutPolicy(document, options);
  const { cache } = options;
  const rules = rulesFor(options).ofKind;
  const last = cache?.last ?? [];
  const lookUp = lookUpIn(last, document);
  const kept: KeptStatement[] = [];
  const found: Finding[] = [];
  const policies = document.policies.map((policy) => {
    const context = contextOf(policy, document, options);
    const statements = policy.statements.map((statement) => {
      const surroundings = surroundingsOf(statement, context);
      const { text } = statement;
      const known =
        lookUp(kept.length, text, surroundings) ??
        checked(statement, surroundings, last[kept.length], rules(policy.kind).ofStatements, context, options);
      kept.push(known);
      for (const finding of known.findings) found.push(shiftFinding(finding, statement.span.start));
      return new TrackedStatement(statement, known.answers);
    });
    // What a template may leave out neither gives nor takes anything for certain.
    return { ...policy, statements: statements.filter(({ isConditional }) => !isConditional) };
  });
  const tracked = { ...document, policies };
  const keptPolicies = policies.map((policy, index) => {
    const own = checkedPolicy(policy, cache?.policies[index], rules(policy.kind).ofPolicies, tracked, options);
    for (const finding of own.findings) found.push(shiftFinding(finding, policy.span.start));
    return own;
  });
  if (cache) Object.assign(cache, { last: kept, policies: keptPolicies });
  for (const policy of policies.slice(0, 1)) {
    const context = contextOf(policy, tracked, options);
    const work = new Work([], document.text.length, options);
    for (const rule of rules(policy.kind).ofDocuments)
      work.run(rule, () => rule.checkDocument?.(tracked, context), found);
    found.push(...work.complaints(policy.data, 'document'));
  }
  return found;
}

/** The results of the rules that look at a whole policy: those of `before`, its earlier version, where nothing has changed. */
function checkedPolicy(
  policy: Policy,
  before: KeptPolicy | undefined,
  rules: readonly Rule[],
  document: HostDocument,
  options: CheckOptions,
): KeptPolicy {
  const context = contextOf(policy, document, options);
  const { start, end } = policy.span;
  const text = document.text.slice(start, end);
  const surroundings = surroundingsOf(policy, context);
  if (before && surroundings !== undefined && before.surroundings === surroundings && before.text === text)
    return before;
  const found: Finding[] = [];
  const work = new Work(policy.statements, end - start, options);
  let isDone = true;
  for (const rule of rules) {
    const ask = (each: Policy) => rule.checkPolicy?.(each, context);
    isDone = work.run(rule, () => certainOfPolicy(policy, ask), found) && isDone;
  }
  found.push(...work.complaints(policy.data, 'policy'));
  // A rule that failed must run again.
  return {
    text: detached(text),
    surroundings: isDone ? surroundings : undefined,
    findings: found.map((finding) => shiftFinding(finding, -start)),
  };
}

/** What there is to say of a document in which no IAM policy was found. */
function withoutPolicy(document: HostDocument, options: CheckOptions): readonly Finding[] {
  const { catalog, jsonSyntaxElsewhere = false } = options;
  const found: Finding[] = [];
  const work = new Work([], document.text.length, options);
  for (const rule of rulesFor(options).withoutPolicy)
    work.run(rule, () => rule.checkWithoutPolicy?.(document, { catalog, jsonSyntaxElsewhere }), found);
  return found;
}

const contextOf = (policy: Policy, document: HostDocument, options: CheckOptions): PolicyContext => ({
  catalog: options.catalog,
  kind: policy.kind,
  isKindCertain: policy.isKindCertain,
  writer: writerOf(policy, document),
  hasVariables: policy.hasVariables,
  jsonSyntaxElsewhere: options.jsonSyntaxElsewhere ?? false,
  commentsElsewhere: options.commentsElsewhere ?? false,
  ...(options.account && { account: options.account }),
  ...(options.organization && { organization: options.organization }),
  document,
  text: document.text,
});

/** Everything beside its text that the results of a statement or a policy depend on: the context of the rules, and the layout. */
function surroundingsOf(
  of: Statement | Policy,
  { kind, isKindCertain, hasVariables, writer }: StatementContext,
): string | undefined {
  const layout = writer.surroundingsOf(of);
  if (layout === undefined) return undefined;
  const isConditional = 'isConditional' in of && of.isConditional;
  return `${kind} ${isKindCertain} ${hasVariables} ${isConditional} ${layout}`;
}

/**
 * Finds the kept results of a statement by its number in the document, its text and its surroundings. Other numbers are
 * searched only where the number of statements has changed: hashing a text costs more than comparing two.
 */
function lookUpIn(last: readonly KeptStatement[], { policies }: HostDocument) {
  const count = policies.reduce((sum, { statements }) => sum + statements.length, 0);
  const keyOf = (text: string, surroundings: string | undefined) => `${surroundings} ${text}`;
  const byText =
    count === last.length ? undefined : new Map(last.map((each) => [keyOf(each.text, each.surroundings), each]));
  return (index: number, text: string, surroundings: string | undefined): KeptStatement | undefined => {
    if (surroundings === undefined) return undefined;
    const same = last[index];
    if (same?.text === text && same.surroundings === surroundings) return same;
    return byText?.get(keyOf(text, surroundings));
  };
}

/** The results of a statement. Answers about `before`, its earlier version, are used again where they still hold. */
function checked(
  statement: Statement,
  surroundings: string | undefined,
  before: KeptStatement | undefined,
  rules: readonly Rule[],
  context: StatementContext,
  options: CheckOptions,
): KeptStatement {
  const texts = elementTexts(statement, detached(statement.text));
  const isLater = before !== undefined && surroundings !== undefined && before.surroundings === surroundings;
  const answers: Answers = isLater ? answersThatHold(before.answers, before, texts) : new Map();
  const tracked = new TrackedStatement(statement, answers);
  const { start } = statement.span;
  const work = new Work([tracked], texts.text.length, options);
  const findings = rules.flatMap((rule) => {
    const find = () => {
      const found: Finding[] = [];
      const isDone = work.run(
        rule,
        () =>
          rule.isAboutTemplate
            ? rule.checkStatement?.(tracked, context)
            : certainOfStatement(tracked, rule, (each) => rule.checkStatement?.(each, context)),
        found,
      );
      if (isDone && found.length === 0) return found;
      // Findings hold spans, and a rule that failed must run again.
      tracked.readEverything();
      return found.map((finding) => shiftFinding(finding, -start));
    };
    // Most statements are never typed in: what each rule has read is kept from the first change on.
    return isLater ? tracked.answer(rule, find) : find();
  });
  findings.push(...work.complaints(statement.data, 'statement').map((finding) => shiftFinding(finding, -start)));
  return { ...texts, surroundings, answers, findings };
}

interface RulesOfKind {
  readonly ofStatements: readonly Rule[];
  readonly ofPolicies: readonly Rule[];
  readonly ofDocuments: readonly Rule[];
}

/** The rules that are on. */
interface RulesOn {
  readonly withoutPolicy: readonly Rule[];
  /** By the kind of policy that they look at. */
  ofKind(kind: PolicyKind): RulesOfKind;
}

const rulesFor = ({ severities }: CheckOptions): RulesOn => rulesBySeverities(severities ?? NO_SEVERITIES);

const NO_SEVERITIES: Severities = {};

const rulesBySeverities = memoizedBy((severities: Severities): RulesOn => {
  const on = RULES.filter(
    ({ id, offByDefault }) => severities[id] !== 'off' && (!offByDefault || severities[id] !== undefined),
  );
  const byKind = new Map<PolicyKind, RulesOfKind>();
  return {
    withoutPolicy: on.filter((rule) => rule.checkWithoutPolicy),
    ofKind: (kind) =>
      memoized(byKind, POLICY_KINDS.length, kind, () => {
        const rules = on.filter((rule) => rule.kinds?.includes(kind) ?? true);
        return {
          ofStatements: rules.filter((rule) => rule.checkStatement),
          ofPolicies: rules.filter((rule) => rule.checkPolicy),
          ofDocuments: on.filter((rule) => rule.checkDocument),
        };
      }),
  };
});
