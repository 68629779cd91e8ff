/** Gathers Bedrock's model ids and inference profile ids from the pinned packages and the hand-kept file beside this one. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import kept from './bedrock.json' with { type: 'json' };

const cdk = 'node_modules/aws-cdk-lib';
const aiSdk = 'node_modules/@ai-sdk/amazon-bedrock';
const version = (folder: string) =>
  (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;

export const modelSources = { 'aws-cdk-lib': version(cdk), '@ai-sdk/amazon-bedrock': version(aiSdk) };

/** `anthropic.claude-v2:1`, `amazon.nova-lite-v1:0:300k`: provider, dot, name, optional version and context length. */
const MODEL_ID = /^[a-z0-9-]+\.[a-z0-9][A-Za-z0-9.-]*(:[0-9]+)?(:([0-9]+k|mm|512))?$/;
const CONTEXT_VARIANT = /:([0-9]+k|mm|512)$/;
const geoPrefix = new RegExp(`^(${kept.geoPrefixes.inferenceProfile.join('|')})\\.`);

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

/** The models and profiles in the form that server/src/catalog/models.ts reads. */
export function bedrockModels(): object {
  const cdkIds = cdkModels();
  const others = aiSdkIds();
  const models = new Set([...cdkIds.keys(), ...others.filter((id) => !geoPrefix.test(id)), ...kept.foundationModels]);
  const profiles = new Set([...others.filter((id) => geoPrefix.test(id)), ...kept.inferenceProfiles]);
  return {
    models: [...models].toSorted().map((id) => [id, (cdkIds.get(id) ? 1 : 0) | (CONTEXT_VARIANT.test(id) ? 2 : 0)]),
    profiles: [...profiles].toSorted(),
    regions: kept.regions,
    geoPrefixes: kept.geoPrefixes,
    guardrailProfiles: kept.guardrailProfiles,
    dataAutomationProfiles: kept.dataAutomationProfiles,
  };
}
