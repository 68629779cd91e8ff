/** Services that roles and policies around Bedrock are most often for, the likeliest first; each is `NAME.amazonaws.com`. */
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
