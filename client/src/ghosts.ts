/**
 * Takes away the findings of a deleted file when its tab is closed. VS Code keeps its document for a while, and the language
 * client leaves its findings to the server, to which the document is still open.
 */
import * as vscode from 'vscode';
import { DefaultDiagnosticCollectionProvider, type DiagnosticCollectionProvider } from 'vscode-languageclient';

export interface Ghosts {
  /** Makes the collections that hold the findings. */
  readonly provider: DiagnosticCollectionProvider;
  readonly listener: vscode.Disposable;
}

export function ghosts(): Ghosts {
  const usual = new DefaultDiagnosticCollectionProvider();
  const collections = new Set<vscode.DiagnosticCollection>();
  const forget = async (uri: vscode.Uri) => {
    if ((await isThere(uri)) || isShown(uri)) return;
    for (const collection of collections) collection.delete(uri);
  };
  return {
    provider: {
      create(name, source) {
        const collection = usual.create(name, source);
        collections.add(collection);
        return collection;
      },
      dispose(collection, source) {
        collections.delete(collection);
        usual.dispose(collection, source);
      },
    },
    listener: vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) if (input instanceof vscode.TabInputText) void forget(input.uri);
    }),
  };
}

const isThere = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

const isShown = (uri: vscode.Uri): boolean =>
  vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
