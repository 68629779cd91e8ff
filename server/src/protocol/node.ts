/** The language server as a node process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { openCatalog } from '../catalog/catalog.ts';
import { packedFilesIn } from '../catalog/files.ts';
import { findFiles } from '../files/find-files.ts';
import { startServer } from './connection.ts';

const transports = /^--(stdio|node-ipc|socket=\d+|pipe=.+|socket|pipe)$/;

if (process.argv.slice(2).some((argument) => transports.test(argument))) {
  startServer(createConnection(ProposedFeatures.all), {
    catalog: openCatalog(packedFilesIn(path.join(__dirname, '..', 'catalog'))),
    readText: async (uri) =>
      uri.startsWith('file:') ? readFile(fileURLToPath(uri), 'utf8').catch(() => undefined) : undefined,
    findFiles: (folder) =>
      folder.startsWith('file:')
        ? findFiles([fileURLToPath(folder)]).then((files) => files.map((file) => pathToFileURL(file).href))
        : undefined,
    readSnippets: (group) => readFileSync(path.join(__dirname, '..', '..', 'snippets', `${group}.json`), 'utf8'),
  });
} else {
  process.stderr.write(
    'bedrock-policy-language-server: say how to talk to it: --stdio, --node-ipc, --socket=PORT or --pipe=NAME\n',
  );
  process.exitCode = 2;
}
