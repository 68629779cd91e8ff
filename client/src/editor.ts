/** The active editor, in the form of the server's requests. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { StatementPlace } from '../../shared/requests.ts';
import { ask } from './requests.ts';

/** The languages of the files that may hold policies. */
export const LANGUAGES: readonly string[] = ['json', 'jsonc', 'yaml', 'cloudformation', 'terraform', 'opentofu', 'hcl'];

/** The active editor, if its document may hold policies. */
export function policyEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && LANGUAGES.includes(editor.document.languageId) ? editor : undefined;
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

/** Where a statement, as JSON with tab stops, goes in the editor's policy; undefined without a list of statements there. */
export const statementPlace = (
  editor: vscode.TextEditor,
  client: BaseLanguageClient,
  body = '',
): Promise<StatementPlace | undefined> =>
  ask(client, 'bedrockPolicy/statementPlace', { ...atCursor(editor, client), body }).then(
    (place) => place ?? undefined,
  );

/** Inserts a statement, as JSON with tab stops, among those of the editor's policy, in the syntax of its document. */
export async function insertStatement(
  editor: vscode.TextEditor,
  client: BaseLanguageClient,
  statement: string,
): Promise<void> {
  const place = await statementPlace(editor, client, statement);
  if (!place) return;
  const { position, before, after, first, body = statement } = place;
  const at = client.protocol2CodeConverter.asPosition(position);
  await editor.insertSnippet(new vscode.SnippetString(`${before}${body}${after}`), at);
  if (!first) return;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(editor.document.uri, client.protocol2CodeConverter.asPosition(first.range.start), first.newText);
  await vscode.workspace.applyEdit(edit);
}

/** Escapes a text for a snippet. */
export const asSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
