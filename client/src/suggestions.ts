/** What becomes of the server's completions before VS Code shows them. */
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { OPEN_LIST } from './open-list.ts';

/** A list that the server has sent, and where: what is typed on behind it needs no other. */
interface Kept {
  readonly uri: string;
  readonly version: number;
  readonly position: vscode.Position;
  readonly before: string;
  readonly after: string;
  readonly list: vscode.CompletionList;
  /** How many characters have been typed behind the position. */
  typed: number;
}

type Result = vscode.CompletionItem[] | vscode.CompletionList | null | undefined;

/**
 * VS Code asks again at every word, and until the answer comes it shows the old list, of which Tab would take an item that
 * does not fit what is typed. So the answer must not wait for the server: the list of before is given again.
 */
export function suggestions(): Pick<Middleware, 'provideCompletionItem'> {
  let kept: Kept | undefined;
  return {
    async provideCompletionItem(document, position, context, token, next) {
      const again = kept && givenAgain(kept, document, position);
      if (again) return again;
      const { version } = document;
      const line = document.lineAt(position).text;
      const result: Result = await next(document, position, context, token);
      for (const item of itemsOf(result)) addCommand(item);
      kept =
        result && !Array.isArray(result) && result.isIncomplete !== true && !token.isCancellationRequested
          ? {
              uri: document.uri.toString(),
              version,
              position,
              before: line.slice(0, position.character),
              after: line.slice(position.character),
              list: result,
              typed: 0,
            }
          : undefined;
      return result;
    },
  };
}

const itemsOf = (result: Result): readonly vscode.CompletionItem[] =>
  Array.isArray(result) ? result : (result?.items ?? []);

/** The list of before, if nothing but letters, digits, dots and hyphens has been typed behind it. */
function givenAgain(
  kept: Kept,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.CompletionList | undefined {
  const { before, after } = kept;
  if (document.uri.toString() !== kept.uri || position.line !== kept.position.line) return undefined;
  const line = document.lineAt(position).text;
  const typed = line.slice(before.length, position.character);
  const isTypedOn = typed !== '' && /^[\w.-]*$/.test(typed) && line === before + typed + after;
  if (!isTypedOn || document.version - kept.version > typed.length) return undefined;
  for (const item of kept.list.items) shift(item, kept, typed.length - kept.typed);
  kept.typed = typed.length;
  return kept.list;
}

/** Moves the ends and the edits that stand behind the cursor. */
function shift(item: vscode.CompletionItem, { position }: Kept, by: number): void {
  const moved = (at: vscode.Position) =>
    at.line === position.line && at.character >= position.character ? at.translate(0, by) : at;
  const stretched = ({ start, end }: vscode.Range) => new vscode.Range(start, moved(end));
  const { range } = item;
  if (range instanceof vscode.Range) item.range = stretched(range);
  else if (range) item.range = { inserting: stretched(range.inserting), replacing: stretched(range.replacing) };
  if (item.additionalTextEdits)
    item.additionalTextEdits = item.additionalTextEdits.map(
      ({ range: { start, end }, newText }) => new vscode.TextEdit(new vscode.Range(moved(start), moved(end)), newText),
    );
}

/** What follows an accepted item: the list of what is written next, or the next place of a snippet. */
function addCommand(item: vscode.CompletionItem): void {
  const { data } = item as { data?: { retrigger?: boolean; isField?: boolean } };
  if (data?.retrigger)
    // Without arguments: VS Code forgets those of an item once it has another list, and fails if the item is accepted then.
    item.command = { command: OPEN_LIST, title: 'Suggest' };
  else if (data?.isField) item.command = { command: 'jumpToNextSnippetPlaceholder', title: 'Next' };
}
