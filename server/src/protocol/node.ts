/** The language server as a node process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import { promises, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { openCatalog } from '../catalog/catalog.ts';
import { packedFilesIn } from '../catalog/files.ts';
import { startServer } from './connection.ts';
import { wholeMessages } from './stdout.ts';

let onChecked = (): void => {};
/** When the first policies have been checked: what is needed for that has been compiled then. */
export const checked = new Promise<void>((resolve) => {
  onChecked = resolve;
});

const transports = /^--(stdio|node-ipc|socket=\d+|pipe=.+|socket|pipe)$/;

/** Standard output is the client's: whatever else is printed goes to standard error. */
function connect() {
  if (!process.argv.includes('--stdio')) return createConnection(ProposedFeatures.all);
  Object.assign(console, { log: console.error, info: console.error, debug: console.error, dir: console.error });
  return createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout));
}

/** Not loaded before somebody asks for files that are not open. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const { findFiles } = await import('../files/find-files.ts');
  return (await findFiles([folder])).map((file) => pathToFileURL(file).href);
}

if (process.argv.slice(2).some((argument) => transports.test(argument))) {
  startServer(connect(), {
    catalog: openCatalog(packedFilesIn(path.join(__dirname, '..', 'catalog'))),
    readText: async (uri) =>
      uri.startsWith('file:') ? promises.readFile(fileURLToPath(uri), 'utf8').catch(() => undefined) : undefined,
    findFiles: (folder) => (folder.startsWith('file:') ? filesIn(fileURLToPath(folder)) : undefined),
    onChecked,
    readSnippets: (group) => readFileSync(path.join(__dirname, '..', '..', 'snippets', `${group}.json`), 'utf8'),
  });
} else {
  process.stderr.write(
    'bedrock-policy-language-server: say how to talk to it: --stdio, --node-ipc, --socket=PORT or --pipe=NAME\n',
  );
  process.exitCode = 2;
}
