/** The JSON schemas of what the author may set, from the rules' own meta. */
import path from 'node:path';
import { openCatalog } from '../../server/src/catalog/catalog.ts';
import { filesIn } from '../../server/src/catalog/files.ts';
import type { CONFIG_KEYS } from '../../server/src/config/config-file.ts';
import { SEVERITIES } from '../../server/src/config/options.ts';
import { POLICY_KINDS } from '../../server/src/policy/kind.ts';
import { RULES } from '../../server/src/rules/registry.ts';

const regions = () =>
  openCatalog(filesIn(path.resolve('server/src/catalog/data'))).partitions.flatMap((partition) =>
    partition.regions.map(({ id }) => id),
  );

const ids = () => RULES.map(({ id }) => id).toSorted();

/** The schema of `bedrock-policy.config.json`, so that the file itself completes. */
export function configSchema(): string {
  const rules = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, summary, severity, offByDefault }) => [
    id,
    { enum: SEVERITIES, default: offByDefault ? 'off' : severity, description: summary },
  ]);
  const properties: Record<(typeof CONFIG_KEYS)[number], unknown> = {
    rules: {
      description: 'The severity of single rules, by their ids.',
      type: 'object',
      properties: Object.fromEntries(rules),
      additionalProperties: false,
    },
    kinds: {
      description:
        'The kind of the policies in files that match a glob, where file name and content leave it open. Globs are relative to this file.',
      type: 'object',
      additionalProperties: { enum: POLICY_KINDS },
      default: { 'organization/*.json': 'scp' },
    },
    ignore: {
      description: 'Files and directories without findings, written as in .gitignore.',
      type: 'array',
      items: { type: 'string' },
      default: ['cdk.out/'],
    },
    defaultRegion: {
      description: 'The Region that completed ARNs begin with.',
      enum: ['', ...regions()],
    },
    defaultAccount: {
      description: 'The account that completed ARNs begin with: twelve digits.',
      type: 'string',
      pattern: '^([0-9]{12})?$',
    },
  };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Bedrock Policy',
    description: 'What the editor and the command line of Bedrock Policy share in this project.',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...properties },
    additionalProperties: false,
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** package.json with the rules' ids in the setting `bedrockPolicy.rules`. */
export function withRuleIds(manifest: string): string {
  const value = JSON.parse(manifest) as {
    contributes: { configuration: { properties: Record<string, { propertyNames?: unknown }> } };
  };
  const setting = value.contributes.configuration.properties['bedrockPolicy.rules'];
  if (!setting) throw new Error('package.json has no setting bedrockPolicy.rules');
  setting.propertyNames = { enum: ids() };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
