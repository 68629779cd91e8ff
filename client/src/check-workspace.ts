/** "Check Workspace": every policy file, open or not. The Problems view shows the findings. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ask } from './requests.ts';

export const checkWorkspace = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.checkWorkspace', async () => {
    const { files, policies, findings } = await ask(client, 'bedrockPolicy/checkWorkspace', null);
    const open = vscode.l10n.t('Open Problems');
    const said = vscode.l10n.t('{0} files, {1} policies, {2} findings.', files, policies, findings);
    const chosen =
      findings > 0 ? vscode.window.showInformationMessage(said, open) : vscode.window.showInformationMessage(said);
    void chosen.then((each) => each === open && vscode.commands.executeCommand('workbench.actions.view.problems'));
    return { files, policies, findings };
  });
