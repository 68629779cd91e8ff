/** The statements of two versions of a policy, read for comparison: what both say is known, however each is written. */
import { filledIn, unknownLimits } from '../iam/filled-in.ts';
import type { Span } from '../model/span.ts';
import { HOLE } from '../patterns/hole.ts';
import { once } from '../patterns/memo.ts';
import { limitedOr } from '../patterns/steps.ts';
import { type ReadPattern, withoutCovered } from '../patterns/text-covers.ts';
import { actionAutomaton, resourceAutomaton, type Symbols } from '../patterns/text-pattern.ts';
import type { Policy } from '../policy/document.ts';
import type { Statement, ValueList } from '../policy/statement.ts';
import { type Value, within } from '../policy/value.ts';

/** A policy, and the text of the document in which it stands. */
export interface Version {
  readonly policy: Policy;
  readonly text: string;
}

export type Side = 'before' | 'after';

/** A statement that allows or denies. */
export interface Rule {
  /** What a template fills in is a variable in it. */
  readonly statement: Statement;
  /** The statement as it stands in the document. */
  readonly written: Statement;
  readonly hasVariables: boolean;
  readonly isDeny: boolean;
  /** Its actions, or those that it leaves out, without those that another value of the list covers. */
  readonly actions: readonly ReadPattern[];
  /** Its resources, or those that it leaves out, in the same way. */
  readonly resources: readonly ReadValue[];
  /** Whether the other version says it too. */
  readonly isCommon: boolean;
  /** The values of Action for which the other version says the same; those of Resource. */
  readonly commonActions: ReadonlySet<string>;
  readonly commonResources: ReadonlySet<string>;
  readonly version: Side;
}

export interface ReadValue extends ReadPattern {
  /** The value as it stands in the document. */
  readonly value: Value;
}

/** The rules of both versions, each of which knows whether the other version has it. `symbols`: what stands for variables. */
export function sideBySide(
  before: Version | undefined,
  after: Version | undefined,
  symbols: Symbols,
): readonly [before: readonly Rule[], after: readonly Rule[]] {
  const [oldTexts, youngTexts] = [before, after].map((version) => new Set(version?.policy.statements.map(textOf)));
  const old = rulesOf(before, 'before', symbols, youngTexts);
  const young = rulesOf(after, 'after', symbols, oldTexts);
  return [old.map(beside(young)), young.map(beside(old))];
}

/** What a rule says, as texts: all of it, and without its actions or resources. */
interface Said {
  readonly whole: string;
  readonly withoutActions: string;
  readonly withoutResources: string;
}

type ReadRule = Omit<Rule, 'isCommon' | 'commonActions' | 'commonResources'> & { readonly said: Said };

/** Marks what rules have in common with those of the other version. */
function beside(others: readonly ReadRule[]): (rule: ReadRule) => Rule {
  const whole = new Set(others.map(({ said }) => said.whole));
  const actions = new Set(
    others.flatMap(({ said, actions: all }) => all.map(({ text }) => said.withoutActions + text)),
  );
  const resources = new Set(
    others.flatMap(({ said, resources: all }) => all.map(({ text }) => said.withoutResources + text)),
  );
  return ({ said, ...rule }) => {
    const { action, resource } = rule.statement;
    const common = (patterns: readonly ReadPattern[], rest: string, known: ReadonlySet<string>) =>
      new Set(patterns.map(({ text }) => text).filter((text) => known.has(rest + text)));
    return {
      ...rule,
      isCommon: whole.has(said.whole),
      commonActions: action ? common(rule.actions, said.withoutActions, actions) : new Set(),
      commonResources: resource ? common(rule.resources, said.withoutResources, resources) : new Set(),
    };
  };
}

const textOf = ({ text }: Statement): string => text;

