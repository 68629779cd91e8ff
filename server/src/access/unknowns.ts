/** What is not known of a request, for one evaluation or one comparison. The same thing is the same unknown throughout. */
import type { Catalog } from '../catalog/catalog.ts';
import { isMultivalued, keyType } from '../catalog/condition-keys.ts';
import { memoized } from '../patterns/memo.ts';
import { Symbols } from '../patterns/text-pattern.ts';
import type { Statement } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { candidatesFor, type KeyUse } from './candidates.ts';
import { any, type Choice, type Formula, firstState, inState, not, type Unknown } from './formula.ts';

/** A condition key of which nothing is known. */
export interface UnknownKey {
  /** As the policies write it. */
  readonly name: string;
  readonly isMultivalued: boolean;
  /** Whether a policy writes a value as it is. */
  readonly isWritten: (candidate: string) => boolean;
  readonly isPresent: Formula;
  /** True where the key's value is one of those that pass; of a multivalued key: where one of its values is. */
  readonly hasValue: (passes: (candidate: string) => boolean) => Formula;
  /** The values that a choice gives to it, for an example; null where the key is absent. */
  readonly valuesIn: (choice: Choice) => readonly string[] | null;
}

type KeyStates = Pick<UnknownKey, 'isPresent' | 'hasValue' | 'valuesIn'>;

/** A statement, and whether `${…}` is a variable in its policy. */
export interface OwnedStatement {
  readonly statement: Statement;
  readonly hasVariables: boolean;
}

export class Unknowns {
  /** What stands for variables in the texts of a comparison. */
  readonly symbols: Symbols;
  readonly #statements: readonly OwnedStatement[];
  readonly #catalog: Catalog;
  readonly #keys = new Map<string, UnknownKey>();
  readonly #opaque = new Map<string, Formula>();
  /** By names in lower case, found on first use. */
  #uses: ReadonlyMap<string, readonly KeyUse[]> | undefined;

  /** `statements`: all that are asked, since the values to try are those that make a difference to one of them. */
  constructor(statements: readonly OwnedStatement[], catalog: Catalog, symbols = new Symbols()) {
    this.symbols = symbols;
    this.#statements = statements;
    this.#catalog = catalog;
  }

  /** A key by its name, in any case. */
  key(name: string): UnknownKey {
    const id = name.toLowerCase();
    return memoized(this.#keys, Number.MAX_SAFE_INTEGER, id, () => {
      const uses = this.#usesOf(id);
      const type = keyType(id, this.#catalog);
      const { values, isComplete } = candidatesFor(uses, (type ?? '').toLowerCase());
      const several = type ? isMultivalued(type) : uses.some(({ entry }) => entry.operator.text.includes(':'));
      const written = uses[0]?.entry.key.text ?? name;
      const texts = new Set(uses.flatMap(({ entry }) => entry.list.values.map(({ text }) => text)));
      const key = several ? multivalued(written, values) : singleValued(written, values, !isComplete);
      return {
        ...key,
        name: written,
        isMultivalued: several,
        isWritten: (value) => texts.has(value),
      };
    });
  }

  /** The names of the keys that were asked for, in lower case. */
  get askedKeys(): Iterable<string> {
    return this.#keys.keys();
  }

  /** Something of which only its id is known: true or false, and the same each time. `keys`: the condition keys behind it. */
  opaque(id: string, keys: readonly string[], says = id): Formula {
    return memoized(this.#opaque, Number.MAX_SAFE_INTEGER, id, () =>
      inState({ id, size: 2, keys, says, isOpaque: true }, (state) => state === 1),
    );
  }

  /** What a template fills in. The same source is the same value. */
  filledIn({ text, kind, span }: Value): Formula {
    const id = `template ${kind} ${text === '' ? `${span.start}-${span.end}` : text}`;
    return this.opaque(id, [], 'what a template fills in');
  }

  #usesOf(id: string): readonly KeyUse[] {
    if (!this.#uses) {
      const uses = new Map<string, KeyUse[]>();
      for (const { statement, hasVariables } of this.#statements) {
        for (const entry of statement.condition?.entries ?? []) {
          const name = entry.key.text.toLowerCase();
          const own = uses.get(name);
          if (own) own.push({ entry, hasVariables });
          else uses.set(name, [{ entry, hasVariables }]);
        }
      }
      this.#uses = uses;
    }
    return this.#uses.get(id) ?? [];
  }
}

/** One unknown: absent (state 0), or one of the values. */
function singleValued(name: string, candidates: readonly string[], isOpaque: boolean): KeyStates {
  const unknown: Unknown = { id: name.toLowerCase(), size: candidates.length + 1, keys: [name], says: name, isOpaque };
  return {
    isPresent: inState(unknown, (state) => state > 0),
    hasValue: (passes) => inState(unknown, (state) => state > 0 && passes(candidates[state - 1] ?? '')),
    valuesIn: (choice) => {
      const state = firstState(choice, unknown);
      return state === 0 ? null : [candidates[state - 1] ?? ''];
    },
  };
}

/** An unknown for each value: whether it is among the key's. A key without values is absent. */
function multivalued(name: string, candidates: readonly string[]): KeyStates {
  const unknowns = candidates.map(
    (value): Unknown => ({ id: `${name.toLowerCase()} ${value}`, size: 2, keys: [name], says: name, isOpaque: false }),
  );
  const isIn = unknowns.map((unknown) => inState(unknown, (state) => state === 1));
  return {
    isPresent: any(isIn),
    hasValue: (passes) => any(isIn.filter((_, index) => passes(candidates[index] ?? ''))),
    valuesIn: (choice) => {
      const values = candidates.filter((_, index) => {
        const unknown = unknowns[index];
        return unknown !== undefined && firstState(choice, unknown) === 1;
      });
      return values.length === 0 ? null : values;
    },
  };
}

/** True where a multivalued key has no value but those that pass. */
export const hasOnly = (key: UnknownKey, passes: (candidate: string) => boolean): Formula =>
  not(key.hasValue((candidate) => !passes(candidate)));
