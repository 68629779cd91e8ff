import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, command, openNew } from './editor.ts';

interface Snippet {
  readonly label: string;
}

const root = process.env.BEDROCK_POLICY_ROOT ?? '.';
const folder = path.join(root, 'snippets');

const STATEMENTS = '{\n  "Version": "2012-10-17",\n  "Statement": [\n    \n  ]\n}\n';

describe('Insert Snippet', () => {
  afterEach(closeAll);

  for (const file of readdirSync(folder)) {
    it(`inserts each example of ${file} as JSON`, async () => {
      const snippets = Object.entries(
        JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, Snippet>,
      );
      const editor = await openNew();
      const { document } = editor;
      for (const [name, { label }] of snippets) {
        const isStatement = label.endsWith('-statement');
        const whole = new vscode.Range(0, 0, document.lineCount, 0);
        await editor.edit((edit) => edit.replace(whole, isStatement ? STATEMENTS : ''));
        editor.selection = isStatement ? new vscode.Selection(3, 4, 3, 4) : new vscode.Selection(0, 0, 0, 0);
        await command('editor.action.insertSnippet', { langId: 'json', name });
        await command('leaveSnippet');
        const text = document.getText();
        const { Statement, ...others } = JSON.parse(text) as { readonly Statement?: readonly unknown[] };
        // The Bedrock policy of AWS Organizations has none.
        assert.ok(Statement ? Statement.length > 0 : 'bedrock' in others, name);
        if (name.startsWith('View')) assert.ok(text.includes('user/${aws:username}'), text);
      }
    });
  }
});
