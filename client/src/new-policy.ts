/** "New Policy…": an example policy, chosen with a preview, in a new document or among the current statements. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Snippet } from '../../shared/requests.ts';
import { insertStatement, openSnippet, policyEditor, statementPlace } from './editor.ts';
import { ask } from './requests.ts';

const PREVIEW = 'bedrock-policy-preview';

interface Choice extends vscode.QuickPickItem {
  readonly snippet?: Snippet;
}

export function newPolicy(client: BaseLanguageClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const uri = vscode.Uri.from({ scheme: PREVIEW, path: '/Preview.json' });
  let preview = '';

  const show = async (snippet: Snippet) => {
    preview = snippet.preview;
    changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      preview: true,
      preserveFocus: true,
      viewColumn: vscode.ViewColumn.Beside,
    });
  };

  const run = async () => {
    const snippets = await ask(client, 'bedrockPolicy/snippets', null);
    const editor = policyEditor();
    const place = editor && (await statementPlace(editor, client));
    const pick = async (form: Snippet['form']) => {
      const offered = snippets.filter((snippet) => snippet.form === form);
      const items = choices(form === 'policy' ? [emptyPolicy(), ...offered] : offered);
      const picked = await choose(items, form === 'statement', (snippet) => void show(snippet));
      await closePreview();
      return picked;
    };
    const chosen = await pick(place ? 'statement' : 'policy');
    if (chosen === 'elsewhere') {
      const other = await pick('policy');
      if (other && other !== 'elsewhere') await openSnippet(other.body);
    } else if (chosen && editor && place) {
      await vscode.window.showTextDocument(editor.document, {
        viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
      });
      await insertStatement(vscode.window.activeTextEditor ?? editor, client, chosen.body);
    } else if (chosen) {
      await openSnippet(chosen.body);
    }
  };

  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(PREVIEW, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => preview,
    }),
    vscode.commands.registerCommand('bedrockPolicy.newPolicy', run),
  );
}

/** For authors who write, or paste, one of their own. */
const emptyPolicy = (): Snippet => {
  const layout = (effect: string, rest: string) =>
    `{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t{\n\t\t\t"Effect": "${effect}",\n${rest}\n\t\t}\n\t]\n}\n`;
  return {
    name: vscode.l10n.t('Empty policy'),
    form: 'policy',
    prefix: '',
    description: vscode.l10n.t('Version and one statement, to fill in.'),
    body: layout('${1|Allow,Deny|}', '\t\t\t"Action": ["$2"],\n\t\t\t"Resource": ["$3"]$0'),
    preview: layout('Allow', '\t\t\t"Action": [""],\n\t\t\t"Resource": [""]'),
    group: '',
  };
};

const GROUPS: Readonly<Record<string, () => string>> = {
  examples: () => vscode.l10n.t('Examples'),
  roles: () => vscode.l10n.t('By role'),
  'sign-in': () => vscode.l10n.t('Who may sign in'),
  'least-privilege': () => vscode.l10n.t('Least privilege'),
  protections: () => vscode.l10n.t('Protections'),
  'service-roles': () => vscode.l10n.t('Roles that Bedrock assumes'),
  'resource-policies': () => vscode.l10n.t('Policies of resources and endpoints'),
};

function choices(snippets: readonly Snippet[]): Choice[] {
  let group = '';
  return snippets.flatMap((snippet): Choice[] => {
    const choice = { label: snippet.name, detail: snippet.description, snippet };
    if (snippet.group === group) return [choice];
    group = snippet.group;
    return [{ label: GROUPS[group]?.() ?? group, kind: vscode.QuickPickItemKind.Separator }, choice];
  });
}

/** The chosen snippet, or `elsewhere` for a new document instead. */
function choose(
  items: readonly Choice[],
  intoStatements: boolean,
  preview: (snippet: Snippet) => void,
): Promise<Snippet | 'elsewhere' | undefined> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.items = items;
  pick.matchOnDetail = true;
  pick.placeholder = intoStatements
    ? vscode.l10n.t('A statement for this policy')
    : vscode.l10n.t('A policy in a new document');
  const elsewhere = {
    iconPath: new vscode.ThemeIcon('new-file'),
    tooltip: vscode.l10n.t('A whole policy in a new document'),
  };
  if (intoStatements) pick.buttons = [elsewhere];
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => {
      resolve('elsewhere');
      pick.hide();
    });
    pick.onDidChangeActive(([active]) => active?.snippet && preview(active.snippet));
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.snippet);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function closePreview(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === PREVIEW);
  await vscode.window.tabGroups.close(own);
}
