/** "Show Rule": the page of the rule behind a finding, without leaving the editor. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { policyEditor } from './editor.ts';
import { ask } from './requests.ts';

const RULE = 'bedrock-policy-rule';

export const ruleOf = ({ code, source }: vscode.Diagnostic): string | undefined =>
  source === 'Bedrock Policy' && typeof code === 'object' ? String(code.value) : undefined;

/** Leads from a finding's code to its rule's page within the editor, which needs no network. */
export function linkToRule(finding: vscode.Diagnostic): vscode.Diagnostic {
  const rule = ruleOf(finding);
  // An organization may name a page of its own.
  if (rule !== undefined && isRulesOwn(finding, rule)) {
    const target = vscode.Uri.from({
      scheme: 'command',
      path: 'bedrockPolicy.showRule',
      query: JSON.stringify([rule]),
    });
    finding.code = { value: rule, target };
  }
  return finding;
}

const isRulesOwn = ({ code }: vscode.Diagnostic, rule: string): boolean =>
  typeof code === 'object' && code.target.path.endsWith(`/docs/rules/${rule}.md`);

export const showRule = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(RULE, {
      provideTextDocumentContent: ({ path }) =>
        ask(client, 'bedrockPolicy/rulePage', { id: path.replace(/^\/|\.md$/g, '') }).then(
          (page) => page ?? vscode.l10n.t('There is no such rule.'),
        ),
    }),
    vscode.commands.registerCommand('bedrockPolicy.showRule', async (given?: unknown) => {
      const rule = typeof given === 'string' ? given : await chooseRule();
      if (!rule) return;
      const page = vscode.Uri.from({ scheme: RULE, path: `/${rule}.md` });
      await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
    }),
  );

/** The rule of the finding at the cursor; without one there, any of the document's. */
async function chooseRule(): Promise<string | undefined> {
  const editor = policyEditor();
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a policy with a finding first.'));
    return undefined;
  }
  const all = vscode.languages.getDiagnostics(editor.document.uri);
  const here = all.filter(({ range }) => range.contains(editor.selection.active));
  const rules = [...new Set((here.some(ruleOf) ? here : all).flatMap((each) => ruleOf(each) ?? []))];
  if (rules.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('This document has no findings.'));
  return rules.length > 1 ? vscode.window.showQuickPick(rules.toSorted()) : rules[0];
}
