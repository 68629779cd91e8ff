/** Opens the list of completions. Where nothing is offered, nothing is said. */
import * as vscode from 'vscode';

/** The command behind an accepted completion. It is not shown to people. */
export const OPEN_LIST = 'bedrockPolicy.openList';

export const openList = (): Thenable<unknown> =>
  vscode.commands.executeCommand('editor.action.triggerSuggest', { auto: true });

export const openListCommand = (): vscode.Disposable => vscode.commands.registerCommand(OPEN_LIST, openList);
