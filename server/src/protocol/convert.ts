/** From the analysis' own types to LSP's. Offsets become positions here and nowhere else. */
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type FoldingRange,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
  type Range,
  type SelectionRange,
  type SignatureHelp,
  SymbolKind,
  TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CodeAction as Action,
  type Completion,
  type CompletionKind,
  type CompletionList as Completions,
  documentationOf,
  type Finding,
  type DocumentSymbol as PolicySymbol,
  type Refactoring,
  type Replacement,
  type Severity,
  type SignatureHelp as Signature,
  type Span,
} from '../service.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  element: CompletionItemKind.Property,
  keyword: CompletionItemKind.EnumMember,
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Method,
  wildcard: CompletionItemKind.Operator,
  resource: CompletionItemKind.Struct,
  field: CompletionItemKind.Value,
  operator: CompletionItemKind.Operator,
  'condition-key': CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Struct, // VS Code may sort items of the kind Snippet below everything else
};

export const toRange = (document: TextDocument, { start, end }: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

export const toSpan = (document: TextDocument, { start, end }: Range): Span => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});

export const toTextEdit = (document: TextDocument, { span, text }: Replacement): TextEdit =>
  TextEdit.replace(toRange(document, span), text);

export function toDiagnostic(document: TextDocument, finding: Finding): Diagnostic {
  const { rule, severity, span, message } = finding;
  return {
    range: toRange(document, span),
    message,
    severity: SEVERITIES[severity],
    code: rule.id,
    codeDescription: { href: documentationOf(finding) },
    source: 'Bedrock Policy',
  };
}

export function toCodeAction(document: TextDocument, { title, finding, edits, isPreferred }: Action): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(document, finding)],
    isPreferred,
    ...(edits ? { edit: toWorkspaceEdit(document, edits) } : { data: fixAllOf(document, finding) }),
  };
}

/** The data of a code action that fixes all findings of a rule: the client sends it back when the action is chosen. */
export interface FixAllOf {
  readonly uri: string;
  readonly version: number;
  readonly rule: string;
}

const fixAllOf = ({ uri, version }: TextDocument, { rule }: Finding): FixAllOf => ({
  uri,
  version,
  rule: rule.id,
});

export const toWorkspaceEdit = (document: TextDocument, edits: readonly Replacement[]): WorkspaceEdit => ({
  changes: { [document.uri]: edits.map((edit) => toTextEdit(document, edit)) },
});

export const toRefactoring = (document: TextDocument, { title, kind, edits }: Refactoring): CodeAction => ({
  title,
  kind: `${CodeActionKind.RefactorRewrite}.${kind}`,
  edit: toWorkspaceEdit(document, edits),
});

export interface ClientCompletionAbilities {
  /** Whether a list may carry one edit range for all its items. */
  readonly editRangeDefault: boolean;
  readonly insertTextMode: boolean;
  readonly labelDetails: boolean;
}

/** The list for the client. The range that most items replace is sent once. */
export function toCompletionList(
  document: TextDocument,
  { items, isIncomplete }: Completions,
  abilities: ClientCompletionAbilities,
): CompletionList {
  const [first] = items;
  const shared = abilities.editRangeDefault ? first?.replace : undefined;
  return {
    isIncomplete,
    items: items.map((item) => toItem(document, item, shared, abilities)),
    ...(shared ? { itemDefaults: { editRange: toRange(document, shared) } } : {}),
  };
}

/** How many characters a row of VS Code's list shows. */
const ROW = 45;

function toItem(
  document: TextDocument,
  item: Completion,
  shared: Span | undefined,
  abilities: ClientCompletionAbilities,
): CompletionItem {
  const { replace, insert } = item;
  const isShared = shared !== undefined && shared.start === replace.start && shared.end === replace.end;
  const data = {
    ...item.documentation,
    ...(item.retrigger ? { retrigger: true } : {}),
    ...(item.isField ? { isField: true } : {}),
  };
  return {
    label: item.label,
    kind: KINDS[item.kind],
    sortText: `!${item.sort}`, // before what the JSON support of the editor proposes, such as "$schema"
    filterText: item.filter,
    ...(item.detail ? { detail: item.detail } : {}),
    // VS Code shows the detail of the selected row alone, and this one of all rows; it cuts the label for it.
    ...(item.detail && abilities.labelDetails && item.label.length + item.detail.length <= ROW
      ? { labelDetails: { description: item.detail } }
      : {}),
    ...(isShared ? { textEditText: insert } : { textEdit: TextEdit.replace(toRange(document, replace), insert) }),
    ...(item.isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(insert.includes('\n') && abilities.insertTextMode
      ? { insertTextMode: item.isIndented ? InsertTextMode.asIs : InsertTextMode.adjustIndentation }
      : {}),
    ...(item.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(item.additional ? { additionalTextEdits: item.additional.map((edit) => toTextEdit(document, edit)) } : {}),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  };
}

export const markdown = (value: string) => ({ kind: MarkupKind.Markdown, value });

export const toSymbol = (document: TextDocument, symbol: PolicySymbol): DocumentSymbol => ({
  name: symbol.name,
  ...(symbol.detail ? { detail: symbol.detail } : {}),
  kind: symbol.kind === 'policy' ? SymbolKind.Namespace : SymbolKind.Object,
  range: toRange(document, symbol.span),
  selectionRange: toRange(document, symbol.selection),
  children: symbol.children.map((child) => toSymbol(document, child)),
});

export const toSignatureHelp = ({ label, parameters, active }: Signature): SignatureHelp => ({
  signatures: [
    {
      label,
      parameters: parameters.map(({ start, end, documentation }) => ({
        label: [start, end],
        documentation,
      })),
    },
  ],
  activeSignature: 0,
  activeParameter: active,
});

/** None for a span on one line. The last line, with its bracket, stays visible. */
export function toFoldingRange(document: TextDocument, span: Span): readonly FoldingRange[] {
  const { start, end } = toRange(document, span);
  return end.line - 1 > start.line ? [{ startLine: start.line, endLine: end.line - 1 }] : [];
}

/** Ranges from the inside out as LSP nests them; around nothing, the position itself. */
export function toSelectionRange(document: TextDocument, position: Position, spans: readonly Span[]): SelectionRange {
  const outward = spans.toReversed();
  const nested = outward.reduce<SelectionRange | undefined>(
    (parent, span) => ({ range: toRange(document, span), ...(parent ? { parent } : {}) }),
    undefined,
  );
  return nested ?? { range: { start: position, end: position } };
}
