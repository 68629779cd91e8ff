import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  after as behind,
  closeAll,
  command,
  eventually,
  expectFindings,
  findings,
  openFile,
  typeKeys,
} from './editor.ts';

const policy = (action: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["${action}"], "Resource": "*" }] }`;

const CONVERSE = 'bedrock-api-operation: Converse';

const codeActions = (document: vscode.TextDocument, at: vscode.Position) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
    vscode.CodeActionKind.QuickFix.value,
  );

describe('findings', () => {
  afterEach(closeAll);

  it('wait until the author pauses, and go at once when they are fixed', async () => {
    const editor = await openFile('calm-policy.json', policy('bedrock:GetAgent'));
    const { document } = editor;
    await sleep(500);
    const seen: string[][] = [];
    const watch = vscode.languages.onDidChangeDiagnostics(() => seen.push(findings(document)));
    const end = behind(document, '"bedrock:GetAgent"');
    editor.selection = new vscode.Selection(end, end);
    await typeKeys([...', "bedrock:Converse', 'Escape', '"']);
    assert.deepEqual(seen.flat(), [], 'nothing while it is typed');
    await expectFindings(document, [CONVERSE]);
    watch.dispose();

    const fix = (await codeActions(document, behind(document, 'bedrock:Conv'))).find(({ edit }) => edit);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await eventually(() => assert.deepEqual(findings(document), []), 900);
  });

  for (const saves of [false, true]) {
    it(saves ? 'are shown by saving' : 'at the cursor wait longer', async () => {
      const editor = await openFile('at-cursor-policy.json', policy('bedrock:Convers'));
      const { document } = editor;
      await sleep(500);
      const end = behind(document, 'bedrock:Convers');
      editor.selection = new vscode.Selection(end, end);
      await typeKeys(['e']);
      if (saves) {
        await document.save(); // within a second, before VS Code saves it by itself
        await eventually(() => assert.deepEqual(findings(document), [CONVERSE]), 900);
        return;
      }
      await sleep(1100); // longer than new findings wait elsewhere
      assert.deepEqual(findings(document), []);
      await eventually(() => assert.deepEqual(findings(document), [CONVERSE]), 3000);
    });
  }

  it('lead to their rule: by their code, and by the light bulb', async () => {
    const { document } = await openFile('rule-link-policy.json', policy('bedrock:Converse'));
    await expectFindings(document, [CONVERSE]);
    const [finding] = vscode.languages.getDiagnostics(document.uri);
    const target = typeof finding?.code === 'object' ? finding.code.target : undefined;
    assert.equal(target?.scheme, 'command');
    const shows = (await codeActions(document, behind(document, 'bedrock:Conv'))).find(
      ({ title }) => title === 'Show rule “bedrock-api-operation”',
    );
    assert.deepEqual(shows?.command?.arguments, ['bedrock-api-operation']);
    await command(shows.command.command, ...(shows.command.arguments ?? []));
    await eventually(() => {
      const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
      assert.ok(
        labels.some((label) => label.includes('bedrock-api-operation')),
        labels.join(),
      );
    });
  });

  it('are not made of what the author cannot change, such as the old side of a comparison', async () => {
    const text = new TextEncoder().encode(policy('bedrock:Converse'));
    const stat = { type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length };
    const refuse = () => {
      throw vscode.FileSystemError.NoPermissions();
    };
    const provider = vscode.workspace.registerFileSystemProvider(
      'old',
      {
        onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
        watch: () => ({ dispose: () => undefined }),
        stat: () => stat,
        readFile: () => text,
        readDirectory: () => [],
        createDirectory: refuse,
        writeFile: refuse,
        delete: refuse,
        rename: refuse,
      },
      { isReadonly: true },
    );
    const { document } = await vscode.window.showTextDocument(vscode.Uri.parse('old:/gd.policy.json'));
    assert.equal(document.languageId, 'json');
    await sleep(1000);
    assert.deepEqual(findings(document), []);
    provider.dispose();
  });

  it('of a deleted file go when its tab is closed', async () => {
    const { document } = await openFile('ghost-policy.json', policy('bedrock:Converse'));
    await expectFindings(document, [CONVERSE]);
    await vscode.workspace.fs.delete(document.uri);
    await command('workbench.action.closeActiveEditor');
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []));
    await sleep(1500);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });
});
