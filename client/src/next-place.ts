/** Opens the list of completions where Tab leads to an empty string of a policy: the next place of a snippet. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { atCursor, policyEditor } from './editor.ts';
import { openList } from './open-list.ts';
import { ask } from './requests.ts';

export const nextPlace = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.window.onDidChangeTextEditorSelection(async ({ textEditor, kind }) => {
    // Tab in a snippet has no kind of its own; keys and clicks that move the cursor have one.
    const isMoved = kind === vscode.TextEditorSelectionChangeKind.Keyboard;
    if (isMoved || kind === vscode.TextEditorSelectionChangeKind.Mouse) return;
    if (textEditor !== policyEditor() || !isInEmptyString(textEditor)) return;
    const { version } = textEditor.document;
    const { active } = textEditor.selection;
    const status = await ask(client, 'bedrockPolicy/status', atCursor(textEditor, client)).catch(() => undefined);
    const isSame = textEditor === policyEditor() && textEditor.document.version === version;
    if (status && isSame && textEditor.selection.active.isEqual(active)) await openList();
  });

function isInEmptyString({ document, selections: [selection, ...others] }: vscode.TextEditor): boolean {
  if (!selection?.isEmpty || others.length > 0) return false;
  const { line, character } = selection.active;
  return character > 0 && document.getText(new vscode.Range(line, character - 1, line, character + 1)) === '""';
}
