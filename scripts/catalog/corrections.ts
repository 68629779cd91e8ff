/**
 * What AWS does against what its authorization reference says: each row with its source, an AWS page or the text of AWS's
 * own denials. The rows are applied when the catalog is generated, so that rules, hovers and completions agree.
 */

interface Source {
  readonly service: string;
  /** An AWS page, or the words of a denial. */
  readonly source: string;
}

const GUIDE = 'https://docs.aws.amazon.com';
const denial = (action: string, resource: string) =>
  `AWS's denial "is not authorized to perform: ${action} on resource: ${resource}"`;

/** Resource types that the reference lacks. */
export const NEW_TYPES: readonly (Source & { readonly name: string; readonly arn: string })[] = [
  {
    service: 'logs',
    name: 'all log groups',
    arn: 'arn:${Partition}:logs:${Region}:${Account}:log-group::log-stream:',
    source: denial('logs:DescribeLogGroups', 'arn:aws:logs:REGION:ACCOUNT:log-group::log-stream:'),
  },
  {
    service: 's3',
    name: 'all buckets',
    arn: 'arn:${Partition}:s3:::',
    source: `${GUIDE}/AmazonS3/latest/userguide/walkthrough1.html`,
  },
  {
    service: 'ssmmessages',
    name: 'session',
    arn: 'arn:${Partition}:ssm:${Region}:${Account}:session/${SessionId}',
    source: `${GUIDE}/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html`,
  },
];

