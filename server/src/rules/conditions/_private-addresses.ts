/** The rules about private addresses in conditions on aws:SourceIp, in four variations. */

import { isAllow } from '../../iam/allowed.ts';
import { type Condition, conditions, stringValues } from '../../iam/conditions.ts';
import { type IpRange, isPrivate, parseIpRange } from '../../iam/ip-ranges.ts';
import { brief } from '../../model/printable.ts';
import type { Statement } from '../../policy/statement.ts';
import type { StringValue } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type Rule, type StatementContext } from '../engine/rule.ts';

interface Variation {
  readonly id: string;
  readonly level: 'error' | 'suggestion';
  readonly operator: 'IpAddress' | 'NotIpAddress';
  readonly summary: string;
  readonly explanation: string;
  readonly bad: string;
}

/** Private addresses are never a caller's public one. Alone they are an error, among public ones a superfluity. */
export function privateAddressRule({ id, level, operator, summary, explanation, bad }: Variation): Rule {
  return defineRule({
    id,
    category: level === 'error' ? 'effect' : 'style',
    severity: level === 'error' ? 'error' : 'information',
    summary,
    explanation,
    reference: accessAnalyzer(level, id),
    ...(level === 'suggestion' && {
      fixes: {
        safe: 'The condition holds for no more requests than before in an Allow, and for no fewer in a Deny.',
        suggested: 'Should a request have such an address after all, more would be allowed.',
      },
    }),
    bad: condition(bad),
    good: condition(`"${operator}": { "aws:SourceIp": ["203.0.113.0/24"] }`),
    *checkStatement(statement: Statement, { writer }: StatementContext): Generator<FindingDraft> {
      for (const entry of conditions(statement)) {
        if (entry.name !== 'aws:sourceip' || entry.meaning?.base !== operator) continue;
        const { own, others } = split(entry);
        if (own.length === 0 || (level === 'error') !== (others === 0)) continue;
        for (const value of own) {
          if (level === 'error') {
            yield finding(
              value,
              `aws:SourceIp is the caller’s public address, never a private one such as ${brief(value.text)}. Use aws:VpcSourceIp with aws:SourceVpc.`,
            );
          } else {
            yield finding(
              value,
              `aws:SourceIp is never a private address: ${brief(value.text)} changes nothing. Remove it.`,
            ).fixIf(
              isAllow(statement) === (operator === 'IpAddress'),
              `Remove ${brief(value.text)}`,
              writer.remove(value),
            );
          }
        }
      }
    },
  });
}

function split(entry: Condition): { own: readonly StringValue[]; others: number } {
  const ranges = stringValues(entry).flatMap((value): { value: StringValue; range: IpRange }[] => {
    const range = parseIpRange(value.text);
    return range ? [{ value, range }] : [];
  });
  const own = ranges.filter(({ range }) => isPrivate(range)).map(({ value }) => value);
  return { own, others: entry.list.values.length - own.length };
}
