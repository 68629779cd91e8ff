/**
 * What a later version of a policy allows that an earlier one does not. Exact on actions, patterns and conditions: an action of
 * each class, a resource of each class and, for the conditions, a search over all combinations of their keys' values.
 *
 * An edit costs what it touched: only statements that are new are looked at, and, where a Deny is gone, those that it held.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { memoized } from '../patterns/memo.ts';
import { Allowance, OutOfSteps } from '../patterns/steps.ts';
import { textClasses } from '../patterns/text-classes.ts';
import { type Automaton, Symbols } from '../patterns/text-pattern.ts';
import type { Statement } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { type ActionClass, actionClasses } from './action-classes.ts';
import { limitsHold, resourceApplies } from './applies.ts';
import { callerOf, isExcluded, named, namingOf } from './callers.ts';
import { knownResource } from './examples.ts';
import type { Facts } from './facts.ts';
import { all, any, type Choice, type Formula, not, solve, under } from './formula.ts';
import { principalsIn, type Representative } from './principals.ts';
import { Unknowns } from './unknowns.ts';
import { type ReadValue, type Rule, type Side, sideBySide, type Version } from './versions.ts';

/** A request about which the versions differ, and what it stands for. */
export interface Change {
  /** Every action of the same class; `action` is the first. */
  readonly actions: readonly string[];
  readonly action: string;
  /** Whether AWS's catalog has no such action yet. */
  readonly isFuture: boolean;
  readonly resource: string;
  readonly principal: string | undefined;
  /** Those for whom the principal stands, in words; empty where there is none. */
  readonly standsFor: string;
  /** The condition keys that make a difference; null where the key is absent. */
  readonly context: Readonly<Record<string, readonly string[] | null>>;
  /** The keys of the context whose values neither version names: any other would do. */
  readonly anyOther: ReadonlySet<string>;
  /** The statement that makes the difference: the Allow that is new, or the Deny that is gone. */
  readonly statement: Statement;
  /** In which version it stands. */
  readonly version: Side;
  readonly reason: 'allow' | 'deny-gone';
  /** The value of its Resource, or NotResource, in which the resource lies; undefined where it has neither. */
  readonly pattern: Value | undefined;
  /** Whether the request exists for certain: not where a variable or a template's value would have to be a certain one. */
  readonly isExact: boolean;
}

/** What could not be decided: it counts as changed. */
export interface Undecided {
  readonly isUndecided: true;
  readonly statement: Statement;
  readonly version: Side;
  readonly actions: readonly string[];
}

export type Gain = Change | Undecided;

export const isUndecided = (gain: Gain): gain is Undecided => 'isUndecided' in gain;

/** The steps (steps.ts) of one class of actions in one statement, and of all policies of a document together: about a second. */
const MOST_STEPS = 1_000_000;
const MOST_STEPS_TOGETHER = 8_000_000;

/** What comparing a document may take. */
export const stepsToCompare = (): Allowance => new Allowance(MOST_STEPS_TOGETHER);

/** Two versions of a policy, side by side. */
export class Pair {
  readonly before: readonly Rule[];
  readonly after: readonly Rule[];
  readonly unknowns: Unknowns;
  readonly #catalog: Catalog;
  /** Undefined where they are too many. */
  readonly classes: readonly ActionClass[] | undefined;
  /** Whether everything is allowed that is not denied, as by an SCP beside FullAWSAccess. */
  readonly #allowsAll: boolean;
  readonly #principals: readonly Representative[];
  readonly #limits = new Map<string, Formula>();
  readonly #cells = new Map<string, readonly string[]>();
  readonly #numbers = new Map<Rule, number>();
  /** The rules by the values of their Action or NotAction. */
  readonly #byPattern = new Map<string, Rule[]>();
  /** The rules with NotAction. */
  readonly #excepting: Rule[] = [];
  readonly #steps: Allowance;

  /** `steps`: what comparing may take; the pairs of a document share them. */
  constructor(before: Version | undefined, after: Version | undefined, catalog: Catalog, steps = stepsToCompare()) {
    this.#catalog = catalog;
    this.#steps = steps;
    const symbols = new Symbols();
    [this.before, this.after] = sideBySide(before, after, symbols);
    const rules = [...this.before, ...this.after];
    for (const [number, rule] of rules.entries()) this.#numbers.set(rule, number);
    this.unknowns = new Unknowns(rules, catalog, symbols);
    for (const rule of rules) {
      const { action, notAction } = rule.statement;
      if (!action && notAction) this.#excepting.push(rule);
      for (const { text } of rule.actions) {
        const own = this.#byPattern.get(text);
        if (own) own.push(rule);
        else this.#byPattern.set(text, [rule]);
      }
    }
    this.classes = this.#classesOf(rules);
    const kind = (after ?? before)?.policy.kind;
    const isFilter = kind === 'scp' && [this.before, this.after].some((each) => each.every(({ isDeny }) => isDeny));
    this.#allowsAll = kind === 'rcp' || isFilter;
    this.#principals = principalsIn(rules.map(({ statement }) => statement));
  }

