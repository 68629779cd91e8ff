/** The extension as it is installed: from the package, not from the working tree. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { after, closeAll, command, eventually, expectFindings, labels, openFile } from './editor.ts';

describe('the installed extension', () => {
  afterEach(closeAll);

  it('comes from the package', () => {
    const extension = vscode.extensions.getExtension('bedrock-policy.bedrock-policy') ?? assert.fail('not installed');
    const root = process.env.BEDROCK_POLICY_ROOT ?? '';
    assert.ok(!extension.extensionPath.startsWith(root), extension.extensionPath);
  });

  it('finds, fixes, completes and explains', async () => {
    const { document } = await openFile(
      'smoke-policy.json',
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock-runtime:InvokeModel*", "Resource": "*" }] }',
    );
    await expectFindings(document, ['bedrock-sdk-prefix: bedrock-runtime']);
    const position = after(document, 'bedrock-run');
    assert.ok((await labels(document, after(document, '"Resource": "'))).includes('foundation-model'));
    const [fix] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await expectFindings(document, []);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      after(document, 'bedrock:Inv'),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(texts.join(), /of Amazon Bedrock/);
  });

  it('has its snippets and its rules’ pages with it', async () => {
    void command('bedrockPolicy.newPolicy');
    await eventually(() => {
      const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: own }) => own);
      assert.ok(
        tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'bedrock-policy-preview'),
      );
    });
    await command('workbench.action.closeQuickOpen');
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('bedrock-policy-rule:/full-admin.md'));
    assert.match(page.getText(), /^# full-admin/);
  });
});
