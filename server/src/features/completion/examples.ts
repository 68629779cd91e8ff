/** The example policies, for editors that have no snippets of their own: whole ones, and statements of a list. */
import type { Cursor } from '../../policy/cursor.ts';
import type { PolicySnippet } from '../../snippets/snippets.ts';
import { rawCompletion } from './edits.ts';
import type { Completion, CompletionOptions } from './item.ts';

export function completeExamples(
  cursor: Cursor,
  { examples, snippets }: CompletionOptions,
  form: PolicySnippet['form'],
): readonly Completion[] {
  if (!examples || (form === 'statement' && !cursor.inList)) return [];
  return examples()
    .filter((example) => example.form === form)
    .map(({ name, prefix, body }, order) =>
      rawCompletion(cursor, body, prefix, snippets, {
        label: prefix,
        kind: 'snippet',
        detail: name,
        sort: `5${String(order).padStart(3, '0')}`,
        documentation: { of: 'example', name: prefix },
      }),
    );
}