/** `others`: the statements of the other version as they are written. Most are the same, and need not be read closely. */
function rulesOf(
  version: Version | undefined,
  side: Side,
  symbols: Symbols,
  others: ReadonlySet<string> | undefined,
): readonly ReadRule[] {
  if (!version) return [];
  const { policy, text } = version;
  const { hasVariables } = policy;
  return policy.statements.flatMap((written): ReadRule[] => {
    const statement = filledIn(written, (value) => asVariable(value, text));
    const effect = statement.effect?.text;
    if (effect !== 'Allow' && effect !== 'Deny') return [];
    const isWrittenAlike = others?.has(written.text) ?? false;
    const own = <T extends ReadPattern>(patterns: readonly T[]) =>
      isWrittenAlike ? patterns : withoutDoubles(patterns);
    const actions = own(actionsOf(statement));
    const resources = own(resourcesOf(statement, written, hasVariables, symbols));
    const rule = { statement, written, hasVariables, isDeny: effect === 'Deny', actions, resources, version: side };
    return [{ ...rule, said: saidBy(rule) }];
  });
}

/** The steps (steps.ts) of comparing the values of a list. */
const MOST_STEPS = 500_000;

const withoutDoubles = <T extends ReadPattern>(patterns: readonly T[]): readonly T[] =>
  limitedOr(MOST_STEPS, patterns, () => withoutCovered(patterns));

const actionsOf = ({ action, notAction }: Statement): readonly ReadPattern[] =>
  ((action ?? notAction)?.values ?? []).map(({ text }) => ({
    text,
    automaton: once(() => actionAutomaton(text)),
  }));

function resourcesOf(
  statement: Statement,
  written: Statement,
  variables: boolean,
  symbols: Symbols,
): readonly ReadValue[] {
  const original = (written.resource ?? written.notResource)?.values ?? [];
  return ((statement.resource ?? statement.notResource)?.values ?? []).map((value, index) => ({
    text: value.text,
    automaton: once(() => resourceAutomaton(value.text, variables, (name) => symbols.of(name))),
    value: original[index] ?? value,
  }));
}

/** What a template fills in is a variable, named by how it is written: the same in both versions. */
function asVariable(value: Value, text: string): Value {
  const nameOf = ({ start, end }: Span) => `\${${text.slice(start, end).replace(/[\s{}:]/g, '')}}`;
  if (value.kind === 'unknown') return { ...value, kind: 'string', text: nameOf(value.span), runs: [] };
  if (value.kind !== 'partial') return value;
  const pieces = value.text.split(HOLE);
  let at = 0;
  const filled = pieces.map((piece, index) => {
    at += piece.length + 1;
    return index === pieces.length - 1 ? piece : piece + nameOf(within(value, at - 1, at));
  });
  return { ...value, kind: 'string', text: filled.join('') };
}

/** What a statement says, however it is laid out: lists in any order, one value alone or in a list. */
function saidBy({ statement, hasVariables, actions, resources }: Omit<ReadRule, 'said'>): Said {
  const { effect, action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const sorted = (patterns: readonly ReadPattern[]) => patterns.map(({ text }) => text).toSorted();
  const texts = (list: ValueList) => [list.isConditional, ...list.values.map(({ text }) => text).toSorted()];
  const people = (element: Statement['principal']) =>
    element && [element.bare?.text, ...element.types.map((list) => [list.name.text, texts(list)]).sort()];
  const rest = JSON.stringify([
    effect?.text,
    [Boolean(action), Boolean(notAction), (action ?? notAction)?.isConditional],
    [Boolean(resource), Boolean(notResource), (resource ?? notResource)?.isConditional],
    people(principal),
    people(notPrincipal),
    condition?.entries.map(({ operator, key, list }) => [operator.text, key.text, texts(list)]).sort(),
    statement.isConditional,
    unknownLimits(statement).length === 0 ? '' : statement.text,
  ]);
  const [does, on] = [JSON.stringify(sorted(actions)), JSON.stringify(sorted(resources))];
  // Without variables both versions of the language say the same.
  const language = `${(rest + on).includes('${') && hasVariables} `;
  return {
    whole: `${language}${rest}${does}${on}`,
    withoutActions: `${language}${rest}${on}`,
    withoutResources: `${language}${rest}${does}`,
  };
}