/** Resource types that actions are authorized on, beside those of the reference. */
export const MORE_TYPES: readonly (Source & {
  readonly actions: readonly string[];
  readonly types: readonly string[];
})[] = [
  {
    service: 'bedrock',
    actions: ['GetDocumentContent'],
    types: ['knowledge-base'],
    source: `${GUIDE}/bedrock/latest/userguide/kb-managed-cross-account.html`,
  },
  {
    service: 'bedrock',
    actions: ['ListInferenceProfiles'],
    types: ['inference-profile', 'application-inference-profile'],
    source: denial('bedrock:ListInferenceProfiles', 'arn:aws:bedrock:REGION:ACCOUNT:inference-profile/*'),
  },
  {
    service: 'bedrock',
    actions: ['AssociateThirdPartyKnowledgeBase'],
    types: ['knowledge-base'],
    source: `${GUIDE}/bedrock/latest/userguide/agents-permissions.html`,
  },
  {
    service: 'bedrock-agentcore',
    actions: ['ConnectBrowserAutomationStream', 'ConnectBrowserLiveViewStream'],
    types: ['browser', 'browser-custom'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/vpc-interface-endpoints.html`,
  },
  {
    service: 'bedrock-agentcore',
    actions: ['GetBrowser', 'DeleteBrowser'],
    types: ['browser'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/browser-quickstart.html`,
  },
  {
    service: 'bedrock-agentcore',
    actions: ['GetCodeInterpreter', 'DeleteCodeInterpreter'],
    types: ['code-interpreter'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/code-interpreter-getting-started.html`,
  },
  {
    service: 'bedrock',
    actions: ['CreateAgent'],
    types: ['agent'],
    source: denial('bedrock:CreateAgent', 'arn:aws:bedrock:REGION:ACCOUNT:agent/*'),
  },
  {
    service: 'bedrock-agentcore',
    actions: ['CreateAgentRuntime', 'ListAgentRuntimes'],
    types: ['runtime'],
    source: denial('bedrock-agentcore:CreateAgentRuntime', 'arn:aws:bedrock-agentcore:REGION:ACCOUNT:runtime/*'),
  },
  {
    service: 'bedrock-agentcore',
    actions: ['CreateGateway'],
    types: ['gateway'],
    source: denial('bedrock-agentcore:CreateGateway', 'arn:aws:bedrock-agentcore:REGION:ACCOUNT:gateway/*'),
  },
  {
    service: 'bedrock-agentcore',
    actions: ['ListGateways'],
    types: ['gateway'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/gateway-prerequisites-permissions.html`,
  },
  {
    service: 'bedrock-agentcore',
    actions: ['GetResourcePolicy', 'PutResourcePolicy', 'DeleteResourcePolicy'],
    types: ['memory'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/resource-based-policies.html`,
  },
  {
    service: 'bedrock-agentcore',
    actions: ['CreateMemory'],
    types: ['memory'],
    source: denial('bedrock-agentcore:CreateMemory', 'arn:aws:bedrock-agentcore:REGION:ACCOUNT:memory/NAME-*'),
  },
  {
    service: 'logs',
    actions: ['PutResourcePolicy'],
    types: ['log-group'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/runtime-permissions.html`,
  },
  {
    service: 'elasticloadbalancing',
    actions: ['AddTags', 'RemoveTags'],
    types: [
      'listener-rule/app',
      'listener-rule/net',
      'listener/app',
      'listener/gwy',
      'listener/net',
      'loadbalancer/app/',
      'loadbalancer/gwy/',
      'loadbalancer/net/',
      'targetgroup',
      'truststore',
    ],
    source: `${GUIDE}/service-authorization/latest/reference/list_elasticloadbalancingv2.html`,
  },
  {
    service: 'iam',
    actions: ['ListRoles'],
    types: ['role'],
    source: denial('iam:ListRoles', 'arn:aws:iam::ACCOUNT:role/'),
  },
  {
    service: 'logs',
    actions: ['DescribeLogGroups'],
    types: ['all log groups'],
    source: denial('logs:DescribeLogGroups', 'arn:aws:logs:REGION:ACCOUNT:log-group::log-stream:'),
  },
  {
    service: 's3',
    actions: ['ListAllMyBuckets'],
    types: ['all buckets'],
    source: `${GUIDE}/AmazonS3/latest/userguide/walkthrough1.html`,
  },
  {
    service: 'ssmmessages',
    actions: ['OpenDataChannel'],
    types: ['session'],
    source: `${GUIDE}/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html`,
  },
];

/** Actions that the reference lacks. */
export const NEW_ACTIONS: readonly (Source & {
  readonly name: string;
  readonly accessLevel: string;
  readonly description: string;
  readonly types: readonly string[];
})[] = [
  {
    service: 'bedrock-agentcore',
    name: 'CreateTokenVault',
    accessLevel: 'Write',
    description: 'create the token vault with the first credential provider of an account',
    types: ['token-vault'],
    source: denial(
      'bedrock-agentcore:CreateTokenVault',
      'arn:aws:bedrock-agentcore:REGION:ACCOUNT:token-vault/default',
    ),
  },
  {
    service: 'bedrock-agentcore',
    name: 'GetRuntimeProtectedResourceMetadata',
    accessLevel: 'Read',
    description: 'read which authorization server protects an agent runtime (OAuth 2.0 Protected Resource Metadata)',
    types: ['runtime', 'runtime-endpoint'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/vpc-interface-endpoints.html`,
  },
];

/** Condition keys that the reference lacks, carried by the requests that carry another key, or by those of MORE_KEYS. */
export const NEW_KEYS: readonly (Source & {
  readonly key: string;
  readonly type: string;
  readonly description: string;
  readonly besides?: string;
})[] = [
  {
    service: 'bedrock-agentcore',
    key: 'bedrock-agentcore:namespacePath',
    type: 'String',
    description: 'Filters access by the path of a memory namespace, with everything below it',
    besides: 'bedrock-agentcore:namespace',
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/memory-organization.html`,
  },
  {
    service: 'bedrock-agentcore',
    key: 'bedrock-agentcore:namespaceVariable/${VariableName}',
    type: 'String',
    description: 'Filters access by the value of a custom variable of a memory namespace, when events are created',
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/specify-long-term-memory-organization.html`,
  },
];

/** Condition keys that the reference does not link to an action. */
export const MORE_KEYS: readonly (Source & { readonly action: string; readonly keys: readonly string[] })[] = [
  {
    service: 'bedrock-agentcore',
    action: 'CreateEvent',
    keys: ['bedrock-agentcore:namespaceVariable/${VariableName}'],
    source: `${GUIDE}/bedrock-agentcore/latest/devguide/specify-long-term-memory-organization.html`,
  },
  {
    service: 'states',
    action: 'InvokeHTTPEndpoint',
    keys: ['states:HTTPEndpoint', 'states:HTTPMethod'],
    source: `${GUIDE}/step-functions/latest/dg/call-https-apis.html`,
  },
];
