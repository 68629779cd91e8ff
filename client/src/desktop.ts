/** The extension in desktop and remote extension hosts: the server is a node process. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { start } from './client.ts';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server/node.js');
  const server = { module, transport: TransportKind.ipc };
  const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return start(
    context,
    'virtual',
    (options) => new LanguageClient('bedrockPolicy', 'Bedrock Policy', { run: server, debug }, options),
  );
}
