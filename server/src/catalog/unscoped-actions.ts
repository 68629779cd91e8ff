/**
 * Actions that are known to be authorized on no single resource: AWS's denials name none ("is not authorized to perform:
 * bedrock:ListFoundationModels because …"), or AWS's page says "*". For others the reference may only be behind: many
 * actions for which it lists no type are authorized on the type's wildcard, as AWS's denials show (see corrections.ts).
 * https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-prereq.html
 */
const UNSCOPED: ReadonlySet<string> = new Set([
  'bedrock:ListFoundationModels',
  'bedrock:ListGuardrails',
  'bedrock:ListMarketplaceModelEndpoints',
  'bedrock:CallWithBearerToken',
  'bedrock:Rerank',
  'bedrock-mantle:CallWithBearerToken',
]);

/** `action` is `prefix:Name`, as AWS writes it. */
export const isKnownUnscoped = (action: string): boolean => UNSCOPED.has(action);
