/** The service principals that roles and policies for Bedrock name most often, the most frequent first: `NAME.amazonaws.com`. */
export const SERVICE_PRINCIPALS: readonly string[] = [
  'bedrock',
  'bedrock-agentcore',
  'lambda',
  'ec2',
  'ecs-tasks',
  'sagemaker',
  'states',
  'apigateway',
  'events',
  'codebuild',
  'cloudformation',
  'glue',
  's3',
  'scheduler',
].map((name) => `${name}.amazonaws.com`);
