/**
 * Findings that do not flicker while the author types. What is being typed is wrong at every key until it is finished, so that
 * new findings wait for a pause; what is fixed goes at once.
 */
import * as vscode from 'vscode';

/**
 * In milliseconds since the last change: when new findings are shown; when those at the cursor are; and those of empty
 * strings, which completion has written to be filled in.
 */
const PAUSE = 1000;
const AT_CURSOR = 3000;
const EMPTY = 10_000;
const PAUSES = [PAUSE, AT_CURSOR, EMPTY];

interface Typed {
  changed: number;
  /** When findings were last chosen to be shown. */
  chosen: number;
  /** Codes and messages of the findings that are shown. */
  shown: readonly Finding[];
  /** Whether findings are held back. */
  isHolding: boolean;
  timers: readonly ReturnType<typeof setTimeout>[];
}

interface Finding {
  readonly code: string;
  readonly message: string;
}

export class Calm implements vscode.Disposable {
  readonly #typed = new Map<string, Typed>();
  readonly #listeners: vscode.Disposable;
  readonly #refresh: () => void;

  /** `refresh` asks for the findings again. */
  constructor(refresh: () => void) {
    this.#refresh = refresh;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#change(document);
      }),
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        // VS Code saves by itself while the author types, in browsers unless told otherwise.
        if (reason !== vscode.TextDocumentSaveReason.AfterDelay) this.#release(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document } }) => {
        const typed = this.#typed.get(document.uri.toString());
        if (typed?.isHolding && Date.now() - typed.changed > PAUSE) this.#refresh();
      }),
    );
  }

  /** Those of a document's findings that are to be shown now. */
  of(document: vscode.TextDocument, findings: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
    const typed = this.#typed.get(document.uri.toString());
    if (!typed) {
      this.#typed.set(document.uri.toString(), {
        changed: Number.NEGATIVE_INFINITY,
        chosen: Date.now(),
        shown: findings.map(said),
        isHolding: false,
        timers: [],
      });
      return [...findings];
    }
    const passed = Date.now() - typed.changed;
    const cursor = cursorIn(document);
    const pauseOf = ({ range }: vscode.Diagnostic): number => {
      if (/^(?:"")?$/.test(document.getText(range))) return EMPTY;
      return cursor && range.contains(cursor) ? AT_CURSOR : PAUSE;
    };
    const isShown = (finding: vscode.Diagnostic): boolean => {
      const pause = pauseOf(finding);
      // A click on what is shown already must not hide it.
      const mayStay = pause !== AT_CURSOR || typed.changed < typed.chosen;
      return passed >= pause || (mayStay && isOld(said(finding), findings, typed.shown));
    };
    const shown = findings.filter(isShown);
    typed.chosen = Date.now();
    typed.shown = shown.map(said);
    typed.isHolding = shown.length < findings.length;
    return shown;
  }

  dispose(): void {
    this.#listeners.dispose();
    for (const { timers } of this.#typed.values()) for (const timer of timers) clearTimeout(timer);
  }

  #change(document: vscode.TextDocument): void {
    const typed = this.#typed.get(document.uri.toString());
    if (!typed) return;
    for (const timer of typed.timers) clearTimeout(timer);
    typed.changed = Date.now();
    typed.timers = PAUSES.map((delay) => setTimeout(() => typed.isHolding && this.#refresh(), delay + 10));
  }

  #release(document: vscode.TextDocument): void {
    const typed = this.#typed.get(document.uri.toString());
    if (!typed?.isHolding) return;
    typed.changed = Number.NEGATIVE_INFINITY;
    this.#refresh();
  }

  #forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    for (const timer of this.#typed.get(key)?.timers ?? []) clearTimeout(timer);
    this.#typed.delete(key);
  }
}

const codeOf = ({ code }: vscode.Diagnostic): string => String(typeof code === 'object' ? code.value : code);

const said = (finding: vscode.Diagnostic): Finding => ({ code: codeOf(finding), message: finding.message });

/** Whether a finding was there before. Its message may have changed with the text that it quotes: then the number decides. */
function isOld({ code, message }: Finding, now: readonly vscode.Diagnostic[], shown: readonly Finding[]): boolean {
  const before = shown.filter((each) => each.code === code);
  if (before.some((each) => each.message === message)) return true;
  return now.filter((each) => codeOf(each) === code).length <= before.length;
}

/** The cursor, where the author is in this document. */
function cursorIn(document: vscode.TextDocument): vscode.Position | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? editor.selection.active : undefined;
}
