/** What a workspace's list of symbols shows of a document: its policies by kind and place, and their statements by Sid. */
import type { HostDocument } from '../hosts/host.ts';
import { brief } from '../model/printable.ts';
import type { Span } from '../model/span.ts';
import { spanOf } from '../policy/data.ts';
import { placeName } from './symbols.ts';

export interface WorkspaceSymbol {
  /** `trust policy: InvokeRole`, or a statement's Sid. */
  readonly name: string;
  readonly kind: 'policy' | 'statement';
  /** Of a statement: its policy. */
  readonly container: string;
  readonly span: Span;
}

export const workspaceSymbols = ({ policies }: HostDocument): readonly WorkspaceSymbol[] =>
  policies.flatMap(({ kind, data, statements, isRoot }) => {
    const { start } = spanOf(data);
    const name = isRoot ? `${kind} policy` : `${kind} policy: ${brief(placeName(data))}`;
    const own = statements.flatMap(({ sid }): readonly WorkspaceSymbol[] =>
      sid?.kind === 'string' && sid.text !== ''
        ? [{ name: brief(sid.text), kind: 'statement', container: name, span: sid.span }]
        : [],
    );
    return [{ name, kind: 'policy', container: '', span: { start, end: start + 1 } }, ...own];
  });
