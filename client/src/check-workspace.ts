/** "Check Workspace": every policy file, open or not. The Problems view shows the findings. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ask } from './requests.ts';

export const checkWorkspace = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.checkWorkspace', async () => {
    const summary = await ask(client, 'bedrockPolicy/checkWorkspace', null);
    const { files, policies, findings } = summary;
    const open = vscode.l10n.t('Open Problems');
    const said = [
      files === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', files),
      policies === 1 ? vscode.l10n.t('1 policy') : vscode.l10n.t('{0} policies', policies),
      findings === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', findings),
    ].join(', ');
    const chosen =
      findings > 0
        ? vscode.window.showInformationMessage(`${said}.`, open)
        : vscode.window.showInformationMessage(`${said}.`);
    void chosen.then((each) => each === open && vscode.commands.executeCommand('workbench.actions.view.problems'));
    return summary;
  });
