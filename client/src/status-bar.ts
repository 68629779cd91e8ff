/** The status bar in policy files: kind, size against its quota, and the worst finding. A click opens a menu. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Status } from '../../shared/requests.ts';
import { atCursor, policyEditor } from './editor.ts';
import { ask } from './requests.ts';
import { ruleOf } from './show-rule.ts';

/** The delay after the last change, in milliseconds: an author who types does not look at the status bar. */
const DELAY = 250;

/** By VS Code's numbers: error, warning, information. A hint changes nothing. */
const SEVERITIES = ['$(error)', '$(warning)', '$(info)'];

const MENU = 'bedrockPolicy.showMenu';

/** What the status bar's menu offers. */
const menu = () => [
  { label: vscode.l10n.t('Set Policy Kind'), command: 'bedrockPolicy.setKind' },
  { label: vscode.l10n.t('Show Rule'), command: 'bedrockPolicy.showRule' },
  { label: vscode.l10n.t('Sort and Tidy Policy'), command: 'bedrockPolicy.tidy' },
  { label: vscode.l10n.t('Check Workspace'), command: 'bedrockPolicy.checkWorkspace' },
  { label: vscode.l10n.t('Show Output'), command: 'bedrockPolicy.showOutput' },
];

/** The findings that are shown, without the hints. */
const findingsOf = ({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter((each) => ruleOf(each) !== undefined && each.severity !== vscode.DiagnosticSeverity.Hint);

export function statusBar(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('bedrockPolicy.status', vscode.StatusBarAlignment.Right, 110);
  item.name = 'Bedrock Policy';
  item.command = MENU;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = async () => {
    const editor = policyEditor();
    const status = editor && client.isRunning() ? await askStatus(client, editor) : undefined;
    if (editor !== policyEditor()) return; // another editor was opened meanwhile, and updates the status bar itself
    await vscode.commands.executeCommand('setContext', 'bedrockPolicy.isPolicy', status !== undefined);
    if (!editor || !status) return item.hide();
    const { kind, size, quota, catalog } = status;
    const found = findingsOf(editor.document);
    const worst = SEVERITIES[Math.min(...found.map(({ severity }) => severity))];
    const format = new Intl.NumberFormat(vscode.env.language);
    item.text = `${worst ?? '$(shield)'} ${kind} · ${format.format(size)} / ${format.format(quota)}`;
    item.tooltip = [
      vscode.l10n.t(
        'A policy of kind {0}: {1} of {2} characters, as AWS counts them. Click for what can be done.',
        kind,
        format.format(size),
        format.format(quota),
      ),
      vscode.l10n.t(
        'Bedrock Policy {0}, with what AWS offered on {1}',
        client.initializeResult?.serverInfo?.version ?? '',
        catalog,
      ),
    ].join('\n\n');
    item.accessibilityInformation = {
      label: vscode.l10n.t(
        'Bedrock Policy: {0} policy, {1} of {2} characters, findings: {3}',
        kind,
        format.format(size),
        format.format(quota),
        found.length,
      ),
    };
    item.show();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), DELAY);
  };

  later();
  return vscode.Disposable.from(
    item,
    vscode.commands.registerCommand(MENU, async () => {
      const chosen = await vscode.window.showQuickPick(menu(), { placeHolder: 'Bedrock Policy' });
      if (chosen) await vscode.commands.executeCommand(chosen.command);
    }),
    vscode.window.onDidChangeActiveTextEditor(() => void show()),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === policyEditor() && later()),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const uri = policyEditor()?.document.uri.toString();
      if (uris.some((each) => each.toString() === uri)) later();
    }),
    client.onDidChangeState(later),
    { dispose: () => clearTimeout(timer) },
  );
}

async function askStatus(client: BaseLanguageClient, editor: vscode.TextEditor): Promise<Status | undefined> {
  try {
    return (await ask(client, 'bedrockPolicy/status', atCursor(editor, client))) ?? undefined;
  } catch {
    return undefined; // the document was closed meanwhile, or the server is starting again
  }
}
