/** "Set Policy Kind": the kind of the current file's policies, stored in the config file for everyone who works on the project. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { atCursor, policyEditor } from './editor.ts';
import { applyFileEdit } from './file-edit.ts';
import { ask } from './requests.ts';

const kinds = (): vscode.QuickPickItem[] => [
  { label: 'identity', detail: vscode.l10n.t('Attached to a user, a group or a role') },
  { label: 'trust', detail: vscode.l10n.t('A role’s trust policy: who may assume it') },
  { label: 'resource', detail: vscode.l10n.t('Attached to a resource, such as a guardrail or a bucket') },
  { label: 'endpoint', detail: vscode.l10n.t('Attached to a VPC endpoint') },
  { label: 'scp', detail: vscode.l10n.t('A service control policy of AWS Organizations') },
  { label: 'rcp', detail: vscode.l10n.t('A resource control policy of AWS Organizations') },
  { label: 'boundary', detail: vscode.l10n.t('A permissions boundary') },
  { label: 'session', detail: vscode.l10n.t('Passed to sts:AssumeRole for one session') },
];

/** Takes the kind back, so that file name and content tell it again. */
const UNSET = 'unset';

export const setKind = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.setKind', async (given?: unknown) => {
    const editor = policyEditor();
    if (!editor) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a policy first.'));
      return;
    }
    const { document } = editor;
    const kind = typeof given === 'string' ? given : await choose(client, editor);
    if (!kind) return;
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const edit = await ask(client, 'bedrockPolicy/setKind', { textDocument, kind: kind === UNSET ? null : kind });
    await applyFileEdit(client, edit, document.uri);
  });

async function choose(client: BaseLanguageClient, editor: vscode.TextEditor): Promise<string | undefined> {
  const status = await ask(client, 'bedrockPolicy/status', atCursor(editor, client)).catch(() => null);
  const items = kinds().map((each) => ({
    ...each,
    kind: vscode.QuickPickItemKind.Default,
    value: each.label,
    ...(each.label === status?.kind ? { description: vscode.l10n.t('the kind of this policy now') } : {}),
  }));
  const unset = { label: vscode.l10n.t('Tell it from file name and content'), value: UNSET };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, value: '' };
  const chosen = await vscode.window.showQuickPick([...items, separator, unset], {
    placeHolder: vscode.l10n.t('The kind of this policy'),
  });
  return chosen?.value;
}
