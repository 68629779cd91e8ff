/**
 * What a config file may hold, with what is said about it: completion and hover in editors that have no schema for the file, and the
 * schema itself (scripts/docs/config-schema.ts) are made of it.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { POLICY_KINDS } from '../policy/kind.ts';
import { RULES } from '../rules/registry.ts';
import type { CONFIG_KEYS } from './config-file.ts';
import { SEVERITIES } from './options.ts';
import { type ALLOWED_LISTS, ORGANIZATION_SEVERITIES } from './organization.ts';

/** A value that is offered. Others may be written too. */
interface Offered {
  readonly value: string;
  readonly description?: string;
}

export interface Shape {
  readonly description: string;
  /** Of an object: what its names stand for. */
  readonly properties?: Readonly<Record<string, Shape>>;
  /** Of an object with names of the author's own: what each stands for. */
  readonly each?: Shape;
  /** Of a list: what it holds. */
  readonly items?: Shape;
  /** Whether what the list holds may stand without a list. */
  readonly isOneOrMany?: boolean;
  readonly offered?: readonly Offered[];
  /** What stands there where nothing is set. */
  readonly default?: unknown;
  /** What is written where it is new, with tab stops in its strings: `"${1:amazon.nova-*}"`. */
  readonly body?: unknown;
}

const offered = (values: readonly string[]): readonly Offered[] => values.map((value) => ({ value }));

const text = (description: string): Shape => ({ description, body: '$1' });

const rules = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1));

const EXCEPTION: Shape = {
  description: 'A finding that you take for right.',
  properties: {
    rule: {
      description: 'The id of the rule whose findings are excepted.',
      offered: rules.map(({ id, summary }) => ({ value: id, description: summary })),
    },
    files: text('Globs of the files, relative to this file: one, or a list.'),
    sid: text('The Sid of the statement. Without it the exception holds for all of the file.'),
    reason: text('Why the finding is right here. Without a reason the exception does not hold.'),
    expires: text(
      'The last day on which the exception holds, as 2027-06-30. From the next day on, the finding is reported again.',
    ),
  },
  body: { rule: '$1', files: '${2:policies/admin.json}', reason: '$3' },
};

const REPORTING = {
  severity: {
    description: 'The severity of its findings; warning where it is left out.',
    offered: offered(ORGANIZATION_SEVERITIES),
  },
  message: text('Why this is asked, and what to do: it follows the finding’s own sentence.'),
  link: text('A page that explains it: https://…'),
};

/** What each list of allowed values is about, and what it offers. */
function allowedLists({ models }: Catalog): Readonly<Record<keyof typeof ALLOWED_LISTS, Shape>> {
  const list = (description: string, values: readonly string[]): Shape => ({
    description,
    properties: {
      allowed: {
        description,
        items: { description, offered: offered(values) },
        isOneOrMany: true,
        body: ['$1'],
      },
      ...REPORTING,
    },
    body: { allowed: ['$1'] },
  });
  const ofModels = models.models.filter(({ isContextVariant }) => !isContextVariant).map(({ id }) => id);
  const geographies = [...new Set(models.profiles.map(({ geography }) => geography))].toSorted();
  return {
    models: list('The models that policies may allow, by their ids. Wildcards are as in IAM.', ofModels),
    geographies: list('The geographies of inference profiles that policies may allow.', geographies),
    regions: list('The Regions that policies may allow.', models.regions),
    accounts: list('The accounts that policies may name.', []),
    guardrails: list('The guardrails that policies may name, by their ids or ARNs.', []),
  };
}

function organization(catalog: Catalog): Shape {
  const service = catalog.service('bedrock');
  const actions: Shape = {
    description: 'The actions: a pattern such as bedrock:Delete*, or a list.',
    items: {
      description: 'An action, or a pattern of some.',
      offered: [
        { value: 'iam:PassRole', description: 'Passes a role to a service.' },
        ...(service?.actions ?? []).map(({ service: prefix, name, description }) => ({
          value: `${prefix}:${name}`,
          description,
        })),
      ],
    },
    isOneOrMany: true,
  };
  const keys = [...catalog.globalKeys, ...(service?.conditionKeys ?? [])].map(({ name }) => name);
  const condition: Shape = {
    description: 'A condition that every Allow of some actions must have.',
    properties: {
      actions,
      key: { description: 'The condition key.', offered: offered([...keys, 'iam:PassedToService']) },
      values: text('What the key may be compared with: one, or a list. Left out: anything.'),
      ...REPORTING,
    },
    body: { actions: '${1:iam:PassRole}', key: '${2:iam:PassedToService}', values: ['${3:bedrock.amazonaws.com}'] },
  };
  const forbidden: Shape = {
    description: 'Actions that no policy may allow.',
    properties: { actions, ...REPORTING },
    body: { actions: ['$1'] },
  };
  return {
    description: 'What your organization asks of policies, beyond AWS’s rules.',
    properties: {
      ...allowedLists(catalog),
      conditions: {
        description: 'Conditions that every Allow of some actions must have.',
        items: condition,
        body: [condition.body],
      },
      forbidden: { description: 'Actions that no policy may allow.', items: forbidden, body: [forbidden.body] },
    },
    body: {},
  };
}

/** The shape of the whole file. */
export function configShape(catalog: Catalog): Shape {
  const regions = catalog.partitions.flatMap((partition) => partition.regions.map(({ id }) => id));
  const properties: Record<(typeof CONFIG_KEYS)[number], Shape> = {
    extends: {
      description:
        'The path of another config file, or a list of them, relative to this file. Its options hold where this file has none of its own; lists are joined.',
      default: '../bedrock-policy.config.json',
      body: '${1:../bedrock-policy.config.json}',
    },
    rules: {
      description: 'The severity of single rules, by their ids.',
      properties: Object.fromEntries(
        rules.map(({ id, summary, severity, offByDefault }): [string, Shape] => [
          id,
          { description: summary, offered: offered(SEVERITIES), default: offByDefault ? 'off' : severity },
        ]),
      ),
      body: {},
    },
    kinds: {
      description:
        'The kind of the policies in files that match a glob, where file name and content leave it open. Globs are relative to this file.',
      each: { description: 'The kind of these policies.', offered: offered(POLICY_KINDS) },
      default: { 'organization/*.json': 'scp' },
      body: {},
    },
    ignore: {
      description: 'Files and directories without findings, written as in .gitignore.',
      default: ['cdk.out/'],
      body: ['${1:cdk.out/}'],
    },
    defaultRegion: { description: 'The Region that completed ARNs begin with.', offered: offered(regions) },
    defaultAccount: text('The account that completed ARNs begin with: twelve digits.'),
    exceptions: {
      description: 'Findings that you take for right, each with the reason.',
      items: EXCEPTION,
      body: [EXCEPTION.body],
    },
    organization: organization(catalog),
  };
  return {
    description: 'What the editor and the command line of Bedrock Policy share in this project.',
    properties,
  };
}
