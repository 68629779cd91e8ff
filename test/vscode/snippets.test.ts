import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, command, openNew } from './editor.ts';

interface Snippet {
  label: string;
  description: string;
  body: string[];
}

const root = process.env.BEDROCK_POLICY_ROOT ?? '.';
const folder = path.join(root, 'snippets');
const snippets = readdirSync(folder).flatMap((file) =>
  Object.entries(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, Snippet>),
);

const STATEMENTS = '{\n  "Version": "2012-10-17",\n  "Statement": [\n    \n  ]\n}\n';

describe('snippets', () => {
  afterEach(closeAll);

  for (const [name, { label }] of snippets) {
    it(`${name} is inserted as JSON`, async () => {
      const isStatement = label.endsWith('-statement');
      const editor = await openNew(isStatement ? STATEMENTS : '');
      const { document } = editor;
      if (isStatement) editor.selection = new vscode.Selection(3, 4, 3, 4);
      await command('editor.action.insertSnippet', { langId: 'json', name });
      await command('leaveSnippet');
      const text = document.getText();
      JSON.parse(text);
      if (name.startsWith('View')) assert.ok(text.includes('user/${aws:username}'), text);
    });
  }
});
