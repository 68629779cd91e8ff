/**
 * API operations of Bedrock that have no IAM action of their own name, and names that are often invented.
 * Rows: the operations table of https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html,
 * the permissions stated in https://docs.aws.amazon.com/bedrock/latest/APIReference/welcome.html (Converse, StartAsyncInvoke),
 * and the mistakes counted in public policies.
 */

export interface BedrockOperation {
  readonly name: string;
  /** The bedrock actions that authorize the operation (for an invented name: the actions that were probably intended). */
  readonly actions: readonly string[];
  /** Whether the operation exists in Bedrock's API; otherwise the name is only commonly invented. */
  readonly exists: boolean;
}

const rows: readonly BedrockOperation[] = [
  { name: 'Converse', actions: ['InvokeModel'], exists: true },
  { name: 'ConverseStream', actions: ['InvokeModelWithResponseStream'], exists: true },
  { name: 'InvokeModelWithBidirectionalStream', actions: ['InvokeModel'], exists: true },
  { name: 'StartAsyncInvoke', actions: ['InvokeModel'], exists: true },
  { name: 'RetrieveAndGenerateStream', actions: ['RetrieveAndGenerate'], exists: true },
  { name: 'InvokeFlowStream', actions: ['InvokeFlow'], exists: true },
  { name: 'UseGuardrail', actions: ['ApplyGuardrail'], exists: false },
  { name: 'ListModels', actions: ['ListFoundationModels', 'ListCustomModels'], exists: false },
  { name: 'GetModel', actions: ['GetFoundationModel'], exists: false },
  { name: 'DescribeGuardrail', actions: ['GetGuardrail'], exists: false },
  { name: 'DescribeFoundationModel', actions: ['GetFoundationModel'], exists: false },
  { name: 'UseInferenceProfile', actions: ['InvokeModel', 'GetInferenceProfile'], exists: false },
  { name: 'InvokeAgentAlias', actions: ['InvokeAgent'], exists: false },
  { name: 'ModelInvoke', actions: ['InvokeModel'], exists: false },
  { name: 'InvokeModelStream', actions: ['InvokeModelWithResponseStream'], exists: false },
  { name: 'CreateApplicationInferenceProfile', actions: ['CreateInferenceProfile'], exists: false },
  { name: 'GetApplicationInferenceProfile', actions: ['GetInferenceProfile'], exists: false },
  { name: 'DeleteApplicationInferenceProfile', actions: ['DeleteInferenceProfile'], exists: false },
  { name: 'ListApplicationInferenceProfiles', actions: ['ListInferenceProfiles'], exists: false },
];

const operations = new Map(rows.map((row) => [row.name.toLowerCase(), row]));

/** An operation by its name, in any case. */
export const bedrockOperation = (name: string): BedrockOperation | undefined => operations.get(name.toLowerCase());

export const bedrockOperations = (): readonly BedrockOperation[] => rows;

/**
 * Names of SDK clients → the prefix under which their calls are authorized.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html
 */
export const SDK_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['bedrock-runtime', 'bedrock'],
  ['bedrock-agent', 'bedrock'],
  ['bedrock-agent-runtime', 'bedrock'],
  ['bedrock-data-automation', 'bedrock'],
  ['bedrock-data-automation-runtime', 'bedrock'],
  ['bedrock-agentcore-control', 'bedrock-agentcore'],
]);

/**
 * The actions that authorize the operations of a client, for clients that send requests at run time.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Agents_for_Amazon_Bedrock_Runtime.html
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Runtime_for_Amazon_Bedrock_Data_Automation.html
 */
export const CLIENT_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'bedrock-runtime',
    [
      'InvokeModel',
      'InvokeModelWithResponseStream',
      'ApplyGuardrail',
      'CountTokens',
      'GetAsyncInvoke',
      'ListAsyncInvokes',
    ],
  ],
  [
    'bedrock-agent-runtime',
    [
      'InvokeAgent',
      'InvokeInlineAgent',
      'InvokeFlow',
      'Retrieve',
      'RetrieveAndGenerate',
      'Rerank',
      'GenerateQuery',
      'OptimizePrompt',
      'GetAgentMemory',
      'DeleteAgentMemory',
      'CreateSession',
      'GetSession',
      'UpdateSession',
      'EndSession',
      'DeleteSession',
      'ListSessions',
      'CreateInvocation',
      'ListInvocations',
      'PutInvocationStep',
      'GetInvocationStep',
      'ListInvocationSteps',
    ],
  ],
  ['bedrock-data-automation-runtime', ['InvokeDataAutomationAsync', 'GetDataAutomationStatus']],
]);
