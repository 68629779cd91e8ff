/** The language server as a node process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { packedFilesIn } from '../catalog/files.ts';
import { openCatalog, openService } from '../service.ts';
import { startServer } from './connection.ts';
import type { FoundUris } from './files.ts';

let onChecked = (): void => {};
/** Resolves once the first policies have been checked: V8 has compiled by then what a start needs. */
export const checked = new Promise<void>((resolve) => {
  onChecked = resolve;
});

const USAGE = `Usage: bedrock-policy-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME

The language server of Bedrock Policy: an editor starts it and talks to it.

Options:
  --help     this text
  --version  the version
`;

const transports = /^--(stdio|node-ipc|socket=\d+|pipe=.+|socket|pipe)$/;

/** Standard output is the client's: whatever else is printed goes to standard error. */
function connect() {
  if (!process.argv.includes('--stdio')) return createConnection(ProposedFeatures.all);
  Object.assign(console, { log: console.error, info: console.error, debug: console.error, dir: console.error });
  return createConnection(ProposedFeatures.all, process.stdin, process.stdout);
}

/** Undefined where there is no such file. Throws where the file cannot be read. */
async function readText(file: string): Promise<string | undefined> {
  const { readTextFileIfThere } = await import('../files/read-text.ts');
  return (await readTextFileIfThere(file))?.text;
}

/** The walk through folders is loaded only for a request about files that are not open. */
const walk = () => import('../files/find-files.ts');

async function filesIn(folder: string, most: number): Promise<FoundUris> {
  const { files, problems } = await (await walk()).findFiles([folder], most);
  return { uris: files.map((file) => pathToFileURL(file).href), problems };
}

const open = () => openService(openCatalog(packedFilesIn(path.join(__dirname, '..', 'catalog'))));

if (process.argv.slice(2).some((argument) => transports.test(argument))) {
  startServer(connect(), {
    service: open(),
    readText: async (uri) => (uri.startsWith('file:') ? readText(fileURLToPath(uri)) : undefined),
    findFiles: (folder, most) => (folder.startsWith('file:') ? filesIn(fileURLToPath(folder), most) : undefined),
    isFoundIn: async (folder, uri) =>
      !folder.startsWith('file:') || (await walk()).isFoundIn(fileURLToPath(folder), fileURLToPath(uri)),
    onChecked,
    readSnippets: (group) => readFileSync(path.join(__dirname, '..', '..', 'snippets', `${group}.json`), 'utf8'),
  });
} else if (process.argv.some((argument) => argument === '--help' || argument === '-h')) {
  process.stdout.write(USAGE);
} else if (process.argv.includes('--version')) {
  process.stdout.write(`${VERSION}\n${open().catalogVersion()}\n`);
} else {
  process.stderr.write(
    'bedrock-policy-language-server: say how to talk to it: --stdio, --node-ipc, --socket=PORT or --pipe=NAME\n',
  );
  process.exitCode = 2;
}
