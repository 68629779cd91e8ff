import { bedrockOperation, SDK_PREFIXES } from '../../catalog/bedrock-operations.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { actionNames } from '../../iam/actions.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { type SimilarActions, similarActions } from '../../iam/similar-actions.ts';
import { brief, quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { action } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** A warning, not an error: AWS launches actions before they appear in its data. */
export const invalidAction = defineRule({
  id: 'invalid-action',
  category: 'names',
  severity: 'warning',
  summary: 'The service does not have this action.',
  explanation:
    'An action that its service does not define matches no request: an Allow of it grants nothing, a Deny forbids nothing. A pattern that matches no action is the same. The actions are those of the catalog’s date; AWS may have added one since, so this is a warning. An action that exists under another of Bedrock’s prefixes is an error. No action of another verb is offered instead.',
  reference: accessAnalyzer('error', 'invalid-action'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: [
    action('bedrock:⟦ListFoundationModel⟧'),
    action('bedrock:⟦Describe*⟧'),
    action('bedrock:⟦InvokeGateway⟧'),
    action('s3:⟦ListObjectsV2⟧'),
    action('⟦s3:⟧'),
  ],
  good: [action('bedrock:listfoundationmodels'), action('bedrock:List*')],
  *checkStatement({ action, notAction }, { catalog, writer }) {
    for (const list of [action, notAction]) {
      for (const { prefix, name, nameSpan, value } of actionNames(list)) {
        const service = catalog.service(prefix);
        if (!service || SDK_PREFIXES.has(prefix.toLowerCase()) || name.includes('${')) continue;
        if (name === '') {
          yield finding(
            value,
            `${quoted(value.text)} names no action, so IAM refuses the policy. Write prefix:Name, or ${brief(prefix)}:*.`,
          ).as('error');
          continue;
        }
        if (service.expand(name).length > 0) continue;
        if (service.prefix === 'bedrock' && bedrockOperation(name)) continue;
        const similar = similarActions(service, name, catalog);
        const [first = ''] = similar?.actions ?? [];
        const result = finding(nameSpan, explain(value.text, similar, catalog));
        if (similar?.why === 'prefix') result.as('error');
        if (similar?.why === 'operation' && list)
          result.suggest(
            `Change to ${similar.actions.join(' and ')}`,
            similar.actions.length > 1
              ? writer.replaceInList(list, value, similar.actions)
              : writer.replaceText(value, first),
          );
        else
          for (const candidate of similar?.actions ?? [])
            result.suggest(`Change to ${quoted(candidate)}`, writer.replaceText(value, candidate));
        yield result;
      }
    }
  },
});

function explain(text: string, similar: SimilarActions | undefined, { date }: Catalog): string {
  const [first = ''] = similar?.actions ?? [];
  const unknown = `${hasWildcard(text) ? 'No action matches' : 'No action is called'} ${quoted(text)} in the catalog of ${date}: unless AWS has added one since, this has no effect.`;
  switch (similar?.why) {
    case 'prefix':
      return `${quoted(text)} matches nothing: the action belongs to another prefix. Write ${first}.`;
    case 'operation':
      return `IAM has no action ${quoted(text)}: this has no effect. ${similar.actions.join(' and ')} ${similar.actions.length > 1 ? 'authorize' : 'authorizes'} it.`;
    case undefined:
      return `${unknown} Check the name.`;
    default:
      return `${unknown} Did you mean ${first}?`;
  }
}
