import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { closeAll, findings, openFile, screenshot, typeKeys } from './editor.ts';
import { readKeys, TASKS } from './typing-tasks.ts';

describe('scratch', () => {
  afterEach(closeAll);
  for (const pace of [30, 80])
    for (const task of TASKS)
      it(`${task.name} ${pace}`, async () => {
        await vscode.extensions.getExtension('bedrock-policy.bedrock-policy')?.activate();
        const { document } = await openFile(task.file, task.start ?? '');
        await sleep(600);
        const seen: string[] = [];
        const watch = vscode.languages.onDidChangeDiagnostics(() => seen.push(findings(document).join(' | ')));
        const { keys, wanted } = readKeys(task.keys);
        const first = await typeKeys(keys, pace);
        await sleep(800);
        watch.dispose();
        console.log(document.getText());
        console.log('KEYS', keys.filter((key) => key !== 'list').length);
        first.forEach((label, at) => label !== wanted[at] && console.log('FIRST', label, 'instead of', wanted[at]));
        console.log('SEEN', JSON.stringify([...new Set(seen)], undefined, 1));
        await screenshot(`scratch-${pace}-${TASKS.indexOf(task)}`);
      });
});
