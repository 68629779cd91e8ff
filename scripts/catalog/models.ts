/**
 * Gathers Bedrock's models and inference profiles: from AWS's model cards, written down in models-and-profiles.json, and
 * from the pinned packages. Where they disagree the cards win, which are newer; `npm run catalog` lists the disagreements.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { splitProfile } from '../../server/src/catalog/models.ts';
import kept from './bedrock.json' with { type: 'json' };
import { type Card, cards, date } from './model-cards.ts';

const cdk = 'node_modules/aws-cdk-lib';
const aiSdk = 'node_modules/@ai-sdk/amazon-bedrock';
const version = (folder: string) =>
  (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;

export const modelSources = {
  'Amazon Bedrock User Guide, model cards': date,
  'aws-cdk-lib': version(cdk),
  '@ai-sdk/amazon-bedrock': version(aiSdk),
};

/** `anthropic.claude-v2:1`, `amazon.nova-lite-v1:0:300k`: provider, dot, name, optional version and context length. */
const MODEL_ID = /^[a-z0-9-]+\.[a-z0-9][A-Za-z0-9.-]*(:[0-9]+)?(:([0-9]+k|mm|512))?$/;
const CONTEXT_VARIANT = /:([0-9]+k|mm|512)$/;
const isProfile = (id: string) => splitProfile(id) !== undefined;

function cdkModels(): Map<string, boolean> {
  const code = readFileSync(path.join(cdk, 'aws-bedrock/lib/foundation-model.js'), 'utf8');
  const types = readFileSync(path.join(cdk, 'aws-bedrock/lib/foundation-model.d.ts'), 'utf8');
  const deprecated = new Set(
    [...types.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*static readonly (\w+): FoundationModelIdentifier/g)]
      .filter(([, comment]) => comment?.includes('@deprecated'))
      .map(([, , name]) => name),
  );
  const models = new Map<string, boolean>();
  for (const [, name, id] of code.matchAll(/static (\w+)=new FoundationModelIdentifier\("([^"]+)"\)/g)) {
    // An id that one constant deprecates and another does not is still offered.
    if (id !== undefined) models.set(id, deprecated.has(name) && models.get(id) !== false);
  }
  return models;
}

function aiSdkIds(): string[] {
  const folder = path.join(aiSdk, 'src');
  return readdirSync(folder)
    .filter((file) => file.endsWith('-options.ts'))
    .flatMap((file) => [...readFileSync(path.join(folder, file), 'utf8').matchAll(/^\s*\| '([^']+)'/gm)])
    .map(([, id]) => id ?? '')
    .filter((id) => MODEL_ID.test(id));
}

interface Packages {
  /** Id → whether the package marks it as deprecated. */
  readonly models: ReadonlyMap<string, boolean>;
  readonly profiles: readonly string[];
}

function packages(): Packages {
  const others = aiSdkIds();
  const models = new Map([...others.filter((id) => !isProfile(id)).map((id) => [id, false] as const), ...cdkModels()]);
  return { models, profiles: others.filter(isProfile) };
}

const modelOf = (profile: string) => splitProfile(profile)?.model ?? profile;
const isMisspelled = (id: string) => kept.misspelledInPackages.includes(id);

/** Profiles of packages that the cards do not contradict: those of models without a card. */
const withoutCard = (profiles: readonly string[]) =>
  profiles.filter((id) => !cards.has(modelOf(id)) && !isMisspelled(modelOf(id)));

/** What the packages say and AWS's cards do not, one line each. */
export function disagreements(): readonly string[] {
  const { models, profiles } = packages();
  const known = new Set([...cards.values()].flatMap((card) => card.profiles.map(({ id }) => id)));
  const offered = withoutCard(profiles);
  const lines = [
    ...[...models.keys()].filter(isMisspelled).map((id) => `${id}: AWS writes the id differently; left out`),
    ...profiles
      .filter((id) => !known.has(id) && !offered.includes(id))
      .map((id) => `${id}: not on the card of ${modelOf(id)}; left out`),
    ...[...models]
      .filter(([id, isDeprecated]) => isDeprecated && cards.get(id)?.lifecycle === 'active')
      .map(([id]) => `${id}: deprecated in aws-cdk-lib, active on its card`),
    ...[...models]
      .filter(([id, isDeprecated]) => !isDeprecated && isPast(cards.get(id)))
      .map(([id]) => `${id}: offered by a package, ${cards.get(id)?.lifecycle} on its card`),
    ...[...cards.keys()].filter((id) => !models.has(id)).map((id) => `${id}: on its card only`),
    ...[...models.keys()]
      .filter((id) => !cards.has(id) && !CONTEXT_VARIANT.test(id) && !isMisspelled(id))
      .map((id) => `${id}: in a package only`),
  ];
  return [...new Set(lines)];
}

/** `amazon.titan-embed-text-v2:0:8k` is the model `amazon.titan-embed-text-v2:0`. */
const withoutContext = (id: string) => id.replace(CONTEXT_VARIANT, '');

const isPast = (card: Card | undefined) => card?.lifecycle === 'legacy' || card?.lifecycle === 'eol';

/** The models and profiles in the form that server/src/catalog/models.ts reads. */
export function bedrockModels(): object {
  const lists: string[][] = [];
  const numbers = new Map<string, number>();
  /** The number of a list of Regions: many profiles share one. */
  const listNumber = (regions: readonly string[]): number => {
    const key = regions.join();
    const number = numbers.get(key) ?? lists.push([...regions]) - 1;
    numbers.set(key, number);
    return number;
  };
  const found = packages();
  const ids = new Set([...found.models.keys(), ...cards.keys()].filter((id) => !isMisspelled(id)));
  const models = [...ids].toSorted().map((id) => {
    const card = cards.get(withoutContext(id));
    const flags =
      ((card?.lifecycle ? isPast(card) : found.models.get(id)) ? 1 : 0) |
      (CONTEXT_VARIANT.test(id) ? 2 : 0) |
      (card?.streaming === false || kept.withoutStreaming.includes(withoutContext(id)) ? 4 : 0) |
      (card?.runtime === false ? 8 : 0) |
      (card?.invokeOnDefaultProjectToo ? 16 : 0);
    if (!card) return [id, flags];
    const rest = [card.eol ?? '', card.geoRegionsWithoutProfile ? listNumber(card.geoRegionsWithoutProfile) : -1];
    return [id, flags, listNumber(card.inRegion), ...(card.eol || card.geoRegionsWithoutProfile ? rest : [])];
  });
  const profiles = [...cards.values()].flatMap((card) =>
    card.profiles.map(({ id, sources }) => {
      const byDestinations = new Map<number, string[]>();
      for (const [source, destinations] of Object.entries(sources)) {
        const number = destinations ? listNumber(destinations) : -1;
        byDestinations.set(number, [...(byDestinations.get(number) ?? []), source]);
      }
      return [id, [...byDestinations].map(([number, from]) => [listNumber(from), number])];
    }),
  );
  return {
    models,
    profiles: [...profiles, ...withoutCard(found.profiles).map((id) => [id])].toSorted(([a], [b]) =>
      String(a) < String(b) ? -1 : 1,
    ),
    lists,
    regions: kept.regions,
    guardrailProfiles: kept.guardrailProfiles,
    dataAutomationProfiles: kept.dataAutomationProfiles,
  };
}
