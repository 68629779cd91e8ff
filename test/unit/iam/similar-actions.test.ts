import assert from 'node:assert/strict';
import { similarActions } from '../../../server/src/iam/similar-actions.ts';
import { catalog } from '../../catalog.ts';

/** What is offered for a written action, `prefix:Name`. */
function offered(written: string): readonly string[] {
  const [prefix = '', name = ''] = written.split(':');
  return similarActions(catalog.service(prefix) ?? assert.fail(prefix), name, catalog)?.actions ?? [];
}

describe('actions that may have been meant', () => {
  const cases: readonly (readonly [written: string, ...offered: string[]])[] = [
    // the same name under a sister prefix
    ['bedrock:CreateAgentRuntime', 'bedrock-agentcore:CreateAgentRuntime'],
    ['bedrock:InvokeAgentRuntime', 'bedrock-agentcore:InvokeAgentRuntime'],
    ['bedrock:InvokeAgentRuntime*', 'bedrock-agentcore:InvokeAgentRuntime*'],
    ['bedrock:InvokeGateway', 'bedrock-agentcore:InvokeGateway'],
    ['bedrock:CreateInference', 'bedrock-mantle:CreateInference'],
    // an operation of an API
    ['bedrock:ChatCompletions', 'bedrock-mantle:CreateInference'],
    ['bedrock-mantle:Converse', 'bedrock-mantle:CreateInference'],
    ['bedrock-mantle:InvokeModel', 'bedrock-mantle:CreateInference'],
    ['bedrock:TagInferenceProfile', 'bedrock:TagResource'],
    ['s3:ListObjectsV2', 's3:ListBucket'],
    ['s3:HeadBucket', 's3:ListBucket'],
    ['s3:CreateMultipartUpload', 's3:PutObject'],
    ['s3:CopyObject', 's3:GetObject', 's3:PutObject'],
    ['lambda:Invoke', 'lambda:InvokeFunction'],
    // a missing end
    ['bedrock:GetModelInvocationLogging', 'bedrock:GetModelInvocationLoggingConfiguration'],
    ['bedrock-agentcore:RetrieveMemory', 'bedrock-agentcore:RetrieveMemoryRecords'],
    // the same words, and at most one more
    ['bedrock-agentcore:InvokeRuntime', 'bedrock-agentcore:InvokeAgentRuntime'],
    ['bedrock:ModelsListFoundation'],
    // spelling
    ['bedrock:InvokModel', 'bedrock:InvokeModel'],
    ['bedrock:GetGuardrial', 'bedrock:GetGuardrail'],
    // never another verb, and nothing that is only a little alike
    ['bedrock:CreateAgentVersion'],
    ['aoss:DeleteCollectionItems'],
  ];
  for (const [written, ...wanted] of cases) {
    it(`are ${wanted.join(' and ') || 'none'} for ${written}`, () => {
      assert.deepEqual(offered(written).slice(0, Math.max(wanted.length, 1)), wanted);
    });
  }

  it('are not of another verb, for each action of Bedrock with its verb exchanged', () => {
    const verbs = ['Create', 'Delete', 'Get', 'Put', 'Update', 'List', 'Start', 'Stop'];
    const bedrock = catalog.service('bedrock') ?? assert.fail();
    for (const { name } of bedrock.actions) {
      for (const verb of verbs) {
        const written = name.replace(/^[A-Z][a-z]+/, verb);
        if (bedrock.action(written)) continue;
        for (const action of offered(`bedrock:${written}`)) assert.match(action, new RegExp(`:${verb}`), written);
      }
    }
  });
});
