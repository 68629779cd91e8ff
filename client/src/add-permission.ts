/** "Add Permission from an Error…": adds the statement that an access denied message asks for. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { asSnippet, atCursor, insertStatement, openSnippet, policyEditor, statementPlace } from './editor.ts';
import { ask } from './requests.ts';

const MESSAGE =
  /not authorized to perform|access is denied|encoded authorization failure|"errorCode"|don.t have access to the model/i;

export const addPermission = (client: BaseLanguageClient): vscode.Disposable =>
  vscode.commands.registerCommand('bedrockPolicy.addPermissionFromError', async (given?: unknown) => {
    const message = await (typeof given === 'string' ? chosenError(client, given) : askMessage(client));
    if (!message) return;
    const editor = policyEditor();
    const place = editor && (await statementPlace(editor, client));
    const added = await ask(client, 'bedrockPolicy/addPermission', {
      message,
      ...(editor && place ? atCursor(editor, client) : {}),
    });
    if (added.outcome === 'statement') {
      const body = asSnippet(added.statement);
      if (editor && place) await insertStatement(editor, client, body);
      else await openSnippet(asPolicy(body));
      void vscode.window.setStatusBarMessage(added.message, 8000);
      return;
    }
    const [range] = added.ranges ?? [];
    if (editor && range) {
      const found = client.protocol2CodeConverter.asRange(range);
      editor.selection = new vscode.Selection(found.start, found.end);
      editor.revealRange(found, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
    void vscode.window.showInformationMessage(added.message);
  });

/** One error of a text that holds several, such as a log. */
async function chosenError(client: BaseLanguageClient, text: string): Promise<string | undefined> {
  const errors = await ask(client, 'bedrockPolicy/errors', { message: text });
  return errors.length < 2
    ? text
    : pickError(errors, vscode.l10n.t('This text holds several errors. Which one is to be answered?'));
}

type Errors = Awaited<ReturnType<typeof ask<'bedrockPolicy/errors'>>>;

/** `another`: a further item, which stands for the empty message. */
async function pickError(errors: Errors, placeHolder: string, another?: string): Promise<string | undefined> {
  const items = errors.map(({ action, resource, reason, text }) => ({
    label: action,
    description: resource,
    detail: reason,
    message: text,
  }));
  const last = another ? [{ label: another, description: '', detail: '', message: '' }] : [];
  const picked = await vscode.window.showQuickPick([...items, ...last], {
    title: vscode.l10n.t('Add Permission from an Error'),
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.message;
}

/** One error, from the clipboard or pasted. The clipboard's message is filled in: the author sees what is taken. */
async function askMessage(client: BaseLanguageClient): Promise<string | undefined> {
  const copied = await vscode.env.clipboard.readText();
  const isMessage = MESSAGE.test(copied);
  const errors = isMessage ? await ask(client, 'bedrockPolicy/errors', { message: copied }) : [];
  let filled = errors[0]?.text ?? (isMessage ? copied.trim().replace(/\s+/g, ' ') : '');
  if (errors.length > 1) {
    const several = vscode.l10n.t('The clipboard holds several errors. Which one is to be answered?');
    const picked = await pickError(errors, several, vscode.l10n.t('Another message…'));
    if (picked !== '') return picked;
    filled = '';
  }
  const pasted = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Permission from an Error'),
    value: filled,
    prompt: filled
      ? vscode.l10n.t('This message is on the clipboard. Press Enter to use it, or paste another.')
      : vscode.l10n.t('Paste the whole access denied message.'),
    placeHolder: 'User: arn:aws:… is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:…',
    ignoreFocusOut: true,
  });
  return pasted && chosenError(client, pasted);
}

const asPolicy = (statement: string): string =>
  `{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t${statement.replaceAll('\n', '\n\t\t')}\n\t]\n\\}\n`;
