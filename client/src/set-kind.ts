/** "Set Policy Kind": the kind of the current file's policies, stored in the config file for everyone who works on the project. */
import { applyEdits, modify, parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { atCursor, policyEditor } from './editor.ts';
import { readText } from './files.ts';
import { ask } from './requests.ts';

const CONFIG_FILE = 'bedrock-policy.config.json';

const kinds = (): vscode.QuickPickItem[] => [
  { label: 'identity', detail: vscode.l10n.t('Attached to a user, a group or a role') },
  { label: 'trust', detail: vscode.l10n.t('A role’s trust policy: who may assume it') },
  { label: 'resource', detail: vscode.l10n.t('Attached to a resource, such as a guardrail or a bucket') },
  { label: 'endpoint', detail: vscode.l10n.t('Attached to a VPC endpoint') },
  { label: 'scp', detail: vscode.l10n.t('A service control policy of AWS Organizations') },
  { label: 'rcp', detail: vscode.l10n.t('A resource control policy of AWS Organizations') },
  { label: 'boundary', detail: vscode.l10n.t('A permissions boundary') },
  { label: 'session', detail: vscode.l10n.t('Passed to sts:AssumeRole for one session') },
];

/** Takes the kind back, so that file name and content tell it again. */
const UNSET = 'unset';

export const setKind = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.setKind', async (given?: unknown) => {
    const editor = policyEditor();
    if (!editor) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a policy first.'));
      return;
    }
    const { document } = editor;
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (!folder) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Save the policy in an open folder first: its kind is stored in {0} there.', CONFIG_FILE),
      );
      return;
    }
    const kind = typeof given === 'string' ? given : await choose(client, editor);
    if (kind)
      await store(folder, vscode.workspace.asRelativePath(document.uri, false), kind === UNSET ? undefined : kind);
  });

async function choose(client: BaseLanguageClient, editor: vscode.TextEditor): Promise<string | undefined> {
  const status = await ask(client, 'bedrockPolicy/status', atCursor(editor, client)).catch(() => null);
  const items = kinds().map((each) => ({
    ...each,
    kind: vscode.QuickPickItemKind.Default,
    value: each.label,
    ...(each.label === status?.kind ? { description: vscode.l10n.t('the kind of this policy now') } : {}),
  }));
  const unset = { label: vscode.l10n.t('Tell it from file name and content'), value: UNSET };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, value: '' };
  const chosen = await vscode.window.showQuickPick([...items, separator, unset], {
    placeHolder: vscode.l10n.t('The kind of this policy'),
  });
  return chosen?.value;
}

async function store({ uri }: vscode.WorkspaceFolder, path: string, kind: string | undefined): Promise<void> {
  const config = vscode.Uri.joinPath(uri, CONFIG_FILE);
  let text: string | undefined;
  try {
    text = await readText(config);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} cannot be read, so the kind is not stored: {1}', CONFIG_FILE, cause),
    );
    return;
  }
  if (text !== undefined && !isObject(text)) {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} is not a JSON object. Fix it first.', CONFIG_FILE));
    return;
  }
  const current = text ?? '{}\n';
  const edits = modify(current, ['kinds', path], kind, { formattingOptions: { tabSize: 2, insertSpaces: true } });
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === config.toString());
  if (open?.isDirty) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} has changes that are not saved. Save them first.', CONFIG_FILE),
    );
    return;
  }
  await vscode.workspace.fs.writeFile(config, new TextEncoder().encode(applyEdits(current, edits)));
}

function isObject(text: string): boolean {
  const value: unknown = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
