/** Plays a task as a person types it, and counts what a person would mind. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { command, findings, openFile, typeKeys } from './editor.ts';
import { readKeys, type Task } from './typing-tasks.ts';

export interface Played {
  readonly text: string;
  readonly keys: number;
  /** The first suggestions that were not the wanted one. */
  readonly wrong: readonly string[];
  /** The findings that came and went while the keys were typed. */
  readonly flickered: readonly string[];
}

/** `pace`: milliseconds between two keys. */
export async function play(task: Task, pace: number): Promise<Played> {
  const marked = task.start ?? '¦';
  const editor = await openFile(task.file, marked.replace('¦', ''));
  const { document } = editor;
  const position = document.positionAt(marked.indexOf('¦'));
  editor.selection = new vscode.Selection(position, position);
  await sleep(500);
  const before = findings(document).map(codeOf); // whose ranges grow with what is typed in them
  const seen = new Set<string>();
  const watch = vscode.languages.onDidChangeDiagnostics(() => {
    for (const each of findings(document)) seen.add(each);
  });
  if (task.pasted) await command('paste', { text: task.pasted });
  const { keys, wanted } = readKeys(task.keys);
  const first = await typeKeys(keys, pace);
  await sleep(300);
  watch.dispose();
  const text = document.getText();
  const left = new Set(findings(document));
  await forget(editor);
  return {
    text,
    keys: keys.filter((key) => key !== 'list').length,
    wrong: first.flatMap((label, at) =>
      label === wanted[at] || label === '(not seen)' ? [] : [`${label} instead of ${wanted[at]}`],
    ),
    flickered: [...seen].filter((each) => !left.has(each) && !before.includes(codeOf(each))),
  };
}

const codeOf = (finding: string): string => finding.slice(0, finding.indexOf(':'));

/** VS Code keeps closed documents for a while, and completion takes Regions and accounts from all documents that it has. */
async function forget({ document }: vscode.TextEditor): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), '');
  await vscode.workspace.applyEdit(edit);
  await document.save();
  await command('workbench.action.closeActiveEditor');
}
