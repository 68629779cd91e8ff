/** The JSON schemas of what the author may set, from the rules' own meta. */
import path from 'node:path';
import { openCatalog } from '../../server/src/catalog/catalog.ts';
import { filesIn } from '../../server/src/catalog/files.ts';
import type { CONFIG_KEYS } from '../../server/src/config/config-file.ts';
import { SEVERITIES } from '../../server/src/config/options.ts';
import { type ALLOWED_LISTS, ORGANIZATION_SEVERITIES } from '../../server/src/config/organization.ts';
import { POLICY_KINDS } from '../../server/src/policy/kind.ts';
import type { Rule } from '../../server/src/rules/engine/rule.ts';
import { RULES } from '../../server/src/rules/registry.ts';

const catalog = () => openCatalog(filesIn(path.resolve('server/src/catalog/data')));

const ids = () => RULES.map(({ id }) => id).toSorted();

/**
 * Values that an editor offers. What else is written is no mistake of the schema's: the server reports it, with the words of the
 * command line.
 */
const offered = (values: readonly string[], descriptions?: readonly string[]) => ({
  anyOf: [{ enum: values, ...(descriptions && { enumDescriptions: descriptions }) }, {}],
});

const listOf = (items: object) => ({ anyOf: [{ type: 'array', items }, {}] });

const oneOrMany = (items: object) => ({ anyOf: [items, { type: 'array', items }] });

/** The schema of `bedrock-policy.config.json`, so that the file itself completes. */
export function configSchema(): string {
  const rules = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const properties: Record<(typeof CONFIG_KEYS)[number], unknown> = {
    extends: {
      description:
        'The path of another config file, or a list of them, relative to this file. Its options hold where this file has none of its own; lists are joined.',
      default: '../bedrock-policy.config.json',
    },
    rules: {
      description: 'The severity of single rules, by their ids.',
      properties: Object.fromEntries(
        rules.map(({ id, summary, severity, offByDefault }) => [
          id,
          { default: offByDefault ? 'off' : severity, description: summary, ...offered(SEVERITIES) },
        ]),
      ),
    },
    kinds: {
      description:
        'The kind of the policies in files that match a glob, where file name and content leave it open. Globs are relative to this file.',
      additionalProperties: offered(POLICY_KINDS),
      default: { 'organization/*.json': 'scp' },
    },
    ignore: {
      description: 'Files and directories without findings, written as in .gitignore.',
      default: ['cdk.out/'],
    },
    defaultRegion: { description: 'The Region that completed ARNs begin with.', ...offered(regions()) },
    defaultAccount: { description: 'The account that completed ARNs begin with: twelve digits.' },
    exceptions: {
      description: 'Findings that you take for right, each with the reason.',
      ...listOf(exception(rules)),
      defaultSnippets: [
        {
          label: 'an exception',
          body: [{ rule: '$1', files: '${2:policies/admin.json}', reason: '$3' }],
        },
      ],
    },
    organization: organization(),
  };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Bedrock Policy',
    description: 'What the editor and the command line of Bedrock Policy share in this project.',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...properties },
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

const regions = () => catalog().partitions.flatMap((partition) => partition.regions.map(({ id }) => id));

const exception = (rules: readonly Rule[]) => ({
  properties: {
    rule: {
      description: 'The id of the rule whose findings are excepted.',
      ...offered(
        rules.map(({ id }) => id),
        rules.map(({ summary }) => summary),
      ),
    },
    files: { description: 'Globs of the files, relative to this file: one, or a list.' },
    sid: { description: 'The Sid of the statement. Without it the exception holds for all of the file.' },
    reason: { description: 'Why the finding is right here. Without a reason the exception does not hold.' },
    expires: {
      description:
        'The last day on which the exception holds, as 2027-06-30. From the next day on, the finding is reported again.',
    },
  },
  defaultSnippets: [{ label: 'an exception', body: { rule: '$1', files: '${2:policies/admin.json}', reason: '$3' } }],
});

const REPORTING = {
  severity: {
    description: 'The severity of its findings; warning where it is left out.',
    ...offered(ORGANIZATION_SEVERITIES),
  },
  message: { description: 'Why this is asked, and what to do: it follows the finding’s own sentence.' },
  link: { description: 'A page that explains it: https://…' },
};

/** What each list of allowed values offers, and what it says. */
function allowed(): Readonly<
  Record<keyof typeof ALLOWED_LISTS, readonly [description: string, values: readonly string[]]>
> {
  const { models } = catalog();
  const ofModels = models.models.filter(({ isContextVariant }) => !isContextVariant).map(({ id }) => id);
  const geographies = [...new Set(models.profiles.map(({ geography }) => geography))].toSorted();
  return {
    models: ['The models that policies may allow, by their ids. Wildcards are as in IAM.', ofModels],
    geographies: ['The geographies of inference profiles that policies may allow.', geographies],
    regions: ['The Regions that policies may allow.', models.regions],
    accounts: ['The accounts that policies may name.', []],
    guardrails: ['The guardrails that policies may name, by their ids or ARNs.', []],
  };
}

function organization() {
  const service = catalog().service('bedrock');
  const actions = offered([
    'iam:PassRole',
    ...(service?.actions ?? []).map(({ service: prefix, name }) => `${prefix}:${name}`),
  ]);
  const named = { description: 'The actions: a pattern such as bedrock:Delete*, or a list.', ...oneOrMany(actions) };
  const key = offered([
    ...catalog().globalKeys.map(({ name }) => name),
    'iam:PassedToService',
    ...(service?.conditionKeys ?? []).map(({ name }) => name),
  ]);
  const lists = Object.entries(allowed()).map(([name, [description, values]]) => [
    name,
    {
      description,
      properties: {
        allowed: { description, ...oneOrMany(values.length > 0 ? offered(values) : {}) },
        ...REPORTING,
      },
      defaultSnippets: [{ label: 'allowed', body: { allowed: ['$1'] } }],
    },
  ]);
  const condition = {
    properties: {
      actions: named,
      key: { description: 'The condition key.', ...key },
      values: { description: 'What the key may be compared with. Left out: anything.' },
      ...REPORTING,
    },
    defaultSnippets: [
      {
        label: 'a condition',
        body: { actions: '${1:iam:PassRole}', key: '${2:iam:PassedToService}', values: ['${3:bedrock.amazonaws.com}'] },
      },
    ],
  };
  return {
    description: 'What your organization asks of policies, beyond AWS’s rules.',
    properties: {
      ...Object.fromEntries(lists),
      conditions: { description: 'Conditions that every Allow of some actions must have.', ...listOf(condition) },
      forbidden: {
        description: 'Actions that no policy may allow.',
        ...listOf({ properties: { actions: named, ...REPORTING } }),
      },
    },
  };
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
