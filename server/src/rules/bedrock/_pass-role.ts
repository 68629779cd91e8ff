/**
 * The actions of Bedrock that need a role in their request.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 */
import { hasAction, isAllow } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';

export const PASS_ROLE = 'iam:PassRole';

export const SERVICE = 'bedrock.amazonaws.com';

export const ROLE = 'arn:aws:iam::222233334444:role/BedrockBatch';

/** Each takes a role in its request (`roleArn`, `agentResourceRoleArn`, `executionRoleArn`). The catalog does not list these dependent actions. */
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
];

/** What an Allow allows that takes a role. */
export const needing = question((statement) =>
  isAllow(statement) ? NEEDS_ROLE.filter((action) => hasAction(statement, action)) : [],
);

export const job = '"Effect": "Allow", "Action": "bedrock:CreateModelInvocationJob", "Resource": "*"';
