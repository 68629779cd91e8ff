import { prefixOfService } from '../../catalog/api-operations.ts';
import { SDK_PREFIXES } from '../../catalog/bedrock-operations.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import { actionNames } from '../../iam/actions.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { nearestFew } from '../../iam/nearest.ts';
import { brief, quoted } from '../../model/printable.ts';
import { spanOf } from '../../policy/data.ts';
import { strings, type ValueList } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { action, statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A warning, not an error: AWS launches services before they appear in its data. */
export const invalidServiceInAction = defineRule({
  id: 'invalid-service-in-action',
  category: 'names',
  severity: 'warning',
  summary: 'An action’s service prefix is unknown.',
  explanation:
    'The part before the colon of an action is the service prefix of IAM. A misspelled one matches no request, and the statement has no effect. The list of services is that of the catalog’s date; AWS may have added one since.',
  reference: accessAnalyzer('error', 'invalid-service-in-action'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: [
    action('⟦bedrok⟧:ListFoundationModels'),
    action('⟦emr⟧:RunJobFlow'),
    statements('"Effect": "Deny", "Action": ⟦""⟧, "Resource": "*"'),
  ],
  good: action('bedrock:ListFoundationModels'),
  *checkStatement({ action, notAction }, { catalog, writer }) {
    for (const list of [action, notAction]) {
      for (const { prefix, prefixSpan, value } of actionNames(list)) {
        if (
          catalog.hasService(prefix) ||
          SDK_PREFIXES.has(prefix.toLowerCase()) ||
          hasWildcard(prefix) ||
          prefix.includes('${')
        )
          continue;
        const meant = prefixOfService(prefix);
        const near = meant
          ? [meant]
          : nearestFew(
              prefix,
              catalog.serviceNames.map((service) => service.prefix),
            );
        const result = finding(
          prefixSpan,
          meant
            ? `${quoted(prefix)} is not a service prefix of IAM, so this matches no request. Write ${quoted(meant)}.`
            : near[0]
              ? `No AWS service has the prefix ${quoted(prefix)} in the catalog of ${catalog.date}, so this matches no request. Did you mean ${quoted(near[0])}?`
              : `No AWS service has the prefix ${quoted(prefix)} in the catalog of ${catalog.date}, so this matches no request. Check the spelling.`,
        );
        for (const candidate of near)
          result.suggest(`Change to ${quoted(candidate)}`, writer.replaceText(value, candidate, 0, prefix.length));
        yield result;
      }
      yield* withoutPrefix(list, writer);
    }
  },
});

function* withoutPrefix(list: ValueList | undefined, writer: PolicyWriter): Generator<FindingDraft> {
  for (const value of strings(list)) {
    if (value.text === '*' || value.text.includes(':')) continue;
    if (value.text === '') {
      yield finding(
        spanOf(value.data),
        'An empty action names nothing, so IAM refuses the policy. Write prefix:Name.',
      ).as('error');
      continue;
    }
    yield finding(
      value,
      `${quoted(value.text)} is not an action: an action is written prefix:Name, such as bedrock:InvokeModel.`,
    )
      .as('error')
      .suggest(`Change to "bedrock:${brief(value.text)}"`, writer.replaceText(value, `bedrock:${value.text}`));
  }
}
