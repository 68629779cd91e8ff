/** Which condition keys a request for an action carries: its own, and those of the resources that it is asked for on. */

import { type Action, type ConditionKey, keyFinder, type Service } from '../catalog/catalog.ts';
import { memoizedBy } from '../patterns/memo.ts';

const finderOf = memoizedBy(({ conditionKeys, resources }: Action) =>
  keyFinder([...conditionKeys, ...resources.flatMap(({ type }) => type.conditionKeys)]),
);

/** The catalog's entry of a key that the action's requests can carry, beside the global ones. Any case. */
export const keyOfAction = (action: Action, name: string): ConditionKey | undefined => finderOf(action)(name);

/** The keys of a service that AWS's reference links to one of its actions. */
const linkedKeys = memoizedBy(
  ({ actions }: Service) =>
    new Set(
      actions.flatMap(({ conditionKeys, resources }) =>
        [...conditionKeys, ...resources.flatMap(({ type }) => type.conditionKeys)].map((key) => key.name.toLowerCase()),
      ),
    ),
);

/** Whether the reference links a key to an action at all. Where it links a key to none, no action can be said to lack it. */
export const isLinkedToAction = ({ name }: ConditionKey, service: Service): boolean =>
  linkedKeys(service).has(name.toLowerCase());

/**
 * Keys with a service's prefix that every request of credentials which that service hands out carries.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OF_CREDENTIALS = new Set([
  'ec2:sourceinstancearn',
  'ec2:roledelivery',
  'ssm:sourceinstancearn',
  'lambda:sourcefunctionarn',
  'glue:roleassumedby',
  'glue:credentialissuingservice',
  'codebuild:buildarn',
  'codebuild:projectarn',
  'identitystore:userid',
  'ecs:sourcetaskarn',
]);

/**
 * Keys that AWS's guides use with actions for which the reference does not list them.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
const BEYOND_THE_REFERENCE = new Set(['aws-marketplace:productid']);

/** Whether a key with a service's prefix comes with the caller's credentials, or its actions are not all known. `name` in lower case. */
export const isAlwaysPossible = (name: string): boolean =>
  OF_CREDENTIALS.has(name) || BEYOND_THE_REFERENCE.has(name) || name.startsWith('sts:');
