import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  after,
  closeAll,
  command,
  eventually,
  expectFindings,
  findings,
  labels,
  openFile,
  openNew,
  screenshot,
} from './editor.ts';

const NOVA = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["bedrock:InvokeModel"],
      "Resource": ["arn:aws:bedrock:eu-west-2::foundation-model/amazon.nova-lite-v1:0"]
    }
  ]
}
`;

describe('reading and fixing a policy', () => {
  before(async () => {
    await vscode.extensions.getExtension('bedrock-policy.bedrock-policy')?.activate();
    const { document } = await openFile('nova-policy.json', NOVA);
    await expectFindings(document, []);
  });
  after_(closeAll);

  it('explains what stands under the cursor', async () => {
    const { document } = vscode.window.activeTextEditor ?? assert.fail();
    const at = async (text: string) => {
      const position = after(document, text);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      return hovers
        .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
        .join('\n');
    };
    assert.match(await at('"bedrock:InvokeM'), /Invoke the specified Bedrock model/);
    assert.match(await at('foundation-mo'), /belongs to no account/);
    assert.match(await at('foundation-model/ama'), /a model of amazon/);
    assert.match(await at('"Effe'), /A Deny overrules every Allow/);
    const editor = await vscode.window.showTextDocument(document);
    const position = after(document, '"bedrock:InvokeM');
    editor.selection = new vscode.Selection(position, position);
    await command('editor.action.showHover');
    await screenshot('hover-action');
  });

  it('shows a mistake at its exact range, and corrects it with the suggestion', async () => {
    const { document } = vscode.window.activeTextEditor ?? assert.fail();
    const broken = new vscode.WorkspaceEdit();
    const end = after(document, 'eu-west-2:');
    broken.insert(document.uri, end, '222233334444');
    await vscode.workspace.applyEdit(broken);
    await expectFindings(document, ['bedrock-foundation-model-account: 222233334444']);
    await document.save();
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(end, end);
    await command('editor.action.hideHover'); // of the test before: it would be given the focus instead
    await command('editor.action.showHover');
    await screenshot('finding');
    const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(end, end),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.equal(action?.title, 'Remove the account (widens access)', 'the ARN matched nothing before');
    assert.ok(action.edit && !action.isPreferred, 'Auto Fix must not apply it unread');
    await vscode.workspace.applyEdit(action.edit);
    await eventually(() => assert.match(document.getText(), /eu-west-2::foundation-model/));
    await expectFindings(document, []);
  });

  it('fixes unasked what is safe, and offers what only the author can decide', async () => {
    const text = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["bedrock-runtime:*", "bedrock:Get*", "bedrock:GetAgent", "bedrock:GetFlow"],
      "Resource": "*"
    }
  ]
}`;
    const { document } = await openFile('team-policy.json', text);
    const sdk = 'bedrock-sdk-prefix: bedrock-runtime';
    await expectFindings(document, [sdk, 'redundant-action: bedrock:GetAgent', 'redundant-action: bedrock:GetFlow']);
    const editor = await vscode.window.showTextDocument(document);
    const actionsAt = async (position: vscode.Position) =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(position, position),
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
    const all = (await actionsAt(after(document, 'GetAg'))).find(({ title }) => title.startsWith('Fix all'));
    assert.equal(all?.title, 'Fix all 2 of “redundant-action” in this file');
    assert.ok(all.edit?.size, 'the edits come when the action is chosen');

    const here = after(document, 'bedrock-run');
    editor.selection = new vscode.Selection(here, here);
    const [suggestion] = await actionsAt(here);
    assert.match(suggestion?.title ?? '', /^Change to the 6 actions of bedrock-runtime \(widens access\)$/);
    await command('editor.action.quickFix');
    await screenshot('suggestion');
    await screenshot('walkthrough-fix', { x: 48, y: 36, width: 848, height: 380 });
    await command('workbench.action.focusActiveEditorGroup');

    await command('editor.action.fixAll');
    await eventually(() => assert.match(document.getText(), /\["bedrock-runtime:\*", "bedrock:Get\*"\]/));
    await expectFindings(document, [sdk]);
  });

  it('reads Terraform and CloudFormation, and writes fixes in their own syntax', async () => {
    const module = `data "aws_iam_policy_document" "agent" {
  statement {
    sid       = "Invoke"
    actions   = ["bedrock:Converse", "bedrock:InvokeModelWithResponseStream"]
    resources = ["arn:\${local.partition}:bedrock:*::foundation-model/*"]
  }
}

resource "aws_iam_role_policy" "agent" {
  role   = aws_iam_role.agent.id
  policy = data.aws_iam_policy_document.agent.json
}
`;
    const { document } = await openFile('agent.tf', module);
    assert.equal(document.languageId, 'terraform');
    await expectFindings(document, ['bedrock-api-operation: Converse']);
    const editor = await vscode.window.showTextDocument(document);
    const here = after(document, 'bedrock:Conv');
    editor.selection = new vscode.Selection(here, here);
    await command('editor.action.hideHover');
    await command('editor.action.showHover');
    await screenshot('terraform');
    await command('editor.action.hideHover');
    const change = async (of: vscode.TextDocument, at: string) => {
      const position = after(of, at);
      const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        of.uri,
        new vscode.Range(position, position),
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
      assert.ok(action?.edit, 'no fix');
      await vscode.workspace.applyEdit(action.edit);
    };
    await change(document, 'bedrock:Conv');
    await eventually(() =>
      assert.match(document.getText(), /actions {3}= \["bedrock:InvokeModel", "bedrock:InvokeModelWith/),
    );

    const template = `Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action:
              - bedrock:InvokeModelWithResponseStream
              - bedrock:Converse
            Resource: !Sub arn:\${AWS::Partition}:bedrock:*::foundation-model/*
`;
    const yaml = await openFile('agent.yaml', template);
    await expectFindings(yaml.document, ['bedrock-api-operation: Converse']);
    await change(yaml.document, 'bedrock:Conv');
    await eventually(() => assert.match(yaml.document.getText(), / {14}- bedrock:InvokeModel\n {12}Resource/));
  });

  it('offers each thing once, beside VS Code’s own JSON support', async () => {
    const text =
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "*" }, { "" }] }';
    const { document } = await openFile('invoke-policy.json', text);
    await eventually(async () => {
      const offered = await labels(
        document,
        after(
          document,
          '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "*" }, { "',
        ),
      );
      assert.deepEqual(offered.slice(0, 4), ['Effect', 'Action', 'Resource', 'Condition']);
      assert.equal(offered.filter((label) => label === 'Effect').length, 1);
    });
  });
});

describe('JSON that is no policy', () => {
  after_(closeAll);

  for (const [name, text, cursor] of [
    ['a package', '{ "name": "x", "version": "1.0.0", "scripts": { "test": "" } }', '"test": "'],
    ['an empty object', '{ "a": { "" } }', '{ "a": { "'],
  ] as const) {
    it(`${name} gets no finding and no completion of ours`, async () => {
      const { document } = await openNew(text);
      await sleep(500);
      assert.deepEqual(findings(document), []);
      const offered = await labels(document, after(document, cursor));
      assert.ok(!offered.includes('Effect') && !offered.includes('bedrock'), offered.join(' '));
    });
  }
});

/** mocha's own `after`; the name is taken by a position here. */
function after_(hook: () => Promise<void>): void {
  globalThis.after(hook);
}
