/** The actions of AgentCore that hand out tokens and keys. https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/get-workload-access-token.html */
export const FOR_USER_ID = 'bedrock-agentcore:GetWorkloadAccessTokenForUserId';

/** Patterns that name them all, and nothing else. */
export const TOKENS = [
  'bedrock-agentcore:GetResourceApiKey',
  'bedrock-agentcore:GetResourceOauth2Token',
  'bedrock-agentcore:GetResourcePaymentToken',
  'bedrock-agentcore:GetWorkloadAccessToken*',
];
