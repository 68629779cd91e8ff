/** The statements of two versions of a policy, read for comparison: what both say is known, however each is written. */
import { filledIn, unknownLimits } from '../iam/filled-in.ts';
import type { Span } from '../model/span.ts';
import { HOLE } from '../patterns/hole.ts';
import { limitedOr } from '../patterns/steps.ts';
import { type ReadPattern, withoutCovered } from '../patterns/text-covers.ts';
import { automatonOf, resourcePattern, type Symbols, wholePattern } from '../patterns/text-pattern.ts';
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
  const old = rulesOf(before, 'before', symbols);
  const young = rulesOf(after, 'after', symbols);
  const [oldKeys, youngKeys] = [old, young].map((rules) => new Set(rules.map(({ key }) => key)));
  const marked = (rules: typeof old, others: ReadonlySet<string> | undefined) =>
    rules.map(({ key, ...rule }): Rule => ({ ...rule, isCommon: others?.has(key) ?? false }));
  return [marked(old, youngKeys), marked(young, oldKeys)];
}

/** The rule, and what it says as a text. */
type KeyedRule = Omit<Rule, 'isCommon'> & { readonly key: string };

function rulesOf(version: Version | undefined, side: Side, symbols: Symbols): readonly KeyedRule[] {
  if (!version) return [];
  const { policy, text } = version;
  const { hasVariables } = policy;
  return policy.statements.flatMap((written): KeyedRule[] => {
    const statement = filledIn(written, (value) => asVariable(value, text));
    const effect = statement.effect?.text;
    if (effect !== 'Allow' && effect !== 'Deny') return [];
    const actions = withoutDoubles(actionsOf(statement));
    const resources = withoutDoubles(resourcesOf(statement, written, hasVariables, symbols));
    const rule = { statement, written, hasVariables, isDeny: effect === 'Deny', actions, resources, version: side };
    return [{ ...rule, key: keyOf(rule) }];
  });
}

/** The steps (steps.ts) of comparing the values of a list. */
const MOST_STEPS = 200_000;

const withoutDoubles = <T extends ReadPattern>(patterns: readonly T[]): readonly T[] =>
  limitedOr(MOST_STEPS, patterns, () => withoutCovered(patterns));

const actionsOf = ({ action, notAction }: Statement): readonly ReadPattern[] =>
  ((action ?? notAction)?.values ?? []).map(({ text }) => {
    const pattern = wholePattern(text, { ignoreCase: true });
    return { text, pattern, automaton: automatonOf(pattern, undefined) };
  });

function resourcesOf(
  statement: Statement,
  written: Statement,
  variables: boolean,
  symbols: Symbols,
): readonly ReadValue[] {
  const original = (written.resource ?? written.notResource)?.values ?? [];
  return ((statement.resource ?? statement.notResource)?.values ?? []).map((value, index) => {
    const pattern = resourcePattern(value.text, variables);
    const automaton = automatonOf(pattern, (name) => symbols.of(name));
    return { text: value.text, pattern, automaton, value: original[index] ?? value };
  });
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
function keyOf({ statement, hasVariables, actions, resources }: Omit<Rule, 'isCommon'>): string {
  const { effect, action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const sorted = (patterns: readonly ReadPattern[]) => patterns.map(({ text }) => text).toSorted();
  const texts = (list: ValueList) => [list.isConditional, ...list.values.map(({ text }) => text).toSorted()];
  const people = (element: Statement['principal']) =>
    element && [element.bare?.text, ...element.types.map((list) => [list.name.text, texts(list)]).sort()];
  const said = JSON.stringify([
    effect?.text,
    [Boolean(action), Boolean(notAction), (action ?? notAction)?.isConditional, sorted(actions)],
    [Boolean(resource), Boolean(notResource), (resource ?? notResource)?.isConditional, sorted(resources)],
    people(principal),
    people(notPrincipal),
    condition?.entries.map(({ operator, key, list }) => [operator.text, key.text, texts(list)]).sort(),
    statement.isConditional,
    unknownLimits(statement).length === 0 ? '' : statement.text,
  ]);
  // Without variables both versions of the language say the same.
  return `${said.includes('${') && hasVariables} ${said}`;
}
