/** "Expand Wildcard" and "Collapse Actions": the server's refactorings, from the palette. */
import * as vscode from 'vscode';

const refactoring = (command: string, kind: string) =>
  vscode.commands.registerCommand(command, () =>
    vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first', preferred: false }),
  );

export const wildcards = (): vscode.Disposable =>
  vscode.Disposable.from(
    refactoring('bedrockPolicy.expandWildcard', 'refactor.rewrite.expand'),
    refactoring('bedrockPolicy.collapseActions', 'refactor.rewrite.collapse'),
  );
