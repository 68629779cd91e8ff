/**
 * Actions that AWS authorizes on several resources together: a request needs all of them. The reference marks them as
 * required, and so it marks types of which one is enough; which it is, AWS's guides tell.
 */

/**
 * The actions on an agent runtime and its endpoint.
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html#resource-based-policies-hierarchical-authorization
 */
export const RUNTIME_ACTIONS: readonly string[] = [
  'InvokeAgentRuntime',
  'InvokeAgentRuntimeForUser',
  'InvokeAgentRuntimeCommand',
  'InvokeAgentRuntimeCommandShell',
  'InvokeAgentRuntimeWithWebSocketStream',
  'InvokeAgentRuntimeWithWebSocketStreamForUser',
  'StopRuntimeSession',
];

const RUNTIME = ['runtime', 'runtime-endpoint'];
const IDENTITY = ['workload-identity-directory', 'workload-identity'];

/** `prefix:Name` in lower case → the types of resources. The sources stand above each group. */
const JOINT: ReadonlyMap<string, readonly string[]> = new Map([
  ...RUNTIME_ACTIONS.map((name) => [`bedrock-agentcore:${name.toLowerCase()}`, RUNTIME] as const),
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html
  ...['GetWorkloadAccessToken', 'GetWorkloadAccessTokenForJWT', 'GetWorkloadAccessTokenForUserId'].map(
    (name) => [`bedrock-agentcore:${name.toLowerCase()}`, IDENTITY] as const,
  ),
  ['bedrock-agentcore:getresourceapikey', [...IDENTITY, 'token-vault', 'apikeycredentialprovider']],
  ['bedrock-agentcore:getresourceoauth2token', [...IDENTITY, 'token-vault', 'oauth2credentialprovider']],
  ['bedrock-agentcore:getresourcepaymenttoken', [...IDENTITY, 'token-vault', 'paymentcredentialprovider']],
  // https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_service-with-iam.html
  ['bedrock:associateagentknowledgebase', ['agent', 'knowledge-base']],
  // https://docs.aws.amazon.com/bedrock/latest/userguide/bda-cris.html
  ['bedrock:invokedataautomationasync', ['data-automation-project', 'data-automation-profile']],
]);

/** The types of resources on which an action is authorized together; undefined where one of its types is enough. Any case. */
export const jointTypes = (action: string): readonly string[] | undefined => JOINT.get(action.toLowerCase());

/** What further resources a request may be authorized on, beside the one that it names. */
const TOGETHER: ReadonlyMap<string, string> = new Map(
  ['bedrock:invokemodel', 'bedrock:invokemodelwithresponsestream'].map((action) => [
    action,
    // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
    // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html
    'A call through an inference profile is authorized on the profile and on its model in every destination Region; one of the Responses API on the model and on the project.',
  ]),
);

/** A sentence about what else a request is authorized on; undefined where there is nothing to say. Any case. */
export const togetherNote = (action: string): string | undefined => TOGETHER.get(action.toLowerCase());
