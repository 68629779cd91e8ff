/** The commands around the editor, as the palette runs them. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  after,
  type Clip,
  closeAll,
  command,
  eventually,
  expectFindings,
  findings,
  openFile,
  screenshot,
} from './editor.ts';

const CONFIG = 'bedrock-policy.config.json';
/** Editor and lists, without the side bar: what a walkthrough shows. */
const EDITORS: Clip = { x: 48, y: 0, width: 960, height: 420 };

const policy = (...statements: string[]) =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.join(',\n    ')}\n  ]\n}\n`;
const ALLOW = '{ "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }';
const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
const DENIED = `User: arn:aws:iam::222233334444:user/u is not authorized to perform: bedrock:InvokeModel on resource: ${MODEL}`;

const active = () => vscode.window.activeTextEditor?.document ?? assert.fail('no editor');
const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder');
const select = (editor: vscode.TextEditor, text: string) => {
  const at = after(editor.document, text);
  editor.selection = new vscode.Selection(at, at);
};

describe('New Policy…', () => {
  afterEach(closeAll);

  it('opens the chosen policy, with a preview, in a new document', async () => {
    void command('bedrockPolicy.newPolicy');
    await eventually(() => {
      const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: own }) => own);
      assert.ok(
        tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'bedrock-policy-preview'),
      );
    });
    await command('workbench.action.quickOpenSelectNext'); // behind the empty policy
    await sleep(500);
    await screenshot('walkthrough-new', EDITORS);
    await command('workbench.action.acceptSelectedQuickOpenItem');
    await eventually(() => assert.match(active().getText(), /"Sid": "ViewOwnUserInfo"/));
    assert.equal(active().languageId, 'json');
    assert.ok(active().isUntitled);
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: own }) => own);
    assert.ok(
      !tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'bedrock-policy-preview'),
    );
    await command('leaveSnippet');
  });

  it('opens an empty policy, to be written or pasted over', async () => {
    void command('bedrockPolicy.newPolicy');
    await sleep(1500);
    await command('workbench.action.acceptSelectedQuickOpenItem');
    await eventually(() =>
      assert.match(active().getText(), /"Effect": "Allow",\s+"Action": \[""\],\s+"Resource": \[""\]/),
    );
    assert.equal(active().languageId, 'json');
    await command('leaveSnippet');
  });

  it('puts a statement among those of the policy that is open', async () => {
    const editor = await openFile('new-policy.json', policy(ALLOW));
    select(editor, '"Allow"');
    await expectFindings(editor.document, []);
    void command('bedrockPolicy.newPolicy');
    await sleep(1500);
    await command('workbench.action.acceptSelectedQuickOpenItem');
    await eventually(() =>
      assert.match(editor.document.getText(), /ListFoundationModels.*\},\s+\{\s+"Sid": "ViewOwnUserInfo"/s),
    );
    await command('leaveSnippet');
    JSON.parse(editor.document.getText());
  });
});

describe('Add Permission from an Error…', () => {
  afterEach(closeAll);

  it('inserts the smallest statement behind the current one', async () => {
    const editor = await openFile('permission-policy.json', policy(ALLOW));
    select(editor, '"Allow"');
    await command(
      'bedrockPolicy.addPermissionFromError',
      `${DENIED} because no identity-based policy allows the bedrock:InvokeModel action`,
    );
    const { Statement } = JSON.parse(editor.document.getText()) as { Statement: unknown[] };
    assert.deepEqual(Statement[1], {
      Sid: 'AllowInvokeModel',
      Effect: 'Allow',
      Action: 'bedrock:InvokeModel',
      Resource: MODEL,
    });
    assert.match(editor.document.getText(), /\n {4}\{\n {6}"Sid": "AllowInvokeModel",\n/);
    await expectFindings(editor.document, []);
  });

  it('shows what it found on the clipboard, and makes a policy where none is open', async () => {
    await vscode.env.clipboard.writeText(
      `${DENIED} because no identity-based policy allows the bedrock:InvokeModel action`,
    );
    void command('bedrockPolicy.addPermissionFromError');
    await sleep(1000);
    await command('workbench.action.acceptSelectedQuickOpenItem');
    await eventually(() => assert.match(active().getText(), /"AllowInvokeModel"/));
    JSON.parse(active().getText());
  });

  it('offers the errors of a log one by one', async () => {
    const no = 'because no identity-based policy allows it';
    const log = [
      `10:00:01 ERROR {"message": "${DENIED} ${no}"}`,
      `10:00:02 ERROR ${DENIED.replace('InvokeModel', 'InvokeModelWithResponseStream')} with an explicit deny in a service control policy`,
      `10:00:03 ERROR ${DENIED.replace('InvokeModel', 'ListInferenceProfiles').replace(` on resource: ${MODEL}`, '')} ${no}`,
    ].join('\n');
    const editor = await openFile('log-policy.json', policy(ALLOW));
    select(editor, '"Allow"');
    await vscode.env.clipboard.writeText(log);
    const done = command('bedrockPolicy.addPermissionFromError');
    await sleep(1000);
    await screenshot('errors-of-a-log', EDITORS);
    await command('workbench.action.quickOpenSelectNext');
    await command('workbench.action.quickOpenSelectNext');
    await command('workbench.action.acceptSelectedQuickOpenItem');
    await done;
    await eventually(() => assert.match(editor.document.getText(), /"Action": "bedrock:ListInferenceProfiles"/));
    JSON.parse(editor.document.getText());
  });

  it('goes to the statement that denies', async () => {
    const deny = '{ "Sid": "No", "Effect": "Deny", "Action": "bedrock:Invoke*", "Resource": "*" }';
    const editor = await openFile('denied-policy.json', policy(ALLOW, deny));
    await command(
      'bedrockPolicy.addPermissionFromError',
      `${DENIED} with an explicit deny in an identity-based policy`,
    );
    assert.equal(editor.document.getText(editor.selection), deny);
  });
});

describe('commands on a policy', () => {
  afterEach(closeAll);

  it('expands a wildcard, and collapses actions again', async () => {
    const editor = await openFile(
      'wildcard-policy.json',
      policy('{ "Effect": "Allow", "Action": ["bedrock:ListPrompt*"], "Resource": "*" }'),
    );
    await expectFindings(editor.document, []);
    select(editor, 'ListPro');
    await command('bedrockPolicy.expandWildcard');
    await eventually(() =>
      assert.match(editor.document.getText(), /\["bedrock:ListPromptRouters", "bedrock:ListPrompts"\]/),
    );
    // The editor drops an action that is asked for while it looks for its light bulb: a person asks again.
    await eventually(async () => {
      select(editor, 'ListPro');
      await command('bedrockPolicy.collapseActions');
      await sleep(300);
      assert.match(editor.document.getText(), /\["bedrock:ListPrompt\*"\]/);
    });
  });

  it('sorts and tidies', async () => {
    const editor = await openFile(
      'tidy-policy.json',
      '{"Statement":[{"Resource":"*","Action":["bedrock:ListPrompts","bedrock:ListAgents"],"Effect":"Allow"}],"Version":"2012-10-17"}',
    );
    await command('bedrockPolicy.tidy');
    const wanted = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['bedrock:ListAgents', 'bedrock:ListPrompts'], Resource: '*' }],
    };
    const { tabSize } = editor.options;
    await eventually(() => assert.equal(editor.document.getText(), JSON.stringify(wanted, undefined, Number(tabSize))));
  });

  it('shows the rule of a finding', async () => {
    const editor = await openFile(
      'rule-policy.json',
      policy('{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }'),
    );
    await expectFindings(editor.document, ['bedrock-api-operation: Converse']);
    select(editor, 'Conv');
    await command('bedrockPolicy.showRule');
    await eventually(() => {
      const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
      assert.ok(
        labels.some((label) => label.includes('bedrock-api-operation')),
        labels.join(),
      );
    });
    await screenshot('show-rule', undefined, 5000); // the preview is a page of its own, which loads slowly
  });

  it('sets the kind, in the config file, for everybody', async () => {
    const editor = await openFile(
      'kinds/limits.json',
      policy('{ "Effect": "Deny", "Principal": "*", "Action": "bedrock:ListAgents", "Resource": "*" }'),
    );
    await sleep(500);
    await command('bedrockPolicy.setKind', 'scp');
    const config = vscode.Uri.joinPath(folder(), CONFIG);
    const written = async () =>
      JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(config))) as unknown;
    assert.deepEqual(await written(), { kinds: { 'kinds/limits.json': 'scp' } });
    await eventually(() =>
      assert.ok(
        findings(editor.document).some((each) => each.startsWith('scp-syntax-error-principal')),
        findings(editor.document).join(),
      ),
    );
    await screenshot('status-bar', undefined, 8500); // the message of an added permission stands there for eight seconds
    await command('bedrockPolicy.setKind', 'unset');
    assert.deepEqual(await written(), { kinds: {} });
    await vscode.workspace.fs.delete(config);
  });
});

describe('a config file that cannot be read', () => {
  afterEach(closeAll);

  it('is not replaced by a new one', async () => {
    const config = vscode.Uri.joinPath(folder(), CONFIG);
    await vscode.workspace.fs.createDirectory(config); // a folder of that name cannot be read as a file
    await openFile('kinds/limits.json', policy(ALLOW));
    await command('bedrockPolicy.setKind', 'scp');
    assert.equal((await vscode.workspace.fs.stat(config)).type, vscode.FileType.Directory);
    await vscode.workspace.fs.delete(config, { recursive: true });
  });
});

describe('policies that nobody means to write', () => {
  afterEach(closeAll);
  const codesOf = (uri: vscode.Uri) =>
    vscode.languages.getDiagnostics(uri).map(({ code }) => (typeof code === 'object' ? code.value : code));

  it('are read, or named in the list of problems: deep nesting, UTF-16, JSON lines, too many wildcards', async () => {
    const folderOf = vscode.Uri.joinPath(folder(), 'closed');
    const files = {
      'deep.json': Buffer.from(policy(ALLOW.replace('"*"', `${'['.repeat(300)}"*"${']'.repeat(300)}`))),
      'utf16.json': Buffer.from(`\ufeff${policy(ALLOW.replace('ListFoundationModels', 'Converse'))}`, 'utf16le'),
      'complex.json': Buffer.from(
        policy(
          ALLOW.replace(
            '"*"',
            `["arn:aws:s3:::*a${'?'.repeat(20)}", "arn:aws:s3:::${'*a'.repeat(20)}${'?'.repeat(20)}"]`,
          ),
        ),
      ),
    };
    const uris = Object.keys(files).map((name) => vscode.Uri.joinPath(folderOf, name));
    for (const [name, bytes] of Object.entries(files))
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folderOf, name), bytes);
    const [deep, utf16, complex] = uris;
    await eventually(() => {
      assert.ok(deep && codesOf(deep).includes('not-read'));
      assert.ok(utf16 && codesOf(utf16).includes('bedrock-api-operation'));
      assert.ok(complex && codesOf(complex).includes('too-complex'));
    }, 20_000);
    await command('workbench.actions.view.problems');
    await screenshot('hostile-input', { x: 48, y: 36, width: 848, height: 664 });
    await command('workbench.action.closePanel');
    for (const uri of uris) await vscode.workspace.fs.delete(uri);
    await eventually(() => assert.deepEqual(uris.flatMap(codesOf), []), 20_000);
  });
});

describe('policies that are not open', () => {
  afterEach(closeAll);
  const write = (name: string, text: string) => {
    const uri = vscode.Uri.joinPath(folder(), name);
    return vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text)).then(() => uri);
  };
  const codes = (uri: vscode.Uri) =>
    vscode.languages.getDiagnostics(uri).map(({ code }) => (typeof code === 'object' ? code.value : code));

  it('are checked in the background, again when they change, and all of them on demand', async () => {
    const uri = await write(
      'closed/policy.json',
      policy('{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }'),
    );
    await eventually(() => assert.deepEqual(codes(uri), ['bedrock-api-operation']), 20_000);
    await write('closed/policy.json', policy(ALLOW));
    await eventually(() => assert.deepEqual(codes(uri), []), 20_000);
    await write(
      'closed/policy.json',
      policy('{ "Effect": "Allow", "Action": "bedrock-runtime:InvokeModel", "Resource": "*" }'),
    );
    const summary = await vscode.commands.executeCommand<{ files: number; findings: number }>(
      'bedrockPolicy.checkWorkspace',
    );
    assert.ok(summary.files > 0 && summary.findings > 0, JSON.stringify(summary));
    await eventually(() => assert.ok(codes(uri).includes('bedrock-sdk-prefix')), 20_000);
    await command('workbench.actions.view.problems');
    await screenshot('walkthrough-workspace', { x: 48, y: 36, width: 848, height: 664 });
    await command('workbench.action.closePanel');
  });
});
