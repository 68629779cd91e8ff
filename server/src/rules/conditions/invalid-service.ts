import { prefixOfService } from '../../catalog/api-operations.ts';
import { SDK_PREFIXES } from '../../catalog/bedrock-operations.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import { colonAfter, fieldSpan, isLiteral, replaceField, resourceArns } from '../../iam/arns.ts';
import { conditions, isProviderKey } from '../../iam/conditions.ts';
import { nearest } from '../../iam/nearest.ts';
import { quoted } from '../../model/printable.ts';
import type { Statement } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { condition, resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidService = defineRule({
  id: 'invalid-service',
  category: 'names',
  severity: 'warning',
  judgesForm: true,
  summary: 'The prefix of a condition key, or the service of an ARN, is not that of a service.',
  explanation:
    'The part before the colon of a condition key is aws, the prefix of a service, or an identity provider. The third field of an ARN is a service: an ARN of an unknown service matches nothing. The services are those of the catalog’s date, so this is a warning; it is an error where the field is empty because of a colon too many, and where it is the name of an SDK client.',
  reference: accessAnalyzer('error', 'invalid-service'),
  fixes: { suggested: 'The name may be newer than the catalog, and the condition or the ARN takes effect.' },
  bad: [
    condition('"StringEquals": { "⟦bedrok⟧:ServiceTier": "default" }'),
    resource('arn:aws:⟦bedrok⟧:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
    resource('arn:aws:⟦bedrock-runtime⟧:eu-west-1::foundation-model/*'),
    resource('arn:aws⟦:⟧:bedrock:eu-west-1:222233334444:guardrail/g1', 'bedrock:GetGuardrail'),
  ],
  good: condition('"StringEquals": { "bedrock:ServiceTier": "default" }'),
  *checkStatement(statement, { catalog, writer }) {
    yield* inArns(statement, catalog, writer);
    for (const { key, list } of conditions(statement)) {
      const colon = key.text.indexOf(':');
      if (colon <= 0 || isProviderKey(key.text, catalog)) continue;
      const prefix = key.text.slice(0, colon);
      if (prefix.toLowerCase() === 'aws' || catalog.hasService(prefix) || prefix === 'Fn') continue;
      if (catalog.globalKey(key.text)) continue;
      const span = within(key, 0, colon);
      const near = nearest(
        prefix,
        catalog.serviceNames.map((service) => service.prefix),
      );
      const result = finding(
        span,
        `No AWS service has the prefix ${quoted(prefix)}: no request sets this key.${near ? ` Did you mean ${quoted(near)}?` : ''}`,
      );
      yield near
        ? result.suggest(`Change to ${quoted(near)}`, writer.rename(list.property, near + key.text.slice(colon)))
        : result;
    }
  },
});

/** The services of Resource's and NotResource's ARNs. */
function* inArns(statement: Statement, catalog: Catalog, writer: PolicyWriter): Generator<FindingDraft> {
  for (const entry of resourceArns(statement)) {
    const { service, partition } = entry.arn;
    if (service.text === '') {
      if (catalog.hasService(entry.arn.region.text))
        yield finding(
          colonAfter(entry, partition),
          'One colon too many: the service of this ARN is empty, so it matches nothing. Remove a colon.',
        )
          .as('error')
          .suggest('Remove the colon', writer.replaceText(entry.value, '', partition.end, partition.end + 1));
      continue;
    }
    const lower = service.text.toLowerCase(); // invalid-arn-service-case reports capitals
    if (!isLiteral(service.text) || catalog.hasService(lower) || catalog.arnServices.includes(lower)) continue;
    const client = SDK_PREFIXES.get(lower);
    const meant =
      client ??
      prefixOfService(lower) ??
      nearest(
        service.text,
        catalog.serviceNames.map(({ prefix }) => prefix),
      );
    const result = finding(
      fieldSpan(entry, service),
      client
        ? `${quoted(service.text)} names an SDK client, not a service: this ARN matches nothing. Write ${client}.`
        : `No AWS service is called ${quoted(service.text)} in the catalog of ${catalog.date}, so this ARN matches nothing.${meant ? ` Did you mean ${quoted(meant)}?` : ' Check the spelling.'}`,
    );
    if (client) result.as('error');
    yield meant ? result.suggest(`Change to ${quoted(meant)}`, replaceField(writer, entry, service, meant)) : result;
  }
}
