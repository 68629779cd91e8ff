/** The smoke test in a browser's own extension host, where no node is: the server is a web worker, files are in memory. */
import * as vscode from 'vscode';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function eventually<T>(what: string, check: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let round = 0; round < 200; round++) {
    const found = await check();
    if (found !== undefined) return found;
    await wait(50);
  }
  throw new Error(what);
}

/** One thing that must hold. */
type Check = readonly [name: string, run: () => Promise<void>];

const MISTAKE =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }] }';

async function open(text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.from({ scheme: 'tmp', path: '/work/web-policy.json' });
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

const own = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Bedrock Policy');

const CHECKS: readonly Check[] = [
  [
    'runs in the browser’s extension host',
    async () => {
      if (vscode.env.uiKind !== vscode.UIKind.Web || typeof process !== 'undefined')
        throw new Error('this is no browser');
      await vscode.extensions.getExtension('bedrock-policy.bedrock-policy')?.activate();
    },
  ],
  [
    'finds a mistake in a file of a virtual file system',
    async () => {
      const document = await open(MISTAKE);
      const [finding] = await eventually('no finding came', () => {
        const found = own(document);
        return found.length > 0 ? found : undefined;
      });
      const code = typeof finding?.code === 'object' ? finding.code.value : finding?.code;
      if (code !== 'bedrock-api-operation') throw new Error(`found ${code}`);
    },
  ],
  [
    'completes and explains',
    async () => {
      const document = await open(MISTAKE);
      const at = document.positionAt(MISTAKE.indexOf('Converse') + 4);
      await eventually('InvokeModel is not offered', async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          at,
        );
        return list.items.find(({ detail }) => detail?.includes('authorized by bedrock:InvokeModel'));
      });
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      if (!hovers.some(({ contents }) => contents.length > 0)) throw new Error('no hover');
    },
  ],
  [
    'checks the workspace, a file of UTF-16 included',
    async () => {
      const utf16 = Uint8Array.from([...MISTAKE].flatMap((char) => [char.charCodeAt(0), 0]));
      await vscode.workspace.fs.writeFile(vscode.Uri.from({ scheme: 'tmp', path: '/work/utf-16.json' }), utf16);
      const summary = await vscode.commands.executeCommand<{ findings: number }>('bedrockPolicy.checkWorkspace');
      if (summary.findings < 2) throw new Error(JSON.stringify(summary));
    },
  ],
];

export async function run(): Promise<void> {
  const failed: { title: string; what: string }[] = [];
  for (const [name, check] of CHECKS) {
    try {
      await check();
      console.log(`    ✔ ${name}`);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      failed.push({ title: name, what });
      console.log(`    ✖ ${name}: ${what}`);
    }
  }
  const stats = { tests: CHECKS.length, passes: CHECKS.length - failed.length, failures: failed.length, pending: 0 };
  console.log(`@@results ${JSON.stringify({ stats, failed })}`);
  if (failed.length > 0) throw new Error(`${failed.length} checks failed`);
}
