/** "Except … here": asks why a finding is right, and has the exception written. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ExceptedFinding } from '../../shared/requests.ts';
import { applyFileEdit } from './file-edit.ts';
import { ask } from './requests.ts';

/** `given`: the reason, for which the author is asked where it is left out. */
export const except = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.except', async (finding: ExceptedFinding, given?: string) => {
    const reason = given ?? (await askReason(finding.rule));
    if (!reason) return;
    const result = await ask(client, 'bedrockPolicy/except', { ...finding, reason });
    await applyFileEdit(client, result, client.protocol2CodeConverter.asUri(finding.textDocument.uri));
  });

const askReason = (rule: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: vscode.l10n.t('Except “{0}”', rule),
    prompt: vscode.l10n.t('Why is this right here? Whoever reads the policy later sees the reason.'),
    placeHolder: vscode.l10n.t('Ticket, decision, or what makes it safe'),
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('Write a reason: without one, nothing is excepted.') : undefined,
  });
