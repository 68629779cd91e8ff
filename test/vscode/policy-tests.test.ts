import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { after, type Clip, closeAll, eventually, openFile, screenshot, typeKeys } from './editor.ts';

const EDITORS: Clip = { x: 48, y: 0, width: 1100, height: 420 };

const file = (body: string) => `{\n  "tests": [\n    {\n      "name": "Nova answers",\n      ${body}\n    }\n  ]\n}\n`;

const problems = (document: vscode.TextDocument): string[] =>
  vscode.languages
    .getDiagnostics(document.uri)
    .map(({ source, message, range }) => `${source ?? ''} ${document.getText(range)}: ${message}`);

describe('a file of tests', () => {
  afterEach(closeAll);

  it('completes what a test asks, key by key, and is then right', async () => {
    const editor = await openFile('typed.policy-test.json', file(''));
    const { document } = editor;
    const start = after(document, '"Nova answers",\n      ');
    editor.selection = new vscode.Selection(start, start);
    const first = await typeKeys([...'"call": "Convers', 'list', 'Tab']);
    assert.equal(first[0], '"Converse"');
    await eventually(() => assert.match(document.getText(), /"call": "Converse"/));
    await typeKeys([...', "model": "eu.amazon.nova-lite', 'list', 'Tab']);
    await eventually(() => assert.match(document.getText(), /"model": "eu\.amazon\.nova-lite-v1:0"/));
    await typeKeys([...', "region": "eu-west-1", "decision": "al', 'list', 'Tab']);
    await eventually(() => assert.match(document.getText(), /"decision": "allow"/));
    JSON.parse(document.getText());
    await eventually(() => assert.deepEqual(problems(document), []));
  });

  it('underlines what is wrong, and says what to write', async () => {
    const text = file('"request": { "action": "bedrock:InvokModel", "resource": "*" },\n      "decision": "deny"');
    const { document } = await openFile('wrong.policy-test.json', text);
    await eventually(() =>
      assert.deepEqual(problems(document), [
        'Bedrock Policy "bedrock:InvokModel": No action of bedrock is called "InvokModel". Did you mean "bedrock:InvokeModel"?',
      ]),
    );
    await vscode.commands.executeCommand('editor.action.marker.next');
    await screenshot('policy-test', EDITORS);
  });
});
