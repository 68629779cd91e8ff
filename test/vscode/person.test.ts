import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll } from './editor.ts';
import { play } from './person.ts';
import { TASKS } from './typing-tasks.ts';

/** `npm run typing` plays them at other speeds too, and on a slow server. */
const PACE = 50;

describe('a person types, key by key', function () {
  // On a busy machine VS Code itself now and then loses what it does by itself, such as a closed bracket.
  this.retries(1);

  before(async () => {
    await closeAll();
    await vscode.extensions.getExtension('bedrock-policy.bedrock-policy')?.activate();
  });

  for (const task of TASKS) {
    it(task.name, async () => {
      const { keys, ...played } = await play(task, PACE);
      assert.deepEqual(played, { text: task.result, wrong: [], flickered: [] });
      if (task.most) assert.ok(keys <= task.most, `${keys} keys`);
    });
  }
});
