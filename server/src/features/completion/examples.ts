/** The example policies: whole ones in an empty document, and statements in a list of them. */
import type { Cursor } from '../../policy/cursor.ts';
import { type PolicySnippet, withDefaults } from '../../snippets/snippets.ts';
import { arnDefaults } from './arn-defaults.ts';
import { rawCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';

export function completeExamples(
  cursor: Cursor,
  options: CompletionOptions,
  form: PolicySnippet['form'],
): readonly Completion[] {
  const { examples, snippets } = options;
  if (!examples || (form === 'statement' && !cursor.inList)) return [];
  const { region, account, isRegionKnown, isAccountKnown } = arnDefaults(cursor, options);
  const known = { region: isRegionKnown ? region : undefined, account: isAccountKnown ? account : undefined };
  return examples()
    .filter((example) => example.form === form)
    .map(({ name, prefix, body }, order) =>
      rawCompletion(cursor, withDefaults(body, known), prefix, snippets, {
        label: prefix,
        kind: 'snippet',
        detail: name,
        sort: `5${String(order).padStart(3, '0')}`,
        documentation: { of: 'example', name: prefix },
      }),
    );
}
