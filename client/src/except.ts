/** "Except … here": asks why a finding is right, and has the exception written. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ExceptedFinding } from '../../shared/requests.ts';
import { ask } from './requests.ts';

/** `given`: the reason, for which the author is asked where it is left out. */
export const except = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.except', async (finding: ExceptedFinding, given?: string) => {
    const reason = given ?? (await askReason(finding.rule));
    if (!reason) return;
    const result = await ask(client, 'bedrockPolicy/except', { ...finding, reason });
    if ('refusal' in result) {
      void vscode.window.showWarningMessage(result.refusal);
      return;
    }
    const uri = client.protocol2CodeConverter.asUri(result.uri);
    const isOther = result.uri !== finding.textDocument.uri;
    const wasDirty = vscode.workspace.textDocuments.some(
      (each) => each.uri.toString() === uri.toString() && each.isDirty,
    );
    const edit = new vscode.WorkspaceEdit();
    if (result.create) edit.createFile(uri, { ignoreIfExists: true });
    for (const { range, newText } of result.edits)
      edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
    await vscode.workspace.applyEdit(edit);
    // The config file is read from disk: it counts once it is saved.
    if (!isOther) return;
    if (!wasDirty) await (await vscode.workspace.openTextDocument(uri)).save();
    else
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Save the config file: the exception holds from then on.'),
      );
  });

const askReason = (rule: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: vscode.l10n.t('Except “{0}”', rule),
    prompt: vscode.l10n.t('Why is this right here? Whoever reads the policy later sees the reason.'),
    placeHolder: vscode.l10n.t('Ticket, decision, or what makes it safe'),
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('Write a reason: without one, nothing is excepted.') : undefined,
  });
