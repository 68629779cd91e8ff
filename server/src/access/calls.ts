/**
 * What one API operation asks of IAM, as data: each row is an operation, each part a request that is authorized by itself.
 * The pages of AWS stand beside the rows. A part that is not sure never makes a call denied.
 */

const GUIDE = 'https://docs.aws.amazon.com/bedrock/latest/userguide/';
const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html';

/** What is named beside an operation. */
export interface CallInput {
  /** The id or ARN of a model, a profile, a prompt, a router or whatever else is invoked. */
  readonly model?: string;
  readonly region?: string;
  readonly account?: string;
  /** `ID` or `ID:VERSION`, or an ARN. */
  readonly guardrail?: string;
  /** The id of a guardrail profile, with which a guardrail works across Regions. */
  readonly guardrailProfile?: string;
  readonly knowledgeBase?: string;
  /** `AGENT/ALIAS`; of an inline agent, its name. */
  readonly agent?: string;
  /** `FLOW/ALIAS`. */
  readonly flow?: string;
  /** The ARN of the role that is passed. */
  readonly role?: string;
  readonly reranker?: string;
  readonly apiKey?: 'short' | 'long';
  /** The models behind an application profile, a router or a prompt. */
  readonly models?: readonly string[];
  readonly project?: string;
  readonly runtime?: string;
  readonly serviceTier?: string;
}

/** What a part is authorized on; the word says which input names it. */
type PartTarget =
  /** The model, or all that stands for it: the profile, and the model in each Region. */
  | 'model'
  | 'reranker'
  | 'guardrail'
  | 'knowledge-base'
  | 'agent-alias'
  | 'flow-alias'
  | 'project'
  | 'default-project'
  | 'mantle-project'
  | 'async-invoke'
  | 'batch-job'
  | 'runtime'
  | 'role'
  | '*';

export interface PartRow {
  /** `bedrock:InvokeModel`. */
  readonly action: string;
  readonly on: PartTarget;
  readonly context?: Readonly<Record<string, string>>;
  /** Left out where the input does not name this. */
  readonly onlyWith?: keyof CallInput;
  /** `likely`: AWS's reference says so, its guides do not. `service role`: asked of the role that Bedrock works with. */
  readonly sureness?: 'likely' | 'service role';
  readonly page: string;
}

export interface CallRow {
  /** Without regard to case. */
  readonly operation: string;
  /** What the input has to name. */
  readonly needs: readonly (keyof CallInput)[];
  readonly parts: readonly PartRow[];
}

const invoke = (action: string): readonly PartRow[] => [
  { action, on: 'model', page: `${GUIDE}inference-prereq.html` },
  {
    action: 'bedrock:ApplyGuardrail',
    on: 'guardrail',
    onlyWith: 'guardrail',
    page: `${GUIDE}guardrails-permissions-id.html`,
  },
];

/** A call with an API key is authorized for the key too. */
const BEARER: PartRow = {
  action: 'bedrock:CallWithBearerToken',
  on: '*',
  onlyWith: 'apiKey',
  page: `${GUIDE}api-keys-permissions.html`,
};

const passRole = (page: string): PartRow => ({
  action: 'iam:PassRole',
  on: 'role',
  context: { 'iam:PassedToService': 'bedrock.amazonaws.com' },
  onlyWith: 'role',
  page,
});

const inference = (operation: string, action: string): CallRow => ({
  operation,
  needs: ['model', 'region'],
  parts: [...invoke(action), BEARER],
});

/** An operation that creates something without an ARN yet, and passes it a role. */
const create = (operation: string, page: string): CallRow => ({
  operation,
  needs: ['region', 'role'],
  parts: [{ action: `bedrock:${operation}`, on: '*', page: REFERENCE }, passRole(page), BEARER],
});

const RETRIEVE: PartRow = {
  action: 'bedrock:Retrieve',
  on: 'knowledge-base',
  page: `${GUIDE}knowledge-base-prereq-permissions-general.html`,
};

const RERANK: readonly PartRow[] = [
  { action: 'bedrock:Rerank', on: '*', onlyWith: 'reranker', page: `${GUIDE}rerank-prereq.html` },
  { action: 'bedrock:InvokeModel', on: 'reranker', onlyWith: 'reranker', page: `${GUIDE}rerank-prereq.html` },
];

const generate = (operation: string): CallRow => ({
  operation,
  needs: ['model', 'region', 'knowledgeBase'],
  parts: [
    { action: 'bedrock:RetrieveAndGenerate', on: '*', page: `${GUIDE}knowledge-base-prereq-permissions-general.html` },
    RETRIEVE,
    ...invoke('bedrock:InvokeModel'),
    ...RERANK,
    BEARER,
  ],
});

const agentRuntime = (operation: string): CallRow => ({
  operation,
  needs: ['region', 'runtime'],
  parts: [
    {
      action: `bedrock-agentcore:${operation}`,
      on: 'runtime',
      page: 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html',
    },
  ],
});

