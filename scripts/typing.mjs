// `npm run typing`: types every task of test/vscode/typing-tasks.ts as a person does, at three speeds, with the server as
// it is and with one whose answers come 300 ms late; prints what a person would mind.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { environment, main, pinnedNode, root, run } from './setup.mjs';

const out = path.join(root, 'out', 'typing');

main(async () => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const codes = [];
  for (const [name, folder] of [
    ['usual', root],
    ['slow', slowExtension()],
  ]) {
    const table = path.join(out, `${name}.jsonl`);
    const env = environment({ BEDROCK_POLICY_TABLE: table, BEDROCK_POLICY_EXTENSION: folder });
    codes.push(await run(pinnedNode(), ['scripts/test-editor.mjs', '--typing'], { shell: false, env }));
    print(name === 'usual' ? 'The server as it is' : 'A server whose answers come 300 ms late', table);
  }
  return codes.some((code) => code !== 0) ? 1 : 0;
});

/** The extension with a server that holds its messages back. */
function slowExtension() {
  const folder = path.join(out, 'slow-extension');
  mkdirSync(path.join(folder, 'dist', 'server'), { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'snippets', 'syntaxes', 'docs', 'l10n', 'dist/client'])
    symlinkSync(path.join(root, name), path.join(folder, name));
  cpSync(path.join(root, 'test', 'slow-server.cjs'), path.join(folder, 'dist', 'server', 'node.js'));
  return folder;
}

function print(title, table) {
  const lines = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n') : [];
  const head = [
    'task',
    'ms a key',
    'keys',
    'as it should be',
    'wrong first suggestions',
    'findings that came and went',
  ];
  const rows = [head, head.map(() => '---'), ...lines.filter(Boolean).map((line) => JSON.parse(line))];
  process.stdout.write(`\n${title}\n\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n\n`);
}
