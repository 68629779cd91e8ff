/**
 * The actions of Bedrock that need a role in their request.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-agentcore.html
 */
import { hasAction, isAllow } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';

export const PASS_ROLE = 'iam:PassRole';

export const SERVICE = 'bedrock.amazonaws.com';

export const ROLE = 'arn:aws:iam::222233334444:role/BedrockBatch';

/** Each takes a role in its request (`roleArn`, `agentResourceRoleArn`, `executionRoleArn`). The package that the catalog is made of leaves the references' tables of operations out. */
const NEEDS_ROLE = [
  'bedrock:CreateModelInvocationJob',
  'bedrock:CreateEvaluationJob',
  'bedrock:CreateModelCustomizationJob',
  'bedrock:CreateModelImportJob',
  'bedrock:CreateCustomModel',
  'bedrock:CreateMarketplaceModelEndpoint',
  'bedrock:CreateAgent',
  'bedrock:UpdateAgent',
  'bedrock:CreateKnowledgeBase',
  'bedrock:UpdateKnowledgeBase',
  'bedrock:CreateFlow',
  'bedrock:UpdateFlow',
  'bedrock:PutModelInvocationLoggingConfiguration',
  'bedrock:UpdateMarketplaceModelEndpoint',
  'bedrock-agentcore:CreateAgentRuntime',
  'bedrock-agentcore:UpdateAgentRuntime',
  'bedrock-agentcore:CreateGateway',
  'bedrock-agentcore:UpdateGateway',
  'bedrock-agentcore:CreateMemory',
  'bedrock-agentcore:UpdateMemory',
  'bedrock-agentcore:CreateBrowser',
  'bedrock-agentcore:CreateCodeInterpreter',
  'bedrock-agentcore:CreateHarness',
  'bedrock-agentcore:CreateOnlineEvaluationConfig',
  'bedrock-agentcore:CreatePaymentManager',
  'bedrock-agentcore:CreateABTest',
  'bedrock-agentcore:UpdateABTest',
];

/** The service that takes the role of an action. */
export const takerOf = (action: string): string =>
  action.startsWith('bedrock-agentcore:') ? 'bedrock-agentcore.amazonaws.com' : SERVICE;

/** What an Allow allows that takes a role. */
export const needing = question((statement) =>
  isAllow(statement) ? NEEDS_ROLE.filter((action) => hasAction(statement, action)) : [],
);

export const job = '"Effect": "Allow", "Action": "bedrock:CreateModelInvocationJob", "Resource": "*"';
