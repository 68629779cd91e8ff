/** Applies an edit of a file that the server has made. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FileEdit } from '../../shared/requests.ts';

/**
 * Applies the edit, or says why there is none. A file other than `from`, such as the config file, counts once it is saved: it is
 * saved, unless it had changes that the author has not saved.
 */
export async function applyFileEdit(client: BaseLanguageClient, result: FileEdit, from: vscode.Uri): Promise<void> {
  if ('refusal' in result) {
    void vscode.window.showWarningMessage(result.refusal);
    return;
  }
  if (result.edits.length === 0) return;
  const uri = client.protocol2CodeConverter.asUri(result.uri);
  const wasDirty = vscode.workspace.textDocuments.some(
    (each) => each.uri.toString() === uri.toString() && each.isDirty,
  );
  const edit = new vscode.WorkspaceEdit();
  if (result.create) edit.createFile(uri, { ignoreIfExists: true });
  for (const { range, newText } of result.edits)
    edit.replace(uri, client.protocol2CodeConverter.asRange(range), newText);
  await vscode.workspace.applyEdit(edit);
  if (uri.toString() === from.toString()) return;
  if (!wasDirty) await (await vscode.workspace.openTextDocument(uri)).save();
  else
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Save the config file: what was written holds from then on.'),
    );
}
