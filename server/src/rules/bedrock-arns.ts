/** Bedrock's ARNs among a statement's resources, matched with the resource type that they name. */
import type { Catalog, ResourceType } from '../catalog/catalog.ts';
import { typePattern } from '../catalog/resources.ts';
import type { Statement } from '../policy/statement.ts';
import { type ArnValue, resourceArns } from './arns.ts';

export interface BedrockArn extends ArnValue {
  /** The type by the word before the first slash; undefined where no type has it. */
  readonly type: ResourceType | undefined;
}

/** The ARNs of service `bedrock`; those of its sister services are theirs. */
export function bedrockArns(statement: Statement, catalog: Catalog): readonly BedrockArn[] {
  return resourceArns(statement)
    .filter(({ arn }) => arn.service.text === 'bedrock')
    .map((value) => ({ ...value, type: typeByWord(value.arn.resourceType.text, catalog) }));
}

function typeByWord(word: string, catalog: Catalog): ResourceType | undefined {
  return catalog.service('bedrock')?.resourceTypes.find((type) => typePattern(type)?.arn.resourceType.text === word);
}
