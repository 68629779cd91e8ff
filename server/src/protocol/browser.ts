/** The language server as a web worker. */
import { files } from 'catalog:embedded';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { openCatalog, openService } from '../service.ts';
import { startServer } from './connection.ts';

declare const self: DedicatedWorkerGlobalScope;

const read = (name: string): string => {
  const text = files[name];
  if (text === undefined) throw new Error(`The catalog has no file ${name}`);
  return text;
};

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  service: openService(openCatalog(read)),
  readSnippets: (group) => read(`snippets/${group}.json`),
});
