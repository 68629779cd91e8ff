/** The JSON schema of the config file, from its shape, and the rules' ids in the settings. */
import path from 'node:path';
import { openCatalog } from '../../server/src/catalog/catalog.ts';
import { filesIn } from '../../server/src/catalog/files.ts';
import { configShape, type Shape } from '../../server/src/config/shape.ts';
import { RULES } from '../../server/src/rules/registry.ts';

const ids = () => RULES.map(({ id }) => id).toSorted();

/**
 * A schema that completes and explains, and calls nothing wrong: the server reports what is wrong, with the words of the command
 * line.
 */
function schemaOf({ description, properties, each, items, isOneOrMany, offered, body, ...shape }: Shape): object {
  const descriptions = offered?.map((value) => value.description ?? '') ?? [];
  const values = offered && {
    enum: offered.map(({ value }) => value),
    ...(descriptions.some((text) => text !== '') && { enumDescriptions: descriptions }),
  };
  const list = items && { type: 'array', items: schemaOf(items) };
  const forms = [
    ...(values ? [values] : []),
    ...(list ? [list] : []),
    ...(items && isOneOrMany ? [schemaOf(items)] : []),
  ];
  return {
    description,
    ...(shape.default !== undefined && { default: shape.default }),
    ...(forms.length > 0 && { anyOf: [...forms, {}] }),
    ...(properties && { properties: mapped(properties) }),
    ...(each && { additionalProperties: schemaOf(each) }),
    ...(typeof body === 'object' &&
      Object.keys(body ?? {}).length > 0 && { defaultSnippets: [{ label: '{ … }', body }] }),
  };
}

const mapped = (properties: Readonly<Record<string, Shape>>) =>
  Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, schemaOf(shape)]));

/** The schema of `bedrock-policy.config.json`, by which VS Code completes the file. */
export function configSchema(): string {
  const shape = configShape(openCatalog(filesIn(path.resolve('server/src/catalog/data'))));
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Bedrock Policy',
    type: 'object',
    ...schemaOf({
      ...shape,
      properties: { $schema: { description: 'The schema of this file.' }, ...shape.properties },
    }),
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(schema, undefined, 1)}\n`;
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
