/** Condition keys that are often invented, and keys that need a tag key behind them. */
import type { Catalog } from '../../catalog/catalog.ts';
import { isMultivalued, keyType } from '../../catalog/condition-keys.ts';
import type { Operator } from '../../policy/operators.ts';

/** Keys that are often invented for Bedrock → the real one. https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html */
export const INVENTED: ReadonlyMap<string, string | undefined> = new Map([
  ['aws:inferenceprofilearn', 'bedrock:InferenceProfileArn'],
  ['bedrock:inferenceprofile', 'bedrock:InferenceProfileArn'],
  ['bedrock:inferenceprofileid', 'bedrock:InferenceProfileArn'],
  ['bedrock:guardrailid', 'bedrock:GuardrailIdentifier'],
  ['bedrock:guardrail', 'bedrock:GuardrailIdentifier'],
  ['bedrock:guardrailarn', 'bedrock:GuardrailIdentifier'],
  ['bedrock:modelid', undefined],
  ['bedrock:modelidentifier', undefined],
  ['bedrock:foundationmodel', undefined],
  ['bedrock:foundationmodelarn', undefined],
]);

/** Whether IAM takes a key under an operator: one that holds several values needs a qualifier. */
export function fitsOperator(name: string, operator: Operator | undefined, catalog: Catalog): boolean {
  const type = keyType(name, catalog);
  return !type || !isMultivalued(type) || operator?.qualifier !== undefined || operator?.family === 'Null';
}

export const TAG_KEYS = new Set(['aws:resourcetag', 'aws:requesttag', 'aws:principaltag']);
