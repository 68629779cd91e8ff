/** Service principals. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services */

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

/**
 * Bedrock's service principals, without `.amazonaws.com`. Those of AgentCore's service-linked roles stand below
 * bedrock-agentcore. https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/service-linked-roles.html
 */
const OF_BEDROCK = /^(bedrock|bedrock-mantle|([a-z-]+\.)?bedrock-agentcore)$/;

/** A name that was probably meant for one of Bedrock's: with bedrock or agentcore in it, or one or two letters beside it. */
const LIKE_BEDROCK = /bedrock|agentcore|^(bedrok|bedroc|berdock|bedorck|badrock)$/;

/**
 * The service principal of Bedrock that a name was probably meant to be; undefined for Bedrock's own principals, and for
 * other services. IAM refuses unknown ones: "Invalid principal in policy". `name` in any case, with or without a suffix.
 */
export function bedrockPrincipalMeant(name: string): string | undefined {
  const service = name.toLowerCase().replace(/\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|aws)$/, '');
  if (!LIKE_BEDROCK.test(service)) return undefined;
  const meant = service.includes('agentcore') ? 'bedrock-agentcore' : 'bedrock';
  const isRight = OF_BEDROCK.test(service) && /^[^A-Z]+\.amazonaws\.com(\.cn)?$/.test(name);
  return isRight ? undefined : `${meant}.amazonaws.com`;
}
