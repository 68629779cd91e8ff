/** When a list of completions opens: never unasked in a file that is no policy, and whose name is none. */
import assert from 'node:assert/strict';
import {
  type CompletionContext,
  type CompletionList,
  CompletionRequest,
  CompletionTriggerKind,
} from 'vscode-languageserver-protocol/node';
import { atCursor, type Client, startClient } from './client.ts';

const TYPED: CompletionContext = { triggerKind: CompletionTriggerKind.Invoked };
const key = (triggerCharacter: string): CompletionContext => ({
  triggerKind: CompletionTriggerKind.TriggerCharacter,
  triggerCharacter,
});

describe('a list of completions', () => {
  let client: Client;
  before(async () => {
    client = await startClient();
  });
  after(async () => assert.equal(await client.stop(), 0));

  const labels = async (name: string, marked: string, context?: CompletionContext): Promise<readonly string[]> => {
    const uri = `file:///work/${name}`;
    const { text, position } = atCursor(marked);
    client.open(text, uri);
    const found = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position,
      ...(context ? { context } : {}),
    });
    client.close(uri);
    return ((found as CompletionList | null)?.items ?? []).map(({ label }) => label);
  };

  for (const [file, marked, context] of [
    ['package.json', '{¦}', key('{')],
    ['new.policy.json', '{¦}', key('{')],
    ['package.json', '{ "¦" }', key('"')],
    ['package.json', '{ "Ver¦" }', TYPED],
    ['data.json', 'pol¦', TYPED],
    ['data.json', '{ "Version": "¦" }', key('"')],
    ['a.policy.json', '{ "Statement": [{ "Resource": "x{¦" }] }', key('{')],
  ] as const)
    it(`stays closed in ${file}: ${marked} ${context.triggerCharacter ?? ''}`, async () => {
      assert.deepEqual(await labels(file, marked, context), []);
    });

  for (const [file, marked, context, first] of [
    ['new.policy.json', '{ "¦" }', key('"'), 'Version'],
    ['role-trust.json', 'tru¦', TYPED, 'trust policy'],
    ['data.json', '{ ¦ }', TYPED, 'Version'],
    ['data.json', '¦', TYPED, 'policy'],
    ['data.json', '{ "¦" }', undefined, 'Version'],
    ['data.json', '{ "Version": "2012-10-17", "S¦" }', TYPED, 'Statement'],
    [
      'data.json',
      '{ "Version": "2012-10-17", "Statement": [{ "Resource": "${¦" }] }',
      key('{'),
      'aws:PrincipalTag/tag-key',
    ],
    ['bedrock-policy.config.json', '{ "¦" }', key('"'), 'exceptions'],
    ['bedrock-policy.config.json', '{ ¦ }', TYPED, 'rules'],
  ] as const)
    it(`opens in ${file}: ${marked} ${context?.triggerCharacter ?? ''}`, async () => {
      assert.ok((await labels(file, marked, context)).includes(first));
    });

  it('is complete, so that the editor can filter it by itself', async () => {
    const uri = 'file:///work/complete.policy.json';
    for (const marked of [
      '{ "Statement": [{ "Action": "¦" }] }',
      '{ "Statement": [{ "Action": "bedrock:¦" }] }',
      '{ "Statement": [{ "Resource": "¦" }] }',
      '{ "Statement": [{ "Resource": "arn:aws:bedrock:eu-west-1:222233334444:inference-profile/¦" }] }',
    ]) {
      const { text, position } = atCursor(marked);
      client.open(text, uri);
      const found = await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
      assert.equal((found as CompletionList).isIncomplete, false, marked);
      client.close(uri);
    }
  });
});
