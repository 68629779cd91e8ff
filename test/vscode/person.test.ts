import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll } from './editor.ts';
import { play } from './person.ts';
import { TASKS } from './typing-tasks.ts';

/** `npm run typing` plays them at other speeds too, and on a slow server. */
const PACE = 50;

describe('a person types, key by key', () => {
  before(async () => {
    await closeAll();
    await vscode.extensions.getExtension('bedrock-policy.bedrock-policy')?.activate();
  });

  for (const task of TASKS) {
    it(task.name, async () => {
      const { text, keys, wrong, flickered } = await play(task, PACE);
      assert.equal(text, task.result);
      assert.deepEqual(wrong, [], 'first suggestions');
      assert.deepEqual(flickered, [], 'findings that came and went');
      if (task.most) assert.ok(keys <= task.most, `${keys} keys`);
    });
  }
});
