import type { Catalog } from '../../catalog/catalog.ts';
import { typePattern, typesOf } from '../../catalog/resources.ts';
import { isEverything } from '../../iam/arns.ts';
import { hasBrackets } from '../../iam/placeholders.ts';
import { quoted } from '../../model/printable.ts';
import { type Field, parseArn, splitFields } from '../../patterns/arn.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIVE, values } from './_arns.ts';

export const missingArnField = defineRule({
  id: 'missing-arn-field',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'An ARN has fewer than six fields.',
  explanation:
    'An ARN is arn:partition:service:region:account:resource. A field may be empty, but its colon is required. IAM completes a short ARN with *, which is seldom intended, and refuses a session policy with a short ARN.',
  reference: accessAnalyzer('error', 'missing-arn-field'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [resource('⟦arn:aws:s3:my-bucket/*⟧', 's3:GetObject'), resource('⟦arn:aws:bedrock:eu-west-1⟧')],
  good: resource('arn:aws:s3:::my-bucket/*', 's3:GetObject'),
  *checkStatement(statement, { catalog, writer }) {
    for (const value of values(statement)) {
      if (!value.text.startsWith('arn:') || parseArn(value.text) || hasBrackets(value.text)) continue;
      const fields = splitFields(value.text, 6);
      if (fields.some(({ text }) => isEverything(text)) && fields.at(-1)?.text.match(/^\*+$/)) continue; // `arn:aws:*`: all that follows
      const result = finding(
        value,
        `An ARN has six fields and this one has ${fields.length}. Write arn:partition:service:region:account:resource, and keep the colon of an empty field.`,
      );
      const corrected = completed(fields, catalog);
      yield corrected === undefined
        ? result
        : result.suggest(`Change to ${quoted(corrected)}`, writer.replaceText(value, corrected));
    }
  },
});

/** The ARN of which these are the first fields and the resource, where exactly one form of the service's fits it. */
function completed(fields: readonly Field[], catalog: Catalog): string | undefined {
  const [, partition, service] = fields;
  const last = fields.at(-1);
  if (!partition || !service || !last || fields.length < 4) return undefined;
  const types = catalog.service(service.text)?.resourceTypes ?? [];
  for (const type of types) {
    const template = typePattern(type)?.arn;
    if (!template) continue;
    const region = template.region.text === '' ? '' : '*';
    const account = template.account.text === '' ? '' : '*';
    const whole = `arn:${partition.text}:${service.text}:${region}:${account}:${last.text}`;
    const arn = parseArn(whole);
    const owner = catalog.service(service.text);
    if (arn && owner && typesOf(owner, arn)[0]?.name === type.name) return whole;
  }
  return undefined;
}
