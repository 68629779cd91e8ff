/** What the desktop and the web client share: options of the language client, and the commands around it. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

const LANGUAGES = ['json', 'jsonc'];

export function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: LANGUAGES.map((language) => ({ language })),
    initializationOptions: { jsonSyntax: 'off', snippets: false, readFile: true },
    outputChannelName: 'Bedrock Policy',
    middleware: {
      async provideCompletionItem(document, position, context, token, next) {
        const result = await next(document, position, context, token);
        for (const item of Array.isArray(result) ? result : (result?.items ?? [])) reopenList(item);
        return result;
      },
    },
  };
}

/** An item whose value is written next opens the list for it. */
function reopenList(item: vscode.CompletionItem): void {
  const { data } = item as { data?: { retrigger?: boolean } };
  if (data?.retrigger) item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
}

/** The text of a file of any file system that VS Code knows; null where there is none. */
async function readFile(uri: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)));
  } catch {
    return null;
  }
}

/** Starts the client and registers the commands. */
export async function start(context: vscode.ExtensionContext, client: BaseLanguageClient): Promise<void> {
  context.subscriptions.push(
    client,
    vscode.commands.registerCommand('bedrockPolicy.restartServer', async () => {
      await client.stop();
      await client.start();
    }),
    vscode.commands.registerCommand('bedrockPolicy.showOutput', () => client.outputChannel.show()),
  );
  client.onRequest('bedrockPolicy/readFile', ({ uri }: { uri: string }) => readFile(uri));
  await client.start();
  await vscode.commands.executeCommand('setContext', 'bedrockPolicy.running', true);
}
