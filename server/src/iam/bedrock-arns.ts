/** Bedrock's ARNs among a statement's resources, matched with the resource type that they name. */

import type { Catalog, ResourceType, Service } from '../catalog/catalog.ts';
import { typePattern } from '../catalog/resources.ts';
import { memoizedBy } from '../patterns/memo.ts';
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

/** Of several types with one word, the first counts. */
const typesByWord = memoizedBy(
  ({ resourceTypes }: Service): ReadonlyMap<string | undefined, ResourceType> =>
    new Map(resourceTypes.toReversed().map((type) => [typePattern(type)?.arn.resourceType.text, type])),
);

function typeByWord(word: string, catalog: Catalog): ResourceType | undefined {
  const service = catalog.service('bedrock');
  return service && typesByWord(service).get(word);
}
