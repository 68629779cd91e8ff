/**
 * AWS's managed policies that authors of Bedrock policies name: Bedrock's own first, then the common ones.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/security-iam-awsmanpol.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export interface ManagedPolicy {
  readonly name: string;
  readonly purpose: string;
}

const rows: readonly (readonly [name: string, purpose: string])[] = [
  ['AmazonBedrockFullAccess', 'Everything in Bedrock, passing roles named for Bedrock, and subscribing to models'],
  [
    'AmazonBedrockReadOnly',
    'Reading in Bedrock, stored responses, sessions and documents among it, and SageMaker endpoints; calling no model',
  ],
  [
    'AmazonBedrockLimitedAccess',
    'What Bedrock’s console and API keys need day by day: inference, guardrails, provisioned throughput and subscribing to models among it',
  ],
  ['AmazonBedrockMarketplaceAccess', 'Models of Bedrock Marketplace and their endpoints'],
  ['AmazonBedrockMantleFullAccess', 'Everything at the bedrock-mantle endpoint'],
  ['AmazonBedrockMantleInferenceAccess', 'Inference at the bedrock-mantle endpoint'],
  ['AmazonBedrockMantleReadOnly', 'Looking at what is configured at the bedrock-mantle endpoint'],
  ['AmazonBedrockStudioPermissionsBoundary', 'The boundary of the roles that Bedrock Studio makes'],
  ['BedrockAgentCoreFullAccess', 'Everything in Bedrock AgentCore'],
  ['AmazonBedrockWebSearchFullAccess', 'Everything in Bedrock’s web search'],
  ['AmazonBedrockWebSearchReadOnly', 'Looking at what is configured for Bedrock’s web search'],
  ['AdministratorAccess', 'Every action on every resource'],
  ['PowerUserAccess', 'Every action but those on identities, the organization and the account'],
  ['ReadOnlyAccess', 'Reading in every service, the contents of resources among it'],
  ['SecurityAudit', 'Reading what a security audit looks at'],
  ['job-function/ViewOnlyAccess', 'Listing resources in every service, not their contents'],
  ['IAMFullAccess', 'Everything in IAM: whoever has it can give themselves all the rest'],
  ['IAMReadOnlyAccess', 'Reading in IAM'],
  ['service-role/AWSLambdaBasicExecutionRole', 'Writing a Lambda function’s logs'],
  ['CloudWatchLogsReadOnlyAccess', 'Reading logs'],
  ['AmazonS3ReadOnlyAccess', 'Reading all of Amazon S3'],
];

export const MANAGED_POLICIES: readonly ManagedPolicy[] = rows.map(([name, purpose]) => ({ name, purpose }));

export const managedPolicyArn = ({ name }: ManagedPolicy, partition = 'aws'): string =>
  `arn:${partition}:iam::aws:policy/${name}`;

/** The name, with its path, in a managed policy's ARN of any partition: `job-function/ViewOnlyAccess`. */
export const managedPolicyName = (arn: string): string | undefined =>
  /^arn:[\w-]+:iam::aws:policy\/([\w/+=,.@-]{1,100})$/.exec(arn)?.[1];

/** The policy that an ARN of any partition names, where it is one of these. */
export function managedPolicy(arn: string): ManagedPolicy | undefined {
  const wanted = managedPolicyName(arn);
  return MANAGED_POLICIES.find(({ name }) => name === wanted);
}