export const CALLS: readonly CallRow[] = [
  inference('Converse', 'bedrock:InvokeModel'),
  inference('ConverseStream', 'bedrock:InvokeModelWithResponseStream'),
  inference('InvokeModel', 'bedrock:InvokeModel'),
  inference('InvokeModelWithResponseStream', 'bedrock:InvokeModelWithResponseStream'),
  inference('InvokeModelWithBidirectionalStream', 'bedrock:InvokeModel'),
  inference('ChatCompletions', 'bedrock:InvokeModel'),
  {
    operation: 'StartAsyncInvoke',
    needs: ['model', 'region'],
    parts: [
      {
        action: 'bedrock:InvokeModel',
        on: 'model',
        page: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_StartAsyncInvoke.html',
      },
      { action: 'bedrock:InvokeModel', on: 'async-invoke', page: REFERENCE },
      BEARER,
    ],
  },
  {
    operation: 'CountTokens',
    needs: ['model', 'region'],
    parts: [{ action: 'bedrock:CountTokens', on: 'model', page: REFERENCE }, BEARER],
  },
  {
    // The Responses API at the bedrock-runtime endpoint.
    operation: 'CreateResponse',
    needs: ['model', 'region'],
    parts: [
      ...invoke('bedrock:InvokeModel'),
      { action: 'bedrock:InvokeModel', on: 'default-project', page: `${GUIDE}inference-prereq.html` },
      BEARER,
    ],
  },
  {
    operation: 'CreateModelInvocationJob',
    needs: ['model', 'region', 'role'],
    parts: [
      { action: 'bedrock:CreateModelInvocationJob', on: 'model', page: `${GUIDE}batch-inference-permissions.html` },
      { action: 'bedrock:CreateModelInvocationJob', on: 'batch-job', page: `${GUIDE}batch-inference-permissions.html` },
      passRole(`${GUIDE}batch-iam-sr.html`),
      { action: 'bedrock:InvokeModel', on: 'model', sureness: 'service role', page: `${GUIDE}batch-iam-sr.html` },
      BEARER,
    ],
  },
  { operation: 'Retrieve', needs: ['region', 'knowledgeBase'], parts: [RETRIEVE, ...RERANK, BEARER] },
  generate('RetrieveAndGenerate'),
  generate('RetrieveAndGenerateStream'),
  { operation: 'Rerank', needs: ['region', 'reranker'], parts: [...RERANK, BEARER] },
  {
    operation: 'InvokeAgent',
    needs: ['region', 'agent'],
    parts: [
      { action: 'bedrock:InvokeAgent', on: 'agent-alias', page: REFERENCE },
      {
        action: 'bedrock:InvokeModel',
        on: 'model',
        onlyWith: 'model',
        sureness: 'service role',
        page: `${GUIDE}agents-permissions.html`,
      },
      {
        action: 'bedrock:Retrieve',
        on: 'knowledge-base',
        onlyWith: 'knowledgeBase',
        sureness: 'service role',
        page: `${GUIDE}agents-permissions.html`,
      },
      {
        action: 'bedrock:ApplyGuardrail',
        on: 'guardrail',
        onlyWith: 'guardrail',
        sureness: 'service role',
        page: `${GUIDE}agents-permissions.html`,
      },
      BEARER,
    ],
  },
  {
    operation: 'InvokeInlineAgent',
    needs: ['model', 'region'],
    parts: [
      { action: 'bedrock:InvokeInlineAgent', on: '*', page: REFERENCE },
      ...invoke('bedrock:InvokeModel'),
      { ...RETRIEVE, onlyWith: 'knowledgeBase' },
      BEARER,
    ],
  },
  {
    operation: 'InvokeFlow',
    needs: ['region', 'flow'],
    parts: [{ action: 'bedrock:InvokeFlow', on: 'flow-alias', page: REFERENCE }, BEARER],
  },
  {
    operation: 'ApplyGuardrail',
    needs: ['region', 'guardrail'],
    parts: [
      { action: 'bedrock:ApplyGuardrail', on: 'guardrail', page: `${GUIDE}guardrail-profiles-permissions.html` },
      BEARER,
    ],
  },
  create('CreateAgent', `${GUIDE}security-iam-sr.html`),
  create('CreateKnowledgeBase', `${GUIDE}security-iam-sr.html`),
  create('CreateFlow', `${GUIDE}security-iam-sr.html`),
  create('CreateModelImportJob', REFERENCE),
  create('CreateMarketplaceModelEndpoint', REFERENCE),
  create('CreateCustomModel', REFERENCE),
  {
    operation: 'StartIngestionJob',
    needs: ['region', 'knowledgeBase'],
    parts: [
      { action: 'bedrock:StartIngestionJob', on: 'knowledge-base', page: REFERENCE },
      {
        action: 'bedrock:InvokeModel',
        on: 'model',
        onlyWith: 'model',
        sureness: 'service role',
        page: `${GUIDE}kb-permissions.html`,
      },
      BEARER,
    ],
  },
  {
    // Every API for inference at the bedrock-mantle endpoint.
    operation: 'CreateInference',
    needs: ['region'],
    parts: [
      {
        action: 'bedrock-mantle:CreateInference',
        on: 'mantle-project',
        page: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html',
      },
      { ...BEARER, action: 'bedrock-mantle:CallWithBearerToken' },
    ],
  },
  ...[
    'InvokeAgentRuntime',
    'InvokeAgentRuntimeForUser',
    'InvokeAgentRuntimeCommand',
    'InvokeAgentRuntimeWithWebSocketStream',
    'StopRuntimeSession',
  ].map(agentRuntime),
];

const byName: ReadonlyMap<string, CallRow> = new Map(CALLS.map((row) => [row.operation.toLowerCase(), row]));

/** What an operation asks; undefined for one that is not in the table. Any case. */
export const callRow = (operation: string): CallRow | undefined => byName.get(operation.toLowerCase());
