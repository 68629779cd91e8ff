/** The Deny that closes global inference. https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html#global-cris-disable */
import { deniesInference } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { conditions, stringValues } from '../../iam/conditions.ts';

/** AWS's own statement. */
export const closingGlobal = (partition: string) => ({
  Effect: 'Deny',
  Action: 'bedrock:*',
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:RequestedRegion': 'unspecified' },
    ArnLike: { 'bedrock:InferenceProfileArn': `arn:${partition}:bedrock:*:*:inference-profile/global.*` },
  },
});

/** The same as the inside of an example. */
export const WITHOUT_GLOBAL = JSON.stringify(closingGlobal('aws')).slice(1, -1);

/** A Deny of what goes through global profiles, or to no Region in particular. */
export const closesGlobal = question(
  (statement) =>
    deniesInference(statement) &&
    conditions(statement).some(
      (each) =>
        !each.meaning?.negated &&
        stringValues(each).some(({ text }) => text === 'unspecified' || /:inference-profile\/global\./.test(text)),
    ),
);
