/** The status bar in policy files: kind, size against its quota, and the worst finding. A click sets the kind. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Status } from '../../shared/requests.ts';
import { atCursor, jsonEditor } from './editor.ts';
import { ask } from './requests.ts';

/** The delay after the last change, in milliseconds: an author who types does not look at the status bar. */
const DELAY = 250;

const ICONS: Readonly<Record<NonNullable<Status['worst']>, string>> = {
  error: '$(error)',
  warning: '$(warning)',
  information: '$(info)',
};

export function statusBar(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('bedrockPolicy.status', vscode.StatusBarAlignment.Right, 110);
  item.name = 'Bedrock Policy';
  item.command = 'bedrockPolicy.setKind';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = async () => {
    const editor = jsonEditor();
    const status = editor && client.isRunning() ? await askStatus(client, editor) : undefined;
    if (editor !== jsonEditor()) return; // another editor was opened meanwhile, and updates the status bar itself
    await vscode.commands.executeCommand('setContext', 'bedrockPolicy.isPolicy', status !== undefined);
    if (!status) return item.hide();
    const { kind, size, quota, worst } = status;
    const format = new Intl.NumberFormat(vscode.env.language);
    item.text = `${worst ? ICONS[worst] : '$(shield)'} ${kind} · ${format.format(size)} / ${format.format(quota)}`;
    item.tooltip = vscode.l10n.t(
      'A policy of kind {0}: {1} of {2} characters, as AWS counts them. Click to set the kind.',
      kind,
      format.format(size),
      format.format(quota),
    );
    item.show();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), DELAY);
  };

  later();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void show()),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === jsonEditor() && later()),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const uri = jsonEditor()?.document.uri.toString();
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
