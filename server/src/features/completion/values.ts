/** Values that are one of a fixed few. */
import type { Cursor } from '../../policy/cursor.ts';
import { valueCompletion } from './edits.ts';
import type { Completion } from './item.ts';

export function completeEffect(cursor: Cursor): readonly Completion[] {
  const effects = cursor.kind === 'rcp' ? ['Deny'] : ['Allow', 'Deny'];
  return effects.map((effect, index) =>
    valueCompletion(cursor, effect, {
      label: effect,
      kind: 'keyword',
      sort: `0${index}`,
      documentation: { of: 'element', name: effect },
    }),
  );
}

export function completeVersion(cursor: Cursor): readonly Completion[] {
  const versions = [
    ['2012-10-17', 'The current policy language'],
    ['2008-10-17', 'The older language, without policy variables'],
  ] as const;
  return versions.map(([version, detail], index) =>
    valueCompletion(cursor, version, { label: version, kind: 'keyword', detail, sort: `0${index}` }),
  );
}
