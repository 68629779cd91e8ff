/** What the desktop and the web client share: the options of the language client, and the commands around it. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from 'vscode-languageclient';
import type { ClientRequests } from '../../shared/requests.ts';
import { addPermission } from './add-permission.ts';
import { checkWorkspace } from './check-workspace.ts';
import { LANGUAGES } from './editor.ts';
import { except } from './except.ts';
import { findFiles, readText } from './files.ts';
import { findings } from './findings.ts';
import { getStarted } from './get-started.ts';
import { ghosts } from './ghosts.ts';
import { lightBulb } from './light-bulb.ts';
import { newPolicy } from './new-policy.ts';
import { nextPlace } from './next-place.ts';
import { openListCommand } from './open-list.ts';
import { restarting } from './restarts.ts';
import { setKind } from './set-kind.ts';
import { showRule } from './show-rule.ts';
import { statusBar } from './status-bar.ts';
import { suggestions } from './suggestions.ts';
import { tidy } from './tidy.ts';
import { wildcards } from './wildcards.ts';

/**
 * `readFile`: which files the editor reads for the server, all of them or only those that are on no disk. `middleware`: what is
 * done to the server's findings.
 */
function clientOptions(readFile: true | 'virtual', middleware: Middleware): LanguageClientOptions {
  return {
    documentSelector: LANGUAGES.map((language) => ({ language })),
    initializationOptions: { jsonSyntax: 'off', snippets: true, readFile, exceptions: true },
    outputChannelName: 'Bedrock Policy',
    middleware: {
      ...middleware,
      ...lightBulb,
      ...suggestions(),
    },
  };
}

/** Counts the times that the server ends by itself, from now on. */
function watch(client: BaseLanguageClient): void {
  client.clientOptions.errorHandler = restarting(client.createDefaultErrorHandler(), () => void sayRestarted(client));
}

async function sayRestarted(client: BaseLanguageClient): Promise<void> {
  const show = vscode.l10n.t('Show Output');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The Bedrock Policy server ended unexpectedly and is being restarted. Your files are unchanged; the output has the details.',
    ),
    show,
  );
  if (chosen === show) client.outputChannel.show();
}

/** Makes the client, starts it, and registers the commands. */
export async function start(
  context: vscode.ExtensionContext,
  readFile: true | 'virtual',
  make: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<void> {
  const { middleware, listeners } = findings(() => client);
  const { provider, listener } = ghosts();
  const client = make({ ...clientOptions(readFile, middleware), diagnosticCollectionProvider: provider });
  watch(client);
  context.subscriptions.push(listeners, listener);
  context.subscriptions.push(
    client,
    vscode.commands.registerCommand('bedrockPolicy.restartServer', async () => {
      if (client.needsStop()) await client.stop(); // after too many restarts there is no server to stop
      watch(client);
      await client.start();
    }),
    vscode.commands.registerCommand('bedrockPolicy.showOutput', () => client.outputChannel.show()),
    newPolicy(client),
    addPermission(client),
    setKind(client),
    tidy(client),
    except(client),
    wildcards(),
    showRule(client),
    checkWorkspace(client),
    getStarted(context),
    nextPlace(client),
    openListCommand(),
  );
  const answer = <Name extends keyof ClientRequests>(
    name: Name,
    find: (params: ClientRequests[Name][0]) => Promise<ClientRequests[Name][1]>,
  ) => client.onRequest(name, (params: ClientRequests[Name][0]): unknown => find(params));
  answer('bedrockPolicy/readFile', async ({ uri }) => (await readText(vscode.Uri.parse(uri, true))) ?? null);
  answer('bedrockPolicy/findFiles', ({ folder, limit }) => findFiles(folder, limit));
  await client.start();
  context.subscriptions.push(statusBar(client));
  await vscode.commands.executeCommand('setContext', 'bedrockPolicy.running', true);
}