  /** What `after` allows and `before` does not. */
  gained(): Generator<Gain> {
    return this.#found(this.before, this.after, 'gained');
  }

  /** What `before` allows and `after` does not. */
  lost(): Generator<Gain> {
    return this.#found(this.after, this.before, 'gained');
  }

  /** What `before` denies, and `after` neither denies nor allows: another policy may. */
  undenied(): Generator<Gain> {
    return this.#found(this.before, this.after, 'undenied');
  }

  *#found(old: readonly Rule[], young: readonly Rule[], wanted: 'gained' | 'undenied'): Generator<Gain> {
    const seen = new Set<string>();
    if (!this.classes) {
      for (const { written, version, isCommon } of wanted === 'undenied' ? old : young)
        if (!isCommon) yield { isUndecided: true, statement: written, version, actions: [] };
      return;
    }
    for (const [index, asked] of this.classes.entries()) {
      const rules = this.#rulesOf(asked);
      const before = old.filter((rule) => rules.has(rule));
      const after = young.filter((rule) => rules.has(rule));
      const isNew = ({ isCommon, commonActions }: Rule) =>
        !isCommon && ![...asked.matched].some((text) => commonActions.has(text));
      const gone = before.filter((rule) => rule.isDeny && isNew(rule));
      const regions =
        wanted === 'undenied' || this.#allowsAll
          ? gone
          : after.filter((rule) => !rule.isDeny && (gone.length > 0 || isNew(rule)));
      for (const region of regions) {
        const found = this.#inRegion(region, before, after, asked, index, wanted, gone, seen);
        const steps = new Allowance(MOST_STEPS);
        try {
          for (let next = this.#next(found, steps); next; next = this.#next(found, steps)) yield next;
        } catch (error) {
          if (!(error instanceof OutOfSteps)) throw error;
          yield { isUndecided: true, statement: region.written, version: region.version, actions: asked.names };
        }
      }
    }
  }

