/** What the light bulb offers beside the server's fixes: the page of each finding's rule. */
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { ruleOf } from './show-rule.ts';

export const lightBulb: Pick<Middleware, 'provideCodeActions'> = {
  async provideCodeActions(document, range, context, token, next) {
    const actions = (await next(document, range, context, token)) ?? [];
    return isForFixes(context) ? [...actions, ...showRules(context.diagnostics)] : actions;
  },
};

const isForFixes = ({ only }: vscode.CodeActionContext): boolean =>
  only === undefined || only.contains(vscode.CodeActionKind.QuickFix);

function showRules(diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const rules = new Set(diagnostics.flatMap((each) => ruleOf(each) ?? []));
  return [...rules].map((rule) => {
    const title = vscode.l10n.t('Show rule “{0}”', rule);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = diagnostics.filter((each) => ruleOf(each) === rule);
    action.command = { command: 'bedrockPolicy.showRule', title, arguments: [rule] };
    return action;
  });
}
