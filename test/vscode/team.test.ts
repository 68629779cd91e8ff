/** What a team shares: exceptions from the light bulb, the config file as a document, and who names what across files. */
import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import {
  after,
  type Clip,
  closeAll,
  command,
  eventually,
  expectFindings,
  findings,
  labels,
  openFile,
  screenshot,
  typeIntoInput,
  typeKeys,
} from './editor.ts';

const CONFIG = 'bedrock-policy.config.json';
const EDITORS: Clip = { x: 48, y: 0, width: 1100, height: 420 };

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder');
const uriOf = (name: string) => vscode.Uri.joinPath(folder(), name);
const removed = (name: string) => vscode.workspace.fs.delete(uriOf(name)).then(undefined, () => {});
const textOf = async (name: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf(name)));

/** The problems of a document, from whomever: `source: text under it → message`. */
const problems = (document: vscode.TextDocument): string[] =>
  vscode.languages
    .getDiagnostics(document.uri)
    .map(({ source, range, message }) => `${source ?? '(none)'}: ${document.getText(range)} → ${message}`);

const TEMPLATE = `Resources:
  Deny:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: NoConverse
            Effect: Deny
            Action: bedrock:Converse
            Resource: arn:aws:bedrock:*::foundation-model/amazon.titan-text-lite-v1
`;
const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "NoConverse", "Effect": "Deny", "Action": "bedrock:Converse", "Resource": "arn:aws:bedrock:*::foundation-model/amazon.titan-text-lite-v1" }
  ]
}
`;

/** The exceptions that the light bulb offers at a text. */
async function exceptions(document: vscode.TextDocument, text: string): Promise<vscode.CodeAction[]> {
  const at = after(document, text);
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
  );
  return found.filter(({ title }) => title.startsWith('Except'));
}

/** Takes an exception and types the reason into the box that asks for it. */
async function except(action: vscode.CodeAction | undefined, reason: string): Promise<void> {
  const { command: name = '', arguments: args = [] } = action?.command ?? {};
  assert.equal(name, 'bedrockPolicy.except');
  const done = vscode.commands.executeCommand(name, ...args);
  if (!(await typeIntoInput([...reason, 'Enter']))) {
    await command('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand(name, ...args, reason);
  }
  await done;
}

describe('an exception from the light bulb', () => {
  beforeEach(() => removed(CONFIG));
  afterEach(async () => {
    await closeAll();
    await removed(CONFIG);
  });

  it('stands behind the fixes, before the rule', async () => {
    const editor = await openFile('except-menu.yaml', TEMPLATE);
    const { document } = editor;
    await eventually(() => assert.ok(findings(document).includes('bedrock-api-operation: Converse')));
    const cursor = after(document, 'bedrock:Conv');
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(cursor, cursor),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.deepEqual(
      offered.map(({ title }) => title.split(' ')[0]),
      ['Change', 'Except', 'Show'],
    );
    editor.selection = new vscode.Selection(cursor, cursor);
    await command('editor.action.quickFix');
    await screenshot('exception', EDITORS, 1200);
  });

  it('asks for the reason, and writes a comment above the statement', async () => {
    const { document } = await openFile('except.yaml', TEMPLATE);
    await expectFindings(document, [
      'bedrock-api-operation: Converse',
      ...findings(document).filter((each) => !each.startsWith('bedrock-api-operation')),
    ]);
    const [action, ...more] = (await exceptions(document, 'bedrock:Conv')).filter(({ title }) =>
      title.includes('api-operation'),
    );
    assert.equal(action?.title, 'Except “bedrock-api-operation” here…');
    assert.deepEqual(more, []);
    await except(action, 'Old clients send it.');
    await eventually(() =>
      assert.match(
        document.getText(),
        /\n {10}# bedrock-policy-ignore bedrock-api-operation: Old clients send it\.\n {10}- Sid: NoConverse\n/,
      ),
    );
    await eventually(() => assert.ok(!findings(document).some((each) => each.startsWith('bedrock-api-operation'))));
  });

  it('makes the config file where JSON has no comments, and the finding goes', async () => {
    const { document } = await openFile('except-policy.json', POLICY);
    await eventually(() => assert.ok(findings(document).includes('bedrock-api-operation: Converse')));
    const [action] = (await exceptions(document, 'bedrock:Conv')).filter(({ title }) =>
      title.includes('api-operation'),
    );
    assert.equal(action?.title, 'Except “bedrock-api-operation” here…');
    await except(action, 'Old clients send it.');
    await eventually(async () =>
      assert.deepEqual(JSON.parse(await textOf(CONFIG)), {
        exceptions: [
          {
            rule: 'bedrock-api-operation',
            files: 'except-policy.json',
            sid: 'NoConverse',
            reason: 'Old clients send it.',
          },
        ],
      }),
    );
    await eventually(() => assert.ok(!findings(document).some((each) => each.startsWith('bedrock-api-operation'))));
  });
});

describe('the config file', () => {
  beforeEach(() => removed(CONFIG));
  afterEach(async () => {
    await closeAll();
    await removed(CONFIG);
  });

  it('completes as it is typed, key by key, and is then right', async () => {
    const editor = await openFile(CONFIG, '{\n  \n}\n');
    const { document } = editor;
    assert.equal(document.languageId, 'jsonc');
    editor.selection = new vscode.Selection(1, 2, 1, 2);
    const [first] = await typeKeys([...'"exc', 'list', 'Tab']);
    assert.match(first ?? '', /^(exceptions|\(not seen\))$/);
    await eventually(() => assert.match(document.getText(), /"exceptions": /));
    await eventually(() => assert.match(document.getText(), /"rule": /));
    await typeKeys([...'full-adm', 'list', 'Tab']);
    await eventually(() => assert.match(document.getText(), /"rule": "full-admin"/));
    const reason = after(document, '"reason": "');
    editor.selection = new vscode.Selection(reason, reason);
    await typeKeys([...'break glass']);
    await eventually(() => {
      const [own] = (parse(document.getText()) as { exceptions: object[] }).exceptions;
      assert.deepEqual(own, { rule: 'full-admin', files: 'policies/admin.json', reason: 'break glass' });
    });
    await eventually(() =>
      assert.deepEqual(
        problems(document).filter((each) => !each.includes('not needed')),
        [],
      ),
    );
  });

  it('underlines each mistake once, with the words of the command line', async () => {
    const text =
      '{\n  // comments are fine\n  "rules": { "full-admn": "off" },\n  "kinds": { "a.json": "scpp" },\n  "exceptions": [{ "rule": "full-admin", "files": "x.json" }],\n  "organization": { "models": { "allowed": [] } },\n}\n';
    const { document } = await openFile(CONFIG, text);
    await eventually(() =>
      assert.deepEqual(problems(document), [
        'Bedrock Policy: "full-admn": "off" → There is no rule "full-admn". Did you mean "full-admin"?',
        'Bedrock Policy: "a.json": "scpp" → "a.json" is "scpp". Write one of identity, trust, resource, endpoint, scp, rcp, boundary, session.',
        'Bedrock Policy: "allowed": [] → List ids of models, such as "anthropic.claude-*": "allowed": […].',
        'Bedrock Policy: "full-admin" → This exception gives no reason, so "full-admin" is reported all the same. Write why the finding is right here.',
      ]),
    );
    await command('editor.action.marker.next');
    await screenshot('config-file', EDITORS);
  });

  it('explains what is under the mouse', async () => {
    const { document } = await openFile(
      CONFIG,
      '{ "exceptions": [{ "rule": "full-admin", "files": "x.json", "reason": "y" }] }\n',
    );
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      after(document, '"reas'),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(texts.join('\n'), /Why the finding is right here/);
  });

  it('makes what the organization allows the first to be offered, and the rest a finding', async () => {
    await openFile(
      CONFIG,
      '{ "organization": { "regions": { "allowed": ["sa-east-1"], "message": "Ask the board.", "severity": "error" } } }\n',
    );
    const { document } = await openFile(
      'regions-policy.json',
      POLICY.replace('"Deny"', '"Allow"')
        .replace('bedrock:Converse', 'bedrock:InvokeModel')
        .replace('bedrock:*:', 'bedrock:eu-west-1:'),
    );
    await eventually(() =>
      assert.ok(findings(document).includes('organization-region: eu-west-1'), findings(document).join()),
    );
    const at = after(document, 'arn:aws:bedrock:');
    const offered = await labels(document, at);
    assert.equal(offered[0], 'sa-east-1');
  });
});

describe('across the workspace', () => {
  const GUARDRAIL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';
  afterEach(closeAll);

  it('the policies that name a guardrail are found, and statements by their Sids', async () => {
    const policy = (sid: string) =>
      POLICY.replace('NoConverse', sid)
        .replace('bedrock:Converse', 'bedrock:ApplyGuardrail')
        .replace(/arn:[^"]*/, GUARDRAIL);
    await openFile('first-guardrail-policy.json', policy('FirstGuardrail'));
    await openFile('second-guardrail-policy.json', policy('SecondGuardrail'));
    await closeAll();
    const { document } = await openFile('first-guardrail-policy.json', policy('FirstGuardrail'));
    await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        after(document, 'guardrail/a1'),
      );
      const names = found.map(({ uri }) => uri.path.split('/').at(-1));
      assert.deepEqual(names.toSorted(), ['first-guardrail-policy.json', 'second-guardrail-policy.json']);
    });
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'SecondGuardrail',
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['SecondGuardrail'],
    );
  });
});
