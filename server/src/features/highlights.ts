/** Document highlights: the same action, resource, key or name elsewhere, and the patterns that match the action. */

import type { HostDocument } from '../hosts/host.ts';
import { hasWildcard } from '../iam/arns.ts';
import type { Span } from '../model/span.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import type { Cursor } from '../policy/cursor.ts';
import { type Statement, strings } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';

export interface Highlight {
  readonly span: Span;
  /** Whether a pattern matches what is at the cursor, rather than being the same text. */
  readonly isPattern: boolean;
}

export function highlights(document: HostDocument, offset: number): readonly Highlight[] {
  const cursor = document.host.cursorAt(document, offset);
  const wanted = cursor?.word?.text;
  if (!cursor || !wanted) return [];
  const statements = document.policies.flatMap((policy) => policy.statements);
  const candidates = statements.flatMap(candidatesAt(cursor));
  const ignoreCase = isAction(cursor) || cursor.place.at === 'condition-key';
  const normal = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const same = normal(wanted);
  const comparesPatterns = isAction(cursor) && !hasWildcard(wanted);
  return candidates.flatMap(({ text, span }): readonly Highlight[] => {
    if (normal(text) === same) return [{ span, isPattern: false }];
    const fits = comparesPatterns && hasWildcard(text) && matches(parseGlob(text, { ignoreCase: true }), same);
    return fits ? [{ span, isPattern: true }] : [];
  });
}

const isAction = ({ place }: Cursor) => place.at === 'statement-value' && place.element.endsWith('Action');

/** The strings of a statement that are of the same sort as the one at the cursor. */
function candidatesAt({ place }: Cursor): (statement: Statement) => readonly StringValue[] {
  switch (place.at) {
    case 'statement-value':
      switch (place.element) {
        case 'Action':
        case 'NotAction':
          return ({ action, notAction }) => [...strings(action), ...strings(notAction)];
        case 'Resource':
        case 'NotResource':
          return ({ resource, notResource }) => [...strings(resource), ...strings(notResource)];
        case 'Effect':
          return ({ effect }) => (effect?.kind === 'string' ? [effect] : []);
        case 'Sid':
          return ({ sid }) => (sid?.kind === 'string' ? [sid] : []);
        default:
          return () => [];
      }
    case 'condition-key':
      return ({ condition }) => condition?.entries.map(({ key }) => key) ?? [];
    case 'condition-value':
      return ({ condition }) => condition?.entries.flatMap(({ list }) => strings(list)) ?? [];
    case 'operator':
      return ({ condition }) => condition?.operators.map(({ name }) => name) ?? [];
    case 'principal-value':
      return ({ principal, notPrincipal }) =>
        [principal, notPrincipal].flatMap((element) => element?.types.flatMap(strings) ?? []);
    default:
      return () => [];
  }
}
