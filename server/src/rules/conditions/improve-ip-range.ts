import { conditions, stringValues } from '../../iam/conditions.ts';
import { parseIpRange } from '../../iam/ip-ranges.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const improveIpRange = defineRule({
  id: 'improve-ip-range',
  category: 'style',
  severity: 'information',
  summary: 'A range has bits set that its prefix leaves out.',
  explanation:
    'IAM ignores the bits beyond the prefix. Written with the network’s own address, the range shows what IAM compares.',
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
          `Change to ${quoted(range.canonical)}`,
          writer.replaceText(value, range.canonical),
        );
      }
    }
  },
});
