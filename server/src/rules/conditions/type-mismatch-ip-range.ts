import { conditions, stringValues } from '../../iam/conditions.ts';
import { parseIpRange } from '../../iam/ip-ranges.ts';
import { mayBePlaceholder } from '../../iam/placeholders.ts';
import { holdsVariable } from '../../iam/variables.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const typeMismatchIpRange = defineRule({
  id: 'type-mismatch-ip-range',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'An IP operator has a value that is neither an address nor a range.',
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
          `${quoted(value.text)} is neither an IP address nor a range, so IAM refuses it. Write a range as 203.0.113.0/24.`,
        );
      }
    }
  },
});
