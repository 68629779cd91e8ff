/** What calls of the API ask: https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html and Bedrock's user guide. */
import assert from 'node:assert/strict';
import { actionOf } from '../../../server/src/access/action-classes.ts';
import { CallProblem, requestsOfCall } from '../../../server/src/access/call-requests.ts';
import { CALLS, type CallInput } from '../../../server/src/access/calls.ts';
import { catalog } from '../../catalog.ts';

const ACCOUNT = '111122223333';
const NOVA = 'amazon.nova-lite-v1:0';
const arn = (rest: string, region = 'eu-west-1', account = ACCOUNT) => `arn:aws:bedrock:${region}:${account}:${rest}`;
const model = (id: string, region = 'eu-west-1') => arn(`foundation-model/${id}`, region, '');

const parts = (operation: string, input: CallInput) =>
  requestsOfCall(operation, { region: 'eu-west-1', account: ACCOUNT, ...input }, catalog);

/** `action on resource`, with what is not needed for certain in brackets. */
const asked = (operation: string, input: CallInput): readonly string[] =>
  parts(operation, input).map(
    ({ action, resource, sureness }) => `${action} ${resource}${sureness === 'needed' ? '' : ` (${sureness})`}`,
  );

const contextOf = (operation: string, input: CallInput, resource: string) =>
  parts(operation, input).find((part) => part.resource === resource)?.context ?? {};