  #next(found: Iterator<Change>, steps: Allowance): Change | undefined {
    const { done, value } = this.#steps.run(() => steps.run(() => found.next()));
    return done ? undefined : value;
  }

  /** The classes of the actions of what the versions do not have in common. */
  #classesOf(rules: readonly Rule[]): readonly ActionClass[] | undefined {
    const changed = rules.filter(({ isCommon }) => !isCommon);
    const asked = changed.flatMap(({ statement, actions, commonActions }) =>
      statement.action ? actions.map(({ text }) => text).filter((text) => !commonActions.has(text)) : ['*'],
    );
    const keys = rules.flatMap(
      ({ statement }) => statement.condition?.entries.map(({ key }) => key.text.toLowerCase()) ?? [],
    );
    return this.#steps.runOr(undefined, () =>
      actionClasses(asked, this.#byPattern.keys(), [...new Set(keys)], this.#catalog),
    );
  }

  /** The rules whose actions are those of a class. */
  #rulesOf({ matched }: ActionClass): ReadonlySet<Rule> {
    const naming = [...matched].flatMap((text) => this.#byPattern.get(text) ?? []);
    const excepted = new Set(naming);
    return new Set([
      ...naming.filter(({ statement }) => statement.action),
      ...this.#excepting.filter((rule) => !excepted.has(rule)),
    ]);
  }

  *#inRegion(
    region: Rule,
    before: readonly Rule[],
    after: readonly Rule[],
    asked: ActionClass,
    index: number,
    wanted: 'gained' | 'undenied',
    gone: readonly Rule[],
    seen: Set<string>,
  ): Generator<Change> {
    const { notResource } = region.statement;
    const others = new Set(region.isDeny ? [] : before.flatMap(({ resources }) => resources.map(({ text }) => text)));
    // What is new comes first: whoever asks whether there is anything need not look at the rest.
    const patterns: readonly (ReadValue | undefined)[] =
      region.statement.resource && !notResource
        ? region.resources
            .filter(({ text }) => !region.commonResources.has(text) || (!region.isDeny && gone.length > 0))
            .toSorted((a, b) => Number(others.has(a.text)) - Number(others.has(b.text)))
        : [undefined];
    for (const pattern of patterns) {
      for (const resource of this.#cellsOf([...before, ...after], region, pattern)) {
        for (const { principal, standsFor } of this.#principals) {
          const id = `${index} ${resource} ${principal}`;
          if (seen.has(id)) continue;
          const cell = { asked, resource, principal, wanted };
          const choice = solve(this.#differs(region, before, after, cell));
          if (!choice) continue;
          seen.add(id);
          const wasAllowed = region.isDeny || under(this.#allowed(before, cell), choice) === true;
          const reason = wasAllowed ? 'deny-gone' : 'allow';
          const deciding = reason === 'deny-gone' && !region.isDeny ? (gone[0] ?? region) : region;
          const written = pattern?.value ?? (notResource && region.written.notResource?.values[0]);
          yield {
            actions: asked.names,
            action: asked.names[0] ?? '',
            isFuture: asked.isFuture,
            resource: this.unknowns.symbols.written(this.#shown(resource, [...before, ...after], asked)),
            principal,
            standsFor,
            ...this.#contextOf(choice, asked),
            statement: deciding.written,
            version: deciding.version,
            reason,
            pattern: written,
            isExact: [...choice.keys()].every(({ isOpaque }) => !isOpaque),
          };
        }
      }
    }
  }

  /** When the versions differ about a request. */
  #differs(region: Rule, before: readonly Rule[], after: readonly Rule[], asked: Cell): Formula {
    const applies = this.#applies(region, asked);
    if (applies === false) return false;
    const denied = (rules: readonly Rule[]) =>
      any(rules.filter(({ isDeny }) => isDeny).map((rule) => this.#applies(rule, asked)));
    if (asked.wanted === 'undenied') return all([applies, not(denied(after)), not(this.#allowed(after, asked))]);
    const isAllowed = region.isDeny ? this.#allowed(after, asked) : true;
    return all([applies, isAllowed, not(denied(after)), any([not(this.#allowed(before, asked)), denied(before)])]);
  }

  #allowed(rules: readonly Rule[], asked: Cell): Formula {
    return this.#allowsAll || any(rules.filter(({ isDeny }) => !isDeny).map((rule) => this.#applies(rule, asked)));
  }

  #applies(rule: Rule, { asked, resource, principal }: Cell): Formula {
    const { statement, hasVariables } = rule;
    const facts: Facts = (key) => (asked.missingKeys.has(key) ? 'absent' : undefined);
    const own = { facts, unknowns: this.unknowns, hasVariables };
    const byResource = resourceApplies(statement, resource, own);
    if (byResource === false) return false;
    const caller = principal === undefined ? undefined : callerOf(principal);
    const byPrincipal = statement.notPrincipal
      ? not(isExcluded(statement.notPrincipal, caller, false, this.unknowns))
      : named(namingOf(statement, caller, this.unknowns));
    const limits = memoized(
      this.#limits,
      Number.MAX_SAFE_INTEGER,
      `${this.#numbers.get(rule)} ${[...asked.missingKeys].join()}`,
      () => limitsHold(statement, own),
    );
    return all([byResource, byPrincipal, limits]);
  }

  /** A resource of each class that the statements tell apart, within one pattern of a statement. */
  #cellsOf(rules: readonly Rule[], region: Rule, pattern: ReadValue | undefined): readonly string[] {
    const key = `${rules.map((rule) => this.#numbers.get(rule)).join()} ${region.hasVariables} ${pattern?.text}`;
    return memoized(this.#cells, 5000, key, () => {
      return textClasses(patternsOf(rules), pattern?.automaton()).map(({ example }) => example);
    });
  }

  /** A resource as people know it, of the same class; the found text where there is none. */
  #shown(found: string, rules: readonly Rule[], { names: [name = ''] }: ActionClass): string {
    return knownResource(found, patternsOf(rules), name, this.#catalog);
  }

  /** The values of the keys that make a difference. */
  #contextOf(choice: Choice, { missingKeys }: ActionClass): Pick<Change, 'context' | 'anyOther'> {
    const context: Record<string, readonly string[] | null> = {};
    const anyOther = new Set<string>();
    const decided = new Set([...choice.keys()].flatMap(({ keys }) => keys.map((key) => key.toLowerCase())));
    for (const id of this.unknowns.askedKeys) {
      if (!decided.has(id) || missingKeys.has(id)) continue;
      const key = this.unknowns.key(id);
      const values = key.valuesIn(choice);
      context[key.name] = values;
      if (values?.some((value) => !key.isWritten(value))) anyOther.add(key.name);
    }
    return { context, anyOther };
  }
}

interface Cell {
  readonly asked: ActionClass;
  readonly resource: string;
  readonly principal: string | undefined;
  readonly wanted: 'gained' | 'undenied';
}

/** The patterns of the rules' resources, each once. */
const patternsOf = (rules: readonly Rule[]): readonly Automaton[] =>
  [
    ...new Map(
      rules.flatMap(({ resources, hasVariables }) =>
        resources.map((each) => [`${hasVariables} ${each.text}`, each] as const),
      ),
    ).values(),
  ].map(({ automaton }) => automaton());
