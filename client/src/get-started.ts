/** "Get Started": the walkthrough, beside what is open. */
import * as vscode from 'vscode';

export const getStarted = ({ extension }: vscode.ExtensionContext): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.getStarted', async () => {
    const toSide = vscode.window.activeTextEditor !== undefined;
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#start`, toSide);
  });
