/** What the server offers to a client. */
import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Client } from './client.ts';

export const capabilitiesFor = (client: Client): ServerCapabilities => ({
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  completionProvider: { triggerCharacters: ['"', ':', '/', '.', '-', '{'], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: [':', '/'] },
  documentHighlightProvider: true,
  documentSymbolProvider: { label: 'Bedrock Policy' },
  workspaceSymbolProvider: true,
  referencesProvider: true,
  documentLinkProvider: {},
  inlayHintProvider: true,
  selectionRangeProvider: true,
  // VS Code's own JSON support folds and formats; a second formatter would make it ask which one to take.
  ...(client.jsonSyntaxElsewhere
    ? {}
    : { foldingRangeProvider: true, documentFormattingProvider: true, documentRangeFormattingProvider: true }),
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll],
    resolveProvider: true,
  },
  ...(client.pullsDiagnostics
    ? {
        diagnosticProvider: {
          identifier: 'bedrock-policy',
          interFileDependencies: false,
          workspaceDiagnostics: true,
        },
      }
    : {}),
});
