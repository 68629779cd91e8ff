import { conditions } from '../../iam/conditions.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const missingPairedConditionKeys = defineRule({
  id: 'missing-paired-condition-keys',
  category: 'security',
  severity: 'warning',
  summary: 'aws:VpcSourceIp has no condition on the VPC beside it.',
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
