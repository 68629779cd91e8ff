/** Runs the rules over a document. Statement findings are kept by the statement's text, so a keystroke costs one statement. */

import type { Catalog } from '../catalog/catalog.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import type { Span } from '../policy/json.ts';
import type { Statement } from '../policy/statement.ts';
import { type Facts, factsOf, shareFacts } from './facts.ts';
import { RULES } from './index.ts';
import type { Finding, Fix, PolicyContext, Rule, Severity } from './rule.ts';

export interface CheckedFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly span: Span;
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

/** One document's statement findings; made by `newFindingCache`, filled by `check`. */
export interface FindingCache {
  kept: ReadonlyMap<string, KeptStatement>;
}

/** What is known of a statement by its text. */
interface KeptStatement {
  readonly findings: readonly KeptFinding[];
  readonly facts: Facts;
}

export const newFindingCache = (): FindingCache => ({ kept: new Map() });

const statementRules = RULES.filter((rule) => rule.checkStatement);
const policyRules = RULES.filter((rule) => rule.checkPolicy);
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
      span: shift(span, offset),
      message,
      fixes: offset === 0 ? fixes : fixes.map((fix) => shiftFix(fix, offset)),
    });
  };
  const isOn = (rule: Rule) =>
    severities[rule.id] !== 'off' && (!rule.offByDefault || severities[rule.id] !== undefined);
  const run = (rule: Rule, findings: () => Iterable<Finding> | undefined, take: (finding: Finding) => void) => {
    try {
      for (const finding of findings() ?? []) take(finding);
    } catch (error) {
      if (!options.onFailure) throw error;
      options.onFailure(rule, error);
    }
  };
  const contextOf = (policy: Policy): PolicyContext => ({
    catalog: options.catalog,
    kind: policy.kind,
    hasVariables: policy.hasVariables,
    text: document.text,
    jsonSyntaxElsewhere: options.jsonSyntaxElsewhere ?? false,
    ...(options.account && { account: options.account }),
    document,
  });
  const applies = (rule: Rule, policy: Policy) => isOn(rule) && (rule.kinds?.includes(policy.kind) ?? true);

  const kept = new Map<string, KeptStatement>();
  for (const policy of document.policies) {
    const context = contextOf(policy);
    const rulesForStatements = statementRules.filter((rule) => rule.kinds?.includes(policy.kind) ?? true);
    for (const statement of policy.statements) {
      const key = statementKey(statement, context);
      let known = options.cache?.kept.get(key) ?? kept.get(key);
      if (known) {
        shareFacts(statement, known.facts);
      } else {
        const start = statement.span.start;
        const fresh: KeptFinding[] = [];
        for (const rule of rulesForStatements) {
          run(
            rule,
            () => rule.checkStatement?.(statement, context),
            (finding) => fresh.push({ rule, finding: shiftFinding(finding, -start) }),
          );
        }
        known = { findings: fresh, facts: factsOf(statement) };
      }
      kept.set(key, known);
      for (const { rule, finding } of known.findings) if (isOn(rule)) add(rule, finding, statement.span.start);
    }
    for (const rule of policyRules) {
      if (!applies(rule, policy)) continue;
      run(
        rule,
        () => rule.checkPolicy?.(policy, context),
        (finding) => add(rule, finding, 0),
      );
    }
  }
  if (options.cache) options.cache.kept = kept;
  for (const rule of documentRules) {
    if (!isOn(rule)) continue;
    run(
      rule,
      () => rule.checkDocument?.(document, contextOf(first)),
      (finding) => add(rule, finding, 0),
    );
  }
  return found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

const statementKey = ({ span }: Statement, { kind, hasVariables, text }: PolicyContext) =>
  `${kind}${hasVariables ? '$' : ''} ${text.slice(span.start, span.end)}`;

const shift = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

const shiftFix = (fix: Fix, by: number): Fix => ({
  ...fix,
  edits: fix.edits.map(({ span, text }) => ({ span: shift(span, by), text })),
});

function shiftFinding(finding: Finding, by: number): Finding {
  const shifted = Object.assign(Object.create(Object.getPrototypeOf(finding) as object) as Finding, finding, {
    span: shift(finding.span, by),
    fixes: finding.fixes.map((fix) => shiftFix(fix, by)),
  });
  return shifted;
}
