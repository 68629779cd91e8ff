/** The requests about open documents, one line of wiring a feature. */
import {
  type CancellationToken,
  CodeActionKind,
  type CompletionParams,
  type Connection,
  DocumentHighlightKind,
  InlayHintKind,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isConfigFile } from '../config/config-file.ts';
import type { Checker, DocumentationOf, HostDocument, Replacement, Service, Span } from '../service.ts';
import { configRequests } from './config-requests.ts';
import {
  type FixAllOf,
  markdown,
  toCodeAction,
  toCompletionList,
  toFoldingRange,
  toRange,
  toRefactoring,
  toSelectionRange,
  toSignatureHelp,
  toSpan,
  toSymbol,
  toTextEdit,
  toWorkspaceEdit,
} from './convert.ts';
import { exceptionActions } from './exceptions.ts';
import { answer, type Session } from './session.ts';

/** The document that a request is about. */
interface Asked {
  readonly document: TextDocument;
  readonly policies: HostDocument;
}

interface About {
  readonly textDocument: { readonly uri: string };
}

export function registerRequests(connection: Connection, session: Session): void {
  const { service } = session;
  const configs = configRequests(service, () => session.client()?.snippets ?? false);

  const about =
    <P extends About, T>(what: string, empty: T, work: (asked: Asked, params: P) => T) =>
    (params: P, token: CancellationToken): Promise<T> =>
      answer(session, params.textDocument.uri, what, empty, token, (document) =>
        work({ document, policies: session.snapshotOf(document) }, params),
      );

  const at =
    <T>(what: string, work: (asked: Asked, offset: number) => T) =>
    (params: About & { readonly position: Position }, token: CancellationToken): Promise<T | null> =>
      answer<T | null>(session, params.textDocument.uri, what, null, token, (document) =>
        work({ document, policies: session.snapshotOf(document) }, document.offsetAt(params.position)),
      );

  /** The texts of other open documents, whose ARNs show which accounts and Regions are in use. */
  const otherTexts = function* (own: TextDocument) {
    for (const document of session.documents.all()) if (document !== own) yield document.getText();
  };

  connection.onCompletion(
    about('Completion', null, ({ document, policies }, { position, context }: CompletionParams) => {
      if (isConfigFile(document.uri))
        return session.client()?.jsonSyntaxElsewhere
          ? null
          : { isIncomplete: false, items: [...configs.complete(document, document.offsetAt(position))] };
      const client = session.client();
      const offset = document.offsetAt(position);
      const { defaultRegion, defaultAccount, organization } = session.optionsOf(document);
      const list = service.complete(policies, offset, {
        snippets: client?.snippets ?? false,
        defaultRegion,
        defaultAccount,
        organization,
        otherTexts: () => otherTexts(document),
        ...(context ? { trigger: { character: context.triggerCharacter } } : {}),
        ...(client?.hasExamples ? {} : { examples: session.examples }),
      });
      return list.items.length === 0 && !list.isIncomplete
        ? null
        : toCompletionList(document, list, {
            editRangeDefault: client?.editRangeDefault ?? false,
            insertTextMode: client?.insertTextMode ?? false,
            labelDetails: client?.labelDetails ?? false,
          });
    }),
  );

  connection.onCompletionResolve((item) => {
    const data = item.data as Partial<DocumentationOf> | undefined;
    const text =
      data?.of === undefined ? undefined : service.documentationOf(data as DocumentationOf, session.examples);
    return text === undefined ? item : { ...item, documentation: markdown(text) };
  });

  connection.onHover(
    at('Hover', ({ document, policies }, offset) => {
      if (isConfigFile(document.uri))
        return session.client()?.jsonSyntaxElsewhere ? null : configs.hover(document, offset);
      const found = service.hover(policies, offset);
      return found ? { contents: markdown(found.text), range: toRange(document, found.span) } : null;
    }),
  );

  connection.onSignatureHelp(
    at('Signature help', ({ policies }, offset) => {
      const found = service.signatureHelp(policies, offset);
      return found ? toSignatureHelp(found) : null;
    }),
  );

  connection.onDocumentHighlight(
    at('Highlights', ({ document, policies }, offset) =>
      service.highlights(policies, offset).map(({ span, isPattern }) => ({
        range: toRange(document, span),
        kind: isPattern ? DocumentHighlightKind.Read : DocumentHighlightKind.Text,
      })),
    ),
  );

  connection.onDocumentSymbol(
    about('Symbols', [], ({ document, policies }) =>
      service.symbols(policies).map((symbol) => toSymbol(document, symbol)),
    ),
  );

  connection.onDocumentLinks(
    about('Links', [], ({ document, policies }) =>
      service.links(policies).map(({ span, target, tooltip }) => ({
        range: toRange(document, span),
        target,
        tooltip,
      })),
    ),
  );

  connection.languages.inlayHint.on(
    about('Inlay hints', [], ({ document, policies }, { range }) =>
      session.editorOptions().inlayHints
        ? service.inlayHints(policies, toSpan(document, range)).map(({ offset, label, tooltip }) => ({
            position: document.positionAt(offset),
            label,
            tooltip,
            kind: InlayHintKind.Type,
            paddingLeft: true,
          }))
        : [],
    ),
  );

  connection.onSelectionRanges(
    about('Selection ranges', [], ({ document, policies }, { positions }) =>
      positions.map((position) => {
        const offset = document.offsetAt(position);
        return toSelectionRange(document, position, service.selectionRanges(policies, offset));
      }),
    ),
  );

  connection.onFoldingRanges(
    about('Folding', [], ({ document, policies }) =>
      service.foldingRanges(policies).flatMap((span) => toFoldingRange(document, span)),
    ),
  );

  const format = (
    document: TextDocument,
    policies: HostDocument,
    range: Span | undefined,
    options: FormattingRequest,
  ) =>
    policies.policies.length === 0
      ? []
      : service.formatting(policies, range, options).map((edit) => toTextEdit(document, edit));
  connection.onDocumentFormatting(
    about('Formatting', [], ({ document, policies }, { options }) => format(document, policies, undefined, options)),
  );
  connection.onDocumentRangeFormatting(
    about('Formatting', [], ({ document, policies }, { range, options }) =>
      format(document, policies, toSpan(document, range), options),
    ),
  );

  connection.onCodeAction(
    about('Code actions', [], ({ document, policies }, { range, context: { only } }) => {
      const wants = (kind: string) =>
        only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? kind !== CodeActionKind.SourceFixAll;
      const span = toSpan(document, range);
      const checker = session.checkerOf(document);
      const isLater = session.client()?.resolvesEdits ?? false;
      const fixes = wants(CodeActionKind.QuickFix)
        ? service.codeActions(policies, checker, span).map((action) => {
            const edits =
              action.edits ?? (isLater ? undefined : fixAllOfRule(service, policies, checker, action.finding.rule.id));
            return toCodeAction(document, { ...action, edits });
          })
        : [];
      const rewrites = service
        .refactorings(policies, span)
        .map((each) => toRefactoring(document, each))
        .filter(({ kind }) => kind !== undefined && wants(kind));
      const exceptions = wants(CodeActionKind.QuickFix) ? exceptionActions(session, document, policies, span) : [];
      const all = wants(CodeActionKind.SourceFixAll) ? service.fixAll(policies, checker).edits : [];
      const fixesAll = {
        title: 'Apply all safe fixes of Bedrock Policy',
        kind: CodeActionKind.SourceFixAll,
        edit: toWorkspaceEdit(document, all),
      };
      return [...fixes, ...exceptions, ...rewrites, ...(all.length > 0 ? [fixesAll] : [])];
    }),
  );

  connection.onCodeActionResolve((action, token) => {
    const { uri, version, rule } = (action.data ?? {}) as Partial<FixAllOf>;
    if (uri === undefined || rule === undefined) return action;
    return answer(session, uri, 'Code action', action, token, (document) => {
      if (document.version !== version) return action;
      const edits = fixAllOfRule(service, session.snapshotOf(document), session.checkerOf(document), rule);
      return { ...action, edit: toWorkspaceEdit(document, edits) };
    });
  });
}

const fixAllOfRule = (service: Service, document: HostDocument, checker: Checker, id: string): readonly Replacement[] =>
  service.fixAll(document, checker, ({ rule }) => rule.id === id).edits;

interface FormattingRequest {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline?: boolean;
}
