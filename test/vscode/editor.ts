/** The editor as a person uses it: typing, choosing from lists, waiting for squiggles. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Opens a new, untitled JSON document. */
export async function openNew(content = '', language = 'json'): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  return vscode.window.showTextDocument(document);
}

/** Opens a file of the workspace, written for the purpose, as it stands on the disk: the editor may still hold an older text of it. */
export async function openFile(name: string, content: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0] ?? assert.fail('no workspace folder');
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  const editor = await vscode.window.showTextDocument(uri);
  await eventually(() => assert.equal(editor.document.getText(), content));
  return editor;
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Where the browser stand-in looks for typing; undefined on the desktop, where no key can be pressed from here. */
const keyboard = process.env.BEDROCK_POLICY_KEYS;
let strokes = 0;

/** In milliseconds between two keys: a quick typist's. */
const PACE = 60;

/**
 * Types keys one by one with the keyboard: characters, and keys by their names (`Tab`, `Enter`, `ArrowDown`). `list` waits
 * for the list of completions, `input` for an input box, and `status` moves the mouse over our entry of the status bar. Gives
 * the first suggestion of each list, and the tooltip.
 */
async function stroke(keys: readonly string[], pace = PACE): Promise<string[]> {
  const done = path.join(keyboard ?? '', `keys-${++strokes}`);
  console.log(`@@keys ${JSON.stringify({ done, keys, pace })}`);
  await eventually(() => assert.ok(existsSync(done), 'the keys were not typed'), 20_000 + keys.length * (pace + 200));
  return JSON.parse(readFileSync(done, 'utf8')) as string[];
}

/** The same; on the desktop, where no key can be pressed from here, with the commands that the keys are bound to. */
export async function typeKeys(keys: readonly string[], pace = PACE): Promise<string[]> {
  await command('workbench.action.focusActiveEditorGroup');
  if (keyboard) return stroke(keys, pace);
  let isListed = false;
  const first: string[] = [];
  for (const key of keys) {
    if (key === 'list') {
      await sleep(1000);
      first.push('(not seen)');
    } else if (key === 'Tab') await command(isListed ? 'acceptSelectedSuggestion' : 'jumpToNextSnippetPlaceholder');
    else if (key.length > 1) await command(COMMANDS[key] ?? assert.fail(`no command for ${key}`));
    else await command('type', { text: key });
    isListed = key === 'list' || (isListed && key === 'ArrowDown');
    await sleep(pace);
  }
  return first;
}

/** Types into the input box that opens; false on the desktop, where no key can be pressed from here. */
export async function typeIntoInput(keys: readonly string[]): Promise<boolean> {
  if (!keyboard) return false;
  await stroke(['input', ...keys]);
  return true;
}

/** What our entry of the status bar shows under the mouse; undefined on the desktop, where no mouse can be moved from here. */
export async function statusBarTooltip(): Promise<string | undefined> {
  if (!keyboard) return undefined;
  const [text] = await stroke(['status']);
  return text;
}

const COMMANDS: Readonly<Record<string, string>> = {
  Enter: 'lineBreakInsert',
  Escape: 'hideSuggestWidget',
  ArrowDown: 'selectNextSuggestion',
  End: 'cursorEnd',
  'Control+End': 'cursorBottom',
};

/** Types with the keyboard, at a person's pace, where there is one; else as the editor's own typing does. */
export async function typeSlowly(text: string): Promise<void> {
  await command('workbench.action.focusActiveEditorGroup');
  if (keyboard) return void (await stroke([...text]));
  for (const char of text) {
    await command('type', { text: char });
    await sleep(60);
  }
}

/** Presses Tab or Enter on the list that is open, or takes the command that both are bound to then. */
export const press = (key: 'Tab' | 'Enter') => (keyboard ? stroke([key]) : command('acceptSelectedSuggestion'));

export const command = (name: string, ...args: unknown[]) => vscode.commands.executeCommand(name, ...args);

/** Tries until a check holds, and gives its value; the last failure is thrown after `within` milliseconds. */
export async function eventually<T>(check: () => T | Promise<T>, within = 20_000): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** Our findings in a document, as `code: text under it`. Hints are left out, as in the Problems view. */
export function findings(document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === 'Bedrock Policy')
    .filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint)
    .map(({ code, range }) => `${typeof code === 'object' ? code.value : code}: ${document.getText(range)}`);
}

export async function expectFindings(document: vscode.TextDocument, wanted: readonly string[]): Promise<void> {
  await sleep(wanted.length === 0 ? 1200 : 300); // new findings wait for a pause, and none must come
  await eventually(() => assert.deepEqual(findings(document), wanted, document.getText()));
}

/** The labels that completion offers at a position, in the editor's own order of sort texts. */
export async function labels(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items
    .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text) // words of other open documents
    .toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** The position just after a text. */
export function after(document: vscode.TextDocument, text: string): vscode.Position {
  const index = document.getText().indexOf(text);
  assert.ok(index >= 0, `"${text}" is not in:\n${document.getText()}`);
  return document.positionAt(index + text.length);
}

export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Takes a picture of the window, or of a part of it, where one can be taken: with BEDROCK_POLICY_SCREENSHOTS, in the
 * browser. `settled`: in ms, when what must not be in it is gone.
 */
export async function screenshot(name: string, clip?: Clip, settled = 700): Promise<void> {
  const folder = process.env.BEDROCK_POLICY_SCREENSHOTS;
  if (!folder) return;
  const file = path.join(folder, `${name}.png`);
  rmSync(file, { force: true });
  await sleep(settled);
  console.log(`@@screenshot ${file} ${JSON.stringify(clip ?? null)}`);
  await eventually(() => assert.ok(existsSync(file), `no picture ${file}`));
}
