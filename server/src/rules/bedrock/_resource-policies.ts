/** The types of Bedrock's resources that bear a policy of their own, and the actions that such a policy may name. */
import type { Catalog } from '../../catalog/catalog.ts';
import { type BedrockArn, bedrockArns } from '../../iam/bedrock-arns.ts';
import type { Statement } from '../../policy/statement.ts';
import type { Value } from '../../policy/value.ts';

/**
 * The types of Bedrock's resources that take a policy, and the actions that it may be about (undefined: not documented).
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/kb-managed-cross-account.html
 */
export const BEDROCK_TYPES: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['guardrail', ['ApplyGuardrail', 'GetGuardrail']],
  ['guardrail-profile', ['ApplyGuardrail']],
  ['knowledge-base', ['Retrieve', 'GetDocumentContent']],
  ['custom-model', undefined],
]);

/** Bedrock's resources of a statement, where it names nothing else. */
export function onlyBedrock(statement: Statement, catalog: Catalog): readonly BedrockArn[] {
  const named = new Set<Value>(statement.resource?.values);
  const arns = bedrockArns(statement, catalog).filter(({ value }) => named.has(value));
  return arns.length === statement.resource?.values.length ? arns : [];
}

/** The actions that the policies of the statement's resources support; undefined where that is not known for all of them. */
export function supportedActions(statement: Statement, catalog: Catalog): readonly string[] | undefined {
  const types = onlyBedrock(statement, catalog).map(({ type }) => type?.name ?? '');
  if (types.length === 0 || !types.every((type) => BEDROCK_TYPES.get(type))) return undefined;
  return [...new Set(types.flatMap((type) => BEDROCK_TYPES.get(type) ?? []))];
}

export const GUARDRAIL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';

export const everyone = '"Effect": "Allow", "Principal": { "AWS": "222233334444" }';
