/** "Sort and Tidy Policy". */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { atCursor, policyEditor } from './editor.ts';
import { ask } from './requests.ts';

export const tidy = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.tidy', async () => {
    const editor = policyEditor();
    if (!editor) return;
    const { tabSize, insertSpaces } = editor.options;
    const tidied = await ask(client, 'bedrockPolicy/tidy', {
      ...atCursor(editor, client),
      options: { tabSize: Number(tabSize) || 2, insertSpaces: insertSpaces !== false },
    });
    if ('refusal' in tidied) {
      void vscode.window.showInformationMessage(tidied.refusal);
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.set(editor.document.uri, await client.protocol2CodeConverter.asTextEdits(tidied.edits));
    await vscode.workspace.applyEdit(edit);
  });
