/** The active editor, in the form of the server's requests. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { StatementPlace } from '../../shared/requests.ts';
import { ask } from './requests.ts';

const isJson = ({ languageId }: vscode.TextDocument): boolean => languageId === 'json' || languageId === 'jsonc';

/** The active editor, if it shows JSON. */
export function jsonEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && isJson(editor.document) ? editor : undefined;
}

/** An editor's document and cursor as parameters of a request. */
export const atCursor = ({ document, selection }: vscode.TextEditor, client: BaseLanguageClient) => ({
  textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
  position: client.code2ProtocolConverter.asPosition(selection.active),
});

/** Opens a new, untitled JSON document with a snippet in it. */
export async function openSnippet(body: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content: '' });
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(new vscode.SnippetString(body));
}

/** Where a statement would go in the editor's policy; undefined without a policy there. */
export const statementPlace = (
  editor: vscode.TextEditor,
  client: BaseLanguageClient,
): Promise<StatementPlace | undefined> =>
  ask(client, 'bedrockPolicy/statementPlace', atCursor(editor, client)).then((place) => place ?? undefined);

/** Inserts a statement, as snippet text, among those of the editor's policy. */
export async function insertStatement(
  editor: vscode.TextEditor,
  client: BaseLanguageClient,
  { position, before, after, first }: StatementPlace,
  body: string,
): Promise<void> {
  const at = client.protocol2CodeConverter.asPosition(position);
  await editor.insertSnippet(new vscode.SnippetString(`${before}${body}${after}`), at);
  if (!first) return;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(editor.document.uri, client.protocol2CodeConverter.asPosition(first.range.start), first.newText);
  await vscode.workspace.applyEdit(edit);
}

/** Escapes a text for a snippet. */
export const asSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
