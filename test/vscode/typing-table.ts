/** `npm run typing`: every task at three speeds, as a table of what a person would mind. */
import { appendFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { closeAll } from './editor.ts';
import { play } from './person.ts';
import { TASKS } from './typing-tasks.ts';

/** Milliseconds between two keys: a fast typist, a usual one, and one who looks for the keys. */
const PACES = [30, 80, 200];

describe('typing', () => {
  before(async () => {
    await closeAll();
    await vscode.extensions.getExtension('bedrock-policy.bedrock-policy')?.activate();
  });

  for (const task of TASKS) {
    for (const pace of PACES) {
      it(`${task.name}, ${pace} ms a key`, async () => {
        const { text, keys, wrong, flickered } = await play(task, pace);
        const isRight = text === task.result;
        const row = [task.name, pace, keys, isRight ? 'yes' : 'NO', wrong.length, flickered.length];
        appendFileSync(process.env.BEDROCK_POLICY_TABLE ?? '', `${JSON.stringify(row)}\n`);
        if (!isRight) throw new Error(`The document is wrong:\n${text}\n${wrong.join('\n')}`);
        if (wrong.length + flickered.length > 0) throw new Error([...wrong, ...flickered].join('\n'));
      }).timeout(180_000);
    }
  }
});
