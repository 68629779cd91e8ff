/** Bedrock's ARNs among a statement's resources, matched with the resource type that they name. */
import type { Catalog, ResourceType, Service } from '../catalog/catalog.ts';
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

const wordsOf = new WeakMap<Service, ReadonlyMap<string | undefined, ResourceType>>();

function typeByWord(word: string, catalog: Catalog): ResourceType | undefined {
  const service = catalog.service('bedrock');
  if (!service) return undefined;
  let words = wordsOf.get(service);
  if (!words) {
    // Of several types with one word, the first counts.
    words = new Map(service.resourceTypes.toReversed().map((type) => [typePattern(type)?.arn.resourceType.text, type]));
    wordsOf.set(service, words);
  }
  return words.get(word);
}
