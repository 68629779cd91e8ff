/**
 * What statements speak of. Many rules are about something that few statements have: they name it, and are asked of those
 * alone. To ask a rule that finds nothing costs more than to know that it will not.
 */
import { type OperatorFamily, parseOperator } from '../policy/operators.ts';
import { strings } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { hasWildcard, isVariable } from './arns.ts';
import { fact } from './facts.ts';

/** Each a bit: a rule may be about several, of which a statement has one. */
export const TOPICS = {
  /** `${…}` in resources or in conditions. */
  variables: 1,
  /** `*` or `?` in the values of conditions. */
  wildcards: 2,
  /** `ForAllValues:` or `ForAnyValue:`. */
  qualifiers: 4,
  /** Condition keys of VPCs. */
  networks: 8,
  nulls: 16,
  booleans: 32,
  addresses: 64,
  dates: 128,
  numbers: 256,
  bytes: 512,
} as const;

const OF_FAMILY: Readonly<Partial<Record<OperatorFamily, number>>> = {
  Null: TOPICS.nulls,
  Bool: TOPICS.booleans,
  IpAddress: TOPICS.addresses,
  Date: TOPICS.dates,
  Numeric: TOPICS.numbers,
  Binary: TOPICS.bytes,
};

/** The topics of a statement, as bits. */
export const topicsOf = fact(({ resource, notResource, condition }): number => {
  let found = [resource, notResource].some((list) => strings(list).some(hasVariable)) ? TOPICS.variables : 0;
  for (const { name, entries } of condition?.operators ?? []) {
    const operator = parseOperator(name.text);
    if (operator) found |= OF_FAMILY[operator.family] ?? 0;
    if (operator?.qualifier) found |= TOPICS.qualifiers;
    for (const { key, list } of entries) {
      if (/vpc/i.test(key.text)) found |= TOPICS.networks;
      const values = strings(list);
      if (values.some(hasVariable)) found |= TOPICS.variables;
      if (values.some(({ text }) => hasWildcard(text))) found |= TOPICS.wildcards;
    }
  }
  return found;
});

const hasVariable = ({ text }: StringValue) => isVariable(text);
