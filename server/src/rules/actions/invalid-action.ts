import { bedrockOperation, SDK_PREFIXES } from '../../catalog/bedrock-operations.ts';
import { actionNames } from '../../iam/actions.ts';
import { hasWildcard } from '../../iam/arns.ts';
import { nearestFew } from '../../iam/nearest.ts';
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
    'An action that its service does not define matches no request: an Allow of it grants nothing, a Deny forbids nothing. A pattern that matches no action is the same. The actions are those of the catalog’s date; AWS may have added one since.',
  reference: accessAnalyzer('error', 'invalid-action'),
  fixes: { suggested: 'The name may be newer than the catalog.' },
  bad: [action('bedrock:⟦ListFoundationModel⟧'), action('bedrock:⟦Describe*⟧')],
  good: [action('bedrock:listfoundationmodels'), action('bedrock:List*')],
  *checkStatement({ action, notAction }, { catalog, writer }) {
    for (const list of [action, notAction]) {
      for (const { prefix, name, nameSpan, value } of actionNames(list)) {
        const service = catalog.service(prefix);
        if (!service || SDK_PREFIXES.has(prefix.toLowerCase()) || name === '' || name.includes('${')) continue;
        if (service.expand(name).length > 0) continue;
        if (service.prefix === 'bedrock' && bedrockOperation(name)) continue;
        const near = nearestFew(
          name,
          service.actions.map((known) => known.name),
        );
        const what = hasWildcard(name)
          ? `No action of ${prefix} matches "${name}"`
          : `${prefix} has no action "${name}"`;
        const result = finding(
          nameSpan,
          near[0]
            ? `${what}, so this has no effect. Did you mean "${near[0]}"?`
            : `${what}, so this has no effect. Check the name.`,
        );
        for (const candidate of near)
          result.suggest(`Change to "${candidate}"`, writer.replaceText(value, candidate, prefix.length + 1));
        yield result;
      }
    }
  },
});