describe('what a call asks', () => {
  it('of a model: the model, as a stream by another action', () => {
    assert.deepEqual(asked('Converse', { model: NOVA }), [`bedrock:InvokeModel ${model(NOVA)}`]);
    assert.deepEqual(asked('conversestream', { model: NOVA }), [
      `bedrock:InvokeModelWithResponseStream ${model(NOVA)}`,
    ]);
    assert.deepEqual(asked('CountTokens', { model: NOVA }), [`bedrock:CountTokens ${model(NOVA)}`]);
  });

  /** https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html */
  it('of a geographic profile: the profile, and the model in the source Region and each destination, with the key there', () => {
    const profile = arn(`inference-profile/eu.${NOVA}`);
    const found = asked('Converse', { model: `eu.${NOVA}` });
    assert.equal(found[0], `bedrock:InvokeModel ${profile}`);
    assert.ok(found.includes(`bedrock:InvokeModel ${model(NOVA)}`));
    assert.ok(found.includes(`bedrock:InvokeModel ${model(NOVA, 'eu-central-1')}`));
    assert.equal(found.at(-1), `bedrock:GetInferenceProfile ${profile} (may be needed)`);
    const there = contextOf('Converse', { model: `eu.${NOVA}` }, model(NOVA, 'eu-central-1'));
    assert.equal(there['bedrock:InferenceProfileArn'], profile);
    assert.equal(there['aws:RequestedRegion'], 'eu-central-1');
    assert.equal(contextOf('Converse', { model: `eu.${NOVA}` }, profile)['bedrock:InferenceProfileArn'], undefined);
  });

  /** https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html */
  it('of a global profile: three requests, the last without a Region', () => {
    const id = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
    const profile = arn(`inference-profile/global.${id}`);
    assert.deepEqual(asked('Converse', { model: `global.${id}` }), [
      `bedrock:InvokeModel ${profile}`,
      `bedrock:InvokeModel ${model(id)}`,
      `bedrock:InvokeModel ${model(id, '')}`,
      `bedrock:GetInferenceProfile ${profile} (may be needed)`,
    ]);
    const everywhere = contextOf('Converse', { model: `global.${id}` }, model(id, ''));
    assert.equal(everywhere['aws:RequestedRegion'], 'unspecified');
    assert.equal(everywhere['bedrock:InferenceProfileArn'], profile);
  });

  it('of what stands for models: itself, what it stands for, and what reads it', () => {
    const profile = arn('application-inference-profile/a1');
    assert.deepEqual(asked('InvokeModel', { model: profile, models: [NOVA] }), [
      `bedrock:InvokeModel ${profile}`,
      `bedrock:InvokeModel ${model(NOVA)}`,
      `bedrock:GetInferenceProfile ${profile} (may be needed)`,
    ]);
    assert.equal(
      contextOf('InvokeModel', { model: profile, models: [NOVA] }, model(NOVA))['bedrock:InferenceProfileArn'],
      profile,
    );
    assert.deepEqual(asked('InvokeModel', { model: arn('provisioned-model/p') }), [
      `bedrock:InvokeModel ${arn('provisioned-model/p')}`,
      `bedrock:GetProvisionedModelThroughput ${arn('provisioned-model/p')}`,
    ]);
    assert.deepEqual(asked('InvokeModel', { model: arn('imported-model/i') }), [
      `bedrock:InvokeModel ${arn('imported-model/i')}`,
      `bedrock:GetImportedModel ${arn('imported-model/i')}`,
    ]);
    assert.deepEqual(asked('Converse', { model: arn('prompt/P1:2'), models: [NOVA] }), [
      `bedrock:RenderPrompt ${arn('prompt/P1:2')}`,
      `bedrock:InvokeModel ${model(NOVA)}`,
    ]);
    assert.deepEqual(asked('Converse', { model: arn('prompt-router/r'), models: [NOVA] }), [
      `bedrock:InvokeModel ${arn('prompt-router/r')}`,
      `bedrock:InvokeModel ${model(NOVA)} (likely)`,
    ]);
  });

  it('with a guardrail: that too, without its version, and the key on the model’s request with it', () => {
    const input = { model: NOVA, guardrail: 'g1:3' };
    assert.deepEqual(asked('Converse', input), [
      `bedrock:InvokeModel ${model(NOVA)}`,
      `bedrock:ApplyGuardrail ${arn('guardrail/g1')}`,
    ]);
    assert.equal(contextOf('Converse', input, model(NOVA))['bedrock:GuardrailIdentifier'], arn('guardrail/g1:3'));
    assert.equal(
      contextOf('Converse', { model: NOVA }, model(NOVA))['bedrock:GuardrailIdentifier'],
      null,
      'absent without one',
    );
    const across = asked('ApplyGuardrail', { guardrail: 'g1', guardrailProfile: 'eu.guardrail.v1:0' });
    assert.equal(across[0], `bedrock:ApplyGuardrail ${arn('guardrail/g1')}`);
    assert.ok(across.includes(`bedrock:ApplyGuardrail ${arn('guardrail-profile/eu.guardrail.v1:0')}`));
  });

  it('with an API key: the key too', () => {
    assert.equal(asked('Converse', { model: NOVA, apiKey: 'long' }).at(-1), 'bedrock:CallWithBearerToken *');
    assert.equal(contextOf('Converse', { model: NOVA, apiKey: 'long' }, '*')['bedrock:BearerTokenType'], 'LONG_TERM');
    assert.deepEqual(asked('CreateInference', { apiKey: 'short' }), [
      `bedrock-mantle:CreateInference arn:aws:bedrock-mantle:eu-west-1:${ACCOUNT}:project/default`,
      'bedrock-mantle:CallWithBearerToken *',
    ]);
  });

  it('of the knowledge base, the reranker, the agent, the flow and the runtime', () => {
    const base = arn('knowledge-base/K1');
    assert.deepEqual(asked('Retrieve', { knowledgeBase: 'K1' }), [`bedrock:Retrieve ${base}`]);
    assert.deepEqual(
      asked('RetrieveAndGenerate', { knowledgeBase: 'K1', model: NOVA, reranker: 'amazon.rerank-v1:0' }),
      [
        'bedrock:RetrieveAndGenerate *',
        `bedrock:Retrieve ${base}`,
        `bedrock:InvokeModel ${model(NOVA)}`,
        'bedrock:Rerank *',
        `bedrock:InvokeModel ${model('amazon.rerank-v1:0')}`,
      ],
    );
    assert.deepEqual(asked('InvokeAgent', { agent: 'A/B', model: NOVA }), [
      `bedrock:InvokeAgent ${arn('agent-alias/A/B')}`,
      `bedrock:InvokeModel ${model(NOVA)} (service role)`,
    ]);
    assert.deepEqual(asked('InvokeFlow', { flow: 'F/B' }), [`bedrock:InvokeFlow ${arn('flow/F/alias/B')}`]);
    const runtime = `arn:aws:bedrock-agentcore:eu-west-1:${ACCOUNT}:runtime/R`;
    assert.deepEqual(asked('InvokeAgentRuntime', { runtime: 'R' }), [
      `bedrock-agentcore:InvokeAgentRuntime ${runtime}`,
      `bedrock-agentcore:InvokeAgentRuntime ${runtime}/runtime-endpoint/DEFAULT`,
    ]);
  });

  it('of what creates something: the role that is passed', () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/agents`;
    assert.deepEqual(asked('CreateAgent', { role }), ['bedrock:CreateAgent *', `iam:PassRole ${role}`]);
    assert.equal(contextOf('CreateAgent', { role }, role)['iam:PassedToService'], 'bedrock.amazonaws.com');
    const job = asked('CreateModelInvocationJob', { model: NOVA, role });
    assert.deepEqual(job.slice(0, 3), [
      `bedrock:CreateModelInvocationJob ${model(NOVA)}`,
      `bedrock:CreateModelInvocationJob ${arn('model-invocation-job/*')}`,
      `iam:PassRole ${role}`,
    ]);
  });

  it('of stateful responses: the project too', () => {
    assert.deepEqual(asked('CreateResponse', { model: NOVA }), [
      `bedrock:InvokeModel ${model(NOVA)}`,
      `bedrock:InvokeModel ${arn('project/default')}`,
    ]);
  });

  for (const [operation, input, about, message] of [
    ['Convers', {}, 'call', /no call "Convers"/],
    ['Converse', {}, 'model', /Converse needs the model or profile/],
    ['Converse', { model: 'nova' }, 'model', /"nova" is no model or profile that is known/],
    ['Converse', { model: 'us.amazon.nova-lite-v1:0' }, 'region', /cannot be called from eu-west-1/],
    ['Converse', { model: NOVA, region: 'x' }, 'region', /"x" is not a Region/],
    ['InvokeAgent', { agent: 'A' }, 'agent', /write it as AGENT\/ALIAS/],
    [
      'ApplyGuardrail',
      { guardrail: 'g', guardrailProfile: 'us.guardrail.v1:0' },
      'guardrailProfile',
      /not a guardrail profile of eu-west-1/,
    ],
  ] as const)
    it(`says what is wrong: ${message.source}`, () => {
      assert.throws(
        () => parts(operation, input),
        (error: unknown) => error instanceof CallProblem && error.input === about && message.test(error.message),
      );
    });

  it('names actions that there are, and pages of AWS', () => {
    for (const row of CALLS)
      for (const { action, page } of row.parts) {
        assert.ok(actionOf(action, catalog), action);
        assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\/.*\.html$/);
      }
  });
});
