/** The extension in browsers: the server is a web worker. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { start } from './client.ts';

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server/browser.js');
  const worker = new Worker(script.toString(true));
  return start(context, true, (options) => new LanguageClient('bedrockPolicy', 'Bedrock Policy', worker, options));
}
