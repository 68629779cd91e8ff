/** Resources as people know them, to show what a pattern reaches. */
import type { Action, Catalog } from '../catalog/catalog.ts';
import { modelArn } from '../iam/profiles.ts';
import { replaceVariables } from '../patterns/glob.ts';
import { memoizedBy } from '../patterns/memo.ts';
import { free, limitedOr } from '../patterns/steps.ts';
import { type Automaton, runs } from '../patterns/text-pattern.ts';
import { actionOf } from './action-classes.ts';

/** An account of AWS's documentation. */
const ACCOUNT = '111122223333';
const MODEL = 'foundation-model';
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];

/** The steps (steps.ts) of finding an example. They are not those of whoever shows it. */
const MOST_STEPS = 300_000;

/** A resource of the action that the same patterns match as `found`, such as a model's; `found` itself where there is none. */
export const knownResource = (
  found: string,
  patterns: readonly Automaton[],
  action: string,
  catalog: Catalog,
): string =>
  free(() =>
    limitedOr(MOST_STEPS, found, () => {
      const wanted = patterns.map((pattern) => runs(pattern, found));
      const isAlike = (text: string) => patterns.every((pattern, index) => runs(pattern, text) === wanted[index]);
      return exampleResources(action, catalog).find(isAlike) ?? found;
    }),
  );

/** ARNs on which an action is authorized, those of Bedrock's models among them, and `*` for an action without resources. */
function exampleResources(action: string, catalog: Catalog): readonly string[] {
  const known = actionOf(action, catalog);
  if (!known || known.resources.length === 0) return ['*'];
  return [...REGIONS, ''].flatMap((region) => examplesIn(known, region, catalog));
}

function examplesIn({ resources }: Action, region: string, catalog: Catalog): readonly string[] {
  const modelsFirst = resources.toSorted((a, b) => Number(b.type.name === MODEL) - Number(a.type.name === MODEL));
  return modelsFirst.flatMap(({ type: { name, arn } }) => {
    if (name === MODEL) return modelIds(catalog.models).map((id) => modelArn(id, region, 'aws'));
    const place = arn.replace('${Partition}', 'aws').replace('${Region}', region).replace('${Account}', ACCOUNT);
    const filled = replaceVariables(place, 'example');
    return region === '' && arn.includes('${Region}') ? [] : [filled];
  });
}

/** The newest last in the catalog; models that AWS still offers first. */
const modelIds = memoizedBy(({ models }: Catalog['models']): readonly string[] =>
  models
    .filter(({ isContextVariant }) => !isContextVariant)
    .toSorted((a, b) => Number(a.deprecated) - Number(b.deprecated))
    .map(({ id }) => id),
);
