import { conditions } from '../../iam/conditions.ts';
import { brief } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const untrustworthyConditionKey = defineRule({
  id: 'untrustworthy-condition-key',
  category: 'security',
  severity: 'warning',
  summary: 'The caller chooses the value of this condition key.',
  explanation:
    'aws:Referer and aws:UserAgent are headers that the caller sends; anyone can send any value. They protect nothing. AWS names no further keys for this check.',
  reference: guide('reference_policies_condition-keys'),
  bad: condition('"StringEquals": { "⟦aws:UserAgent⟧": "our-app" }'),
  good: condition('"StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" }'),
  *checkStatement(statement) {
    const byService = statement.principal?.types.some(({ name }) => name.text === 'Service');
    for (const { key, name } of conditions(statement)) {
      if ((name === 'aws:referer' && !byService) || name === 'aws:useragent') {
        yield finding(
          key,
          `The caller chooses the value of ${brief(key.text)}: this protects nothing. Use aws:SourceVpce, aws:SourceIp or aws:PrincipalOrgID.`,
        );
      }
    }
  },
});
