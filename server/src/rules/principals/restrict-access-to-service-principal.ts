import { hasCondition } from '../../iam/conditions.ts';
import { principalsOf } from '../../iam/principals.ts';
import { isAboutGuardrails } from '../bedrock/_resource-policies.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { accountOf, BUCKET, namesServicesOnly, SOURCE_KEYS, TO_FILL_IN, titleOf } from './_service-principals.ts';

export const restrictAccessToServicePrincipal = defineRule({
  id: 'restrict-access-to-service-principal',
  category: 'security',
  severity: 'warning',
  summary: 'The policy of a resource allows a service, for any customer that the service acts for.',
  explanation:
    'A service acts for all its customers. Without a condition on aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths, anyone can have the service reach this resource: the confused deputy.',
  reference: accessAnalyzer('security-warning', 'restrict-access-to-service-principal'),
  fixes: { suggested: 'For whom the service may act is not in the text.' },
  kinds: ['resource'],
  bad: onResource(`"Effect": "Allow", "Principal": { "Service": "⟦cloudtrail.amazonaws.com⟧" }, ${BUCKET}`),
  good: onResource(
    `"Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }`,
  ),
  *checkStatement(statement, context) {
    if (statement.effect?.text !== 'Allow' || hasCondition(statement, ...SOURCE_KEYS, 'aws:referer')) return;
    const [service] = principalsOf(statement, 'Service');
    if (!service || !namesServicesOnly(statement) || isAboutGuardrails(statement, context.catalog)) return;
    const account = accountOf(statement, context);
    yield finding(
      service,
      `${service.text} acts for all its customers, and each of them can have it reach this resource. Add a condition on aws:SourceAccount or aws:SourceArn.`,
    ).suggest(
      titleOf(['aws:SourceAccount'], account),
      context.writer.addConditions(statement, [['StringEquals', 'aws:SourceAccount', account ?? TO_FILL_IN]]),
    );
  },
});
