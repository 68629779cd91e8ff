/** The ARNs that a cross-Region inference profile needs beside its own: one function for findings, fixes and completions. */
import type { InferenceProfile } from '../catalog/models.ts';

/**
 * The ARNs of the model that a profile routes to. With `*` for the Region: it covers the source Region and every
 * destination, and for a global profile the ARN without a Region too, since `*` matches the empty field.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function modelArnsOfProfile(profile: InferenceProfile, partition: string): readonly string[] {
  return [`arn:${partition}:bedrock:*::foundation-model/${profile.model}`];
}
