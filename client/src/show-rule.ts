/** "Show Rule": the page of the rule behind a finding, from the extension itself. */
import * as vscode from 'vscode';
import { jsonEditor } from './editor.ts';

const ruleOf = ({ code, source }: vscode.Diagnostic): string | undefined =>
  source === 'Bedrock Policy' && typeof code === 'object' ? String(code.value) : undefined;

export const showRule = ({ extensionUri }: vscode.ExtensionContext): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.showRule', async (given?: unknown) => {
    const rule = typeof given === 'string' ? given : await chooseRule();
    if (!rule) return;
    const page = vscode.Uri.joinPath(extensionUri, 'docs', 'rules', `${rule}.md`);
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });

/** The rule of the finding at the cursor; without one there, any of the document's. */
async function chooseRule(): Promise<string | undefined> {
  const editor = jsonEditor();
  if (!editor) return undefined;
  const all = vscode.languages.getDiagnostics(editor.document.uri);
  const here = all.filter(({ range }) => range.contains(editor.selection.active));
  const rules = [...new Set((here.some(ruleOf) ? here : all).flatMap((each) => ruleOf(each) ?? []))];
  if (rules.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('This document has no findings.'));
  return rules.length > 1 ? vscode.window.showQuickPick(rules.toSorted()) : rules[0];
}
