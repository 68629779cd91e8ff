/** Policy variables: what may follow `${` in a Resource or a condition's value. */

import type { PolicyWriter } from '../../hosts/writer.ts';
import type { Edits } from '../../model/edit.ts';
import type { Span } from '../../model/span.ts';
import { suffixOf } from '../../model/suffix.ts';
import { literal, withoutTabStops } from '../../model/tab-stops.ts';
import { type Cursor, listAt } from '../../policy/cursor.ts';
import type { Completion, CompletionOptions } from './item.ts';

/**
 * Keys that serve as variables, the most used first: single values that requests carry.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const KEYS: readonly (readonly [key: string, detail: string])[] = [
  ['aws:PrincipalTag/', 'A tag on the caller'],
  ['aws:username', 'The user’s name; absent for roles'],
  ['aws:userid', 'The caller’s unique id'],
  ['aws:PrincipalAccount', 'The caller’s account'],
  ['aws:PrincipalOrgID', 'The caller’s organization'],
  ['aws:PrincipalArn', 'The caller’s ARN'],
  ['aws:ResourceTag/', 'A tag on the resource'],
  ['aws:RequestTag/', 'A tag that the request sets'],
  ['aws:ResourceAccount', 'The resource’s account'],
  ['aws:ResourceOrgID', 'The resource’s organization'],
  ['aws:RequestedRegion', 'The Region of the request'],
  ['aws:SourceAccount', 'The account on whose behalf a service calls'],
  ['aws:SourceVpce', 'The VPC endpoint of the request'],
  ['aws:SourceIdentity', 'The source identity of the session'],
  ['aws:FederatedProvider', 'The identity provider of the session'],
];
/** Characters that stand for themselves. */
const ESCAPES: readonly (readonly [string, string])[] = [
  ['*', 'An asterisk, not a wildcard'],
  ['?', 'A question mark, not a wildcard'],
  ['$', 'A dollar sign'],
];

/** Whether the cursor stands within an open `${` of an element that takes variables. */
export function isInVariable(cursor: Cursor): boolean {
  const { place } = cursor;
  const takesVariables = place.at === 'condition-value' || listAt(cursor)?.name.text.endsWith('Resource') === true;
  return takesVariables && /\$\{[^{}]*$/.test(cursor.typed);
}

export function completeVariables(cursor: Cursor, { snippets, writer }: CompletionOptions): readonly Completion[] {
  const { document, offset, string } = cursor;
  const start = offset - suffixOf(cursor.typed, /[^{}$]/).length;
  const rest = /^[\w:/,' .-]*\}?/.exec(document.text.slice(offset, Math.min(offset + 100, string?.span.end ?? offset)));
  const replace: Span = { start, end: offset + (rest?.[0].length ?? 0) };
  const fix = versionFix(cursor, writer);
  const item = (label: string, snippet: string, detail: string, order: number): Completion => ({
    label,
    kind: 'value',
    detail: fix.length > 0 ? `${detail} (sets Version to 2012-10-17)` : detail,
    insert: snippets ? snippet : withoutTabStops(snippet),
    isSnippet: snippets,
    replace,
    filter: label,
    sort: `0${String(order).padStart(2, '0')}`,
    documentation: { of: 'condition-key', name: label.split(',')[0] ?? label },
    ...(fix.length > 0 ? { additional: fix } : {}),
  });
  const end = literal('}');
  return [
    ...KEYS.flatMap(([key, detail], order) => {
      const isTag = key.endsWith('/');
      const name = isTag ? `${key}tag-key` : key;
      const text = isTag ? `${literal(key)}\${1:tag-key}` : literal(key);
      const fallback = `${text}, '\${${isTag ? 2 : 1}:default}'${end}`;
      const plain = item(name, `${text}${end}`, detail, 2 * order);
      return isTag ? [plain, item(`${name}, 'default'`, fallback, `${detail}, or a default`, 2 * order + 1)] : [plain];
    }),
    ...ESCAPES.map(([char, detail], order) => item(char, `${literal(char)}${end}`, detail, 90 + order)),
  ];
}

/** Without version 2012-10-17 a variable is plain text. */
function versionFix({ policy }: Cursor, writer: PolicyWriter): Edits {
  if (!policy || policy.hasVariables) return [];
  const { version } = policy;
  return version
    ? writer.replaceValue(version, '2012-10-17')
    : writer.addElement(policy, 'Version', '2012-10-17', 'first');
}
