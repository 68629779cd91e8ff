/** Messages of Bedrock and AWS that sound like a missing permission, and what each of them means. */

interface OtherMessage {
  readonly pattern: RegExp;
  readonly meaning: string;
}

const MESSAGES: readonly OtherMessage[] = [
  {
    // https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
    pattern: /don't have access to the model with the specified model ID/i,
    meaning:
      'No policy is missing for this: the account has no access to the model in this Region. Check the model’s id and Region, and whether the account has agreed to its terms and has not been refused.',
  },
  {
    // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-use.html
    pattern: /on-demand throughput isn.t supported/i,
    meaning:
      'No policy is missing for this: the model is called through an inference profile only. Call the profile’s id, such as eu.anthropic.…, and allow the profile’s ARN and the models’ behind it.',
  },
  {
    // https://repost.aws/knowledge-center/bedrock-access-denied-exception
    pattern: /account is not authorized to invoke this API operation/i,
    meaning:
      'No policy helps here: AWS has not enabled this operation for the account as a whole. Ask AWS Support, or use another account.',
  },
  {
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
    pattern: /encoded authorization failure message/i,
    meaning:
      'This message is encoded. Decode it with "aws sts decode-authorization-message --encoded-message …", which sts:DecodeAuthorizationMessage allows, and paste what comes out.',
  },
];

/** What a message means that names no call to be allowed; undefined for one that is not known. */
export function meaningOf(message: string): string | undefined {
  const text = message.replace(/\s+/g, ' ').replaceAll('’', "'");
  return MESSAGES.find(({ pattern }) => pattern.test(text))?.meaning;
}

/**
 * The actions of AWS Marketplace that a message of Bedrock asks for, which subscribes to a model at its first call.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export function marketplaceActions(message: string): readonly string[] {
  if (!/model access is denied/i.test(message)) return [];
  return [...new Set([...message.matchAll(/\baws-marketplace:[A-Za-z]+/g)].map(([action]) => action))];
}
