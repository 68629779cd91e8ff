import { conditions, hasCondition, stringValues } from '../../iam/conditions.ts';
import { ACCOUNT_TO_FILL_IN } from '../../iam/documentation-accounts.ts';
import { principalsOf } from '../../iam/principals.ts';
import { brief } from '../../model/printable.ts';
import type { Statement } from '../../policy/statement.ts';
import { isAboutGuardrails } from '../bedrock/_resource-policies.ts';
import { finding } from '../engine/draft.ts';
import { onResource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { accountOf, BUCKET, namesServicesOnly, SOURCE_KEYS, titleOf } from './_service-principals.ts';

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
  good: [
    onResource(
      `"Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, ${BUCKET}, "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }`,
    ),
    onResource(
      '"Effect": "Allow", "Principal": { "Service": "bedrock.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:aws:bedrock-prompts:arn": "arn:aws:bedrock:us-east-1:222233334444:prompt/PR4MPT8XYZ" } }',
    ),
  ],
  *checkStatement(statement, context) {
    if (statement.effect?.text !== 'Allow' || hasCondition(statement, ...SOURCE_KEYS, 'aws:referer')) return;
    if (isForOneAccountsData(statement)) return;
    const [service] = principalsOf(statement, 'Service');
    if (!service || !namesServicesOnly(statement) || isAboutGuardrails(statement, context.catalog)) return;
    const account = accountOf(statement, context);
    yield finding(
      service,
      `${brief(service.text)} acts for all its customers, and each of them can have it reach this resource. Add a condition on aws:SourceAccount or aws:SourceArn.`,
    ).suggest(
      titleOf(['aws:SourceAccount'], account),
      context.writer.addConditions(statement, [['StringEquals', 'aws:SourceAccount', account ?? ACCOUNT_TO_FILL_IN]]),
    );
  },
});

/**
 * Whether an encryption context names resources of one account, so that the key works for its data alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const isForOneAccountsData = (statement: Statement): boolean =>
  conditions(statement).some(
    (each) =>
      each.name.startsWith('kms:encryptioncontext:') &&
      stringValues(each).every(({ text }) => /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(text)),
  );
