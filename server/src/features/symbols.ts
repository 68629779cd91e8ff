/** Document symbols: the statements by their Sids, or by what they do; in a template under the policy that holds them. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Data } from '../model/data.ts';
import { brief } from '../model/printable.ts';
import type { Span } from '../model/span.ts';
import { pathOf, spanOf } from '../policy/data.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';
import { statementSentence } from './sentence.ts';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'policy' | 'statement';
  readonly span: Span;
  /** What is selected when the author goes there; within `span`. */
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

/** A name is one line in a narrow column. */
const LONGEST = 80;

const shortened = (text: string) => {
  const line = brief(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};

export function documentSymbols(document: PolicyDocument, catalog: Catalog): readonly DocumentSymbol[] {
  const { policies } = document;
  const [only] = policies;
  if (only && policies.length === 1 && only.data === document.root) return statementSymbols(only, catalog);
  return policies.map((policy) => {
    const span = spanOf(policy.data);
    const children = statementSymbols(policy, catalog);
    const end = children.reduce((last, child) => Math.max(last, child.span.end), span.end);
    return {
      name: shortened(placeName(policy.data)),
      detail: `${policy.kind} policy`,
      kind: 'policy',
      span: { start: span.start, end },
      selection: { start: span.start, end: span.start + 1 },
      children,
    };
  });
}

const statementSymbols = ({ statements }: Policy, catalog: Catalog): readonly DocumentSymbol[] =>
  statements.map((statement, index) => statementSymbol(statement, index, catalog));

function statementSymbol(statement: Statement, index: number, catalog: Catalog): DocumentSymbol {
  const { sid, effect, span } = statement;
  const sentence = statementSentence(statement, catalog) ?? '';
  const name = sid?.text || sentence || `Statement ${index + 1}`;
  const written = (sid?.text ? sid : effect)?.span;
  // An effect that a template leaves out has no place.
  const selection = written && written.end > written.start ? written : { start: span.start, end: span.start + 1 };
  return {
    name: shortened(name),
    detail: name === sentence ? '' : shortened(sentence),
    kind: 'statement',
    span,
    selection,
    children: [],
  };
}

/** Names that stand everywhere, and the functions of templates. */
const SAYS_NOTHING = /^(?:Properties|Resources|Policies)$|^fn::/i;

/** Where a policy stands in its document: `InvokeRole / AssumeRolePolicyDocument`. */
export function placeName(data: Data): string {
  const names = pathOf(data).filter((name) => !SAYS_NOTHING.test(name));
  return names.slice(-2).join(' / ') || 'policy';
}
