/** Conditions on IP addresses. */

import { isAllow } from '../iam/allowed.ts';
import { type Condition, conditions, stringValues } from '../iam/conditions.ts';
import { type IpRange, isPrivate, parseIpRange } from '../iam/ip-ranges.ts';
import { mayBePlaceholder } from '../iam/placeholders.ts';
import { holdsVariable } from '../iam/variables.ts';
import type { Statement } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { condition } from './engine/example.ts';
import { type FindingDraft, finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule, type Rule, type StatementContext } from './engine/rule.ts';

export const typeMismatchIpRange = defineRule({
  id: 'type-mismatch-ip-range',
  category: 'effect',
  severity: 'error',
  summary: 'An IP operator has a value that is no address and no range.',
  explanation: 'IpAddress and NotIpAddress take IPv4 and IPv6 addresses and ranges in CIDR form: 203.0.113.0/24.',
  reference: accessAnalyzer('error', 'type-mismatch-ip-range'),
  bad: condition('"IpAddress": { "aws:SourceIp": "⟦203.0.113.*⟧" }'),
  good: condition('"IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32", "203.0.113.7"] }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'IpAddress') continue;
      for (const value of stringValues(entry)) {
        if (parseIpRange(value.text) || holdsVariable(value.text) || mayBePlaceholder(value.text)) continue;
        yield finding(
          value,
          `"${value.text}" is no IP address and no range, so IAM refuses it. Write a range as 203.0.113.0/24.`,
        );
      }
    }
  },
});

export const improveIpRange = defineRule({
  id: 'improve-ip-range',
  category: 'style',
  severity: 'information',
  summary: 'A range has bits set that its prefix leaves out.',
  explanation:
    'IAM ignores the bits beyond the prefix. Written as the network’s own address, the range says what it means.',
  reference: accessAnalyzer('suggestion', 'improve-ip-range'),
  fixes: { safe: 'It is the same range.' },
  bad: condition('"IpAddress": { "aws:SourceIp": "⟦203.0.113.7/24⟧" }'),
  good: condition('"IpAddress": { "aws:SourceIp": "203.0.113.0/24" }'),
  *checkStatement(statement, { writer }) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'IpAddress') continue;
      for (const value of stringValues(entry)) {
        const range = parseIpRange(value.text);
        if (!range?.hasHostBits) continue;
        yield finding(value, `This means ${range.canonical}: the other bits are ignored. Write it so.`).fix(
          `Change to "${range.canonical}"`,
          writer.replaceText(value, range.canonical),
        );
      }
    }
  },
});

interface Variation {
  readonly id: string;
  readonly level: 'error' | 'suggestion';
  readonly operator: 'IpAddress' | 'NotIpAddress';
  readonly summary: string;
  readonly explanation: string;
  readonly bad: string;
}

/** Private addresses are never a caller's public one. Alone they are an error, among public ones a superfluity. */
function privateAddressRule({ id, level, operator, summary, explanation, bad }: Variation): Rule {
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
              `aws:SourceIp is the caller’s public address, never a private one such as ${value.text}. Use aws:VpcSourceIp with aws:SourceVpc.`,
            );
          } else {
            yield finding(
              value,
              `aws:SourceIp is never a private address: ${value.text} changes nothing. Remove it.`,
            ).fixIf(isAllow(statement) === (operator === 'IpAddress'), `Remove ${value.text}`, writer.remove(value));
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

export const privateIpAddress = privateAddressRule({
  id: 'private-ip-address',
  level: 'error',
  operator: 'IpAddress',
  summary: 'aws:SourceIp is compared with private addresses only.',
  explanation:
    'aws:SourceIp holds the public address of the caller. Requests from a VPC endpoint have none; their private address is aws:VpcSourceIp.',
  bad: '"IpAddress": { "aws:SourceIp": ["⟦10.0.0.0/8⟧"] }',
});

export const privateNotIpAddress = privateAddressRule({
  id: 'private-not-ip-address',
  level: 'error',
  operator: 'NotIpAddress',
  summary: 'aws:SourceIp excludes private addresses only.',
  explanation: 'aws:SourceIp is never a private address, so this excludes nobody: the condition always holds.',
  bad: '"NotIpAddress": { "aws:SourceIp": ["⟦192.168.0.0/16⟧"] }',
});

export const privateIpAddressSubset = privateAddressRule({
  id: 'private-ip-address-subset',
  level: 'suggestion',
  operator: 'IpAddress',
  summary: 'aws:SourceIp is compared with private addresses among public ones.',
  explanation: 'aws:SourceIp is never a private address; those values change nothing.',
  bad: '"IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "⟦10.0.0.0/8⟧"] }',
});

export const privateNotIpAddressSubset = privateAddressRule({
  id: 'private-not-ip-address-subset',
  level: 'suggestion',
  operator: 'NotIpAddress',
  summary: 'aws:SourceIp excludes private addresses among public ones.',
  explanation: 'aws:SourceIp is never a private address; those values change nothing.',
  bad: '"NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "⟦10.0.0.0/8⟧"] }',
});

export const missingPairedConditionKeys = defineRule({
  id: 'missing-paired-condition-keys',
  category: 'security',
  severity: 'warning',
  summary: 'aws:VpcSourceIp stands without the VPC that it belongs to.',
  explanation:
    'Private addresses are the same in every VPC: without aws:SourceVpc (or aws:SourceVpce) a stranger’s VPC fits too. AWS documents this pair only.',
  reference: accessAnalyzer('security-warning', 'missing-paired-condition-keys'),
  bad: condition('"IpAddress": { "⟦aws:VpcSourceIp⟧": "10.0.0.0/16" }'),
  good: condition(
    '"IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" }, "StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f67890" }',
  ),
  *checkStatement(statement) {
    const all = conditions(statement);
    if (all.some(({ name }) => name === 'aws:sourcevpc' || name === 'aws:sourcevpce' || name === 'aws:sourcevpcarn'))
      return;
    for (const { key, name } of all) {
      if (name === 'aws:vpcsourceip')
        yield finding(key, 'Every VPC has these private addresses. Add aws:SourceVpc, so that only yours is meant.');
    }
  },
});
