/** What becomes of the server's findings before VS Code shows them: where, when, and with which links. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, Middleware } from 'vscode-languageclient';
import { DocumentDiagnosticRequest } from 'vscode-languageclient';
import { Calm } from './calm.ts';
import { linkToRule } from './show-rule.ts';

/** The middleware of a client, which is made with it and so is asked for later, and the listeners that it needs. */
export function findings(client: () => BaseLanguageClient): {
  readonly middleware: Pick<Middleware, 'provideDiagnostics' | 'provideWorkspaceDiagnostics'>;
  readonly listeners: vscode.Disposable;
} {
  const calm = new Calm(() => client().getFeature(DocumentDiagnosticRequest.method).refresh());
  return {
    listeners: calm,
    middleware: {
      async provideDiagnostics(document, previous, token, next) {
        const uri = document instanceof vscode.Uri ? document : document.uri;
        if (!isTheAuthors(uri)) return undefined; // the same as an empty report
        const report = await next(document, previous, token);
        if (!report || !('items' in report)) return report;
        const items = report.items.map(linkToRule);
        const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
        return { ...report, items: open ? calm.of(open, items) : items };
      },
      provideWorkspaceDiagnostics: (previous, token, receive, next) =>
        next(previous, token, (chunk) =>
          receive(
            chunk && {
              items: chunk.items.map((each) =>
                'items' in each ? { ...each, items: each.items.map(linkToRule) } : each,
              ),
            },
          ),
        ),
    },
  };
}

/** Whether the author can change a document: not the old side of a comparison, and no preview. */
const isTheAuthors = ({ scheme }: vscode.Uri): boolean =>
  scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
