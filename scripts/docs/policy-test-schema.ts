/** The JSON schema of `*.policy-test.json`: editors complete and explain the files by it. */
import path from 'node:path';
import { CALLS } from '../../server/src/access/calls.ts';
import { ACCESS_KINDS } from '../../server/src/access/policies.ts';
import { openCatalog } from '../../server/src/catalog/catalog.ts';
import { filesIn } from '../../server/src/catalog/files.ts';
import { CALL_KEYS, DECISIONS } from '../../server/src/policy-tests/test-file.ts';

/** The services whose actions are offered. Any other action may be written too. */
const SERVICES = ['bedrock', 'bedrock-agentcore', 'bedrock-mantle'];

/** The values that are offered, beside which any text may stand. */
const oneOf = (values: readonly string[], descriptions?: readonly string[]) => ({
  anyOf: [{ enum: values, ...(descriptions && { enumDescriptions: descriptions }) }, { type: 'string' }],
});

const oneOrMany = (item: object) => ({ anyOf: [item, { type: 'array', items: item, minItems: 1 }] });

const DECIDED: Readonly<Record<(typeof DECISIONS)[number], string>> = {
  allow: 'Every request is allowed.',
  deny: 'No request is allowed, whether a Deny applies or no Allow does.',
  explicitDeny: 'A Deny applies to every request.',
  implicitDeny: 'No Allow applies to any request, and no Deny.',
};

const INPUTS: Readonly<Record<(typeof CALL_KEYS)[number], string>> = {
  model: 'The id or the ARN of what is invoked: a model, an inference profile, a prompt, a router and so on.',
  region: 'The Region in which the call is made.',
  account: 'The caller’s account, where "principal" does not name it.',
  guardrail: 'The guardrail of the call: ID, ID:VERSION, or an ARN.',
  guardrailProfile: 'The guardrail profile, with which the guardrail works across Regions.',
  knowledgeBase: 'The knowledge base: its ID or ARN.',
  agent: 'The agent and its alias, as AGENT/ALIAS; for InvokeInlineAgent the agent’s name.',
  flow: 'The flow and its alias, as FLOW/ALIAS.',
  role: 'The ARN of the role that is passed.',
  reranker: 'The reranking model.',
  apiKey: 'Whether the call is made with an API key of Bedrock, and for how long that key is valid.',
  models: 'The models behind an application inference profile, a prompt or a router.',
  project: 'The project; "default" where it is left out.',
  runtime: 'The agent runtime: its ID or ARN.',
  serviceTier: 'The service tier that the call asks for.',
};

export function policyTestSchema(): string {
  const catalog = openCatalog(filesIn(path.resolve('server/src/catalog/data')));
  const { models } = catalog;
  const actions = SERVICES.flatMap((prefix) => catalog.service(prefix)?.actions ?? []);
  const offeredActions = oneOf(
    ['iam:PassRole', ...actions.map(({ service, name }) => `${service}:${name}`)],
    ['Passes a role to a service.', ...actions.map(({ description }) => description)],
  );
  const modelIds = [...models.models.filter(({ isContextVariant }) => !isContextVariant), ...models.profiles].map(
    ({ id }) => id,
  );
  const defined = (name: string) => ({ $ref: `#/definitions/${name}` });
  const model = defined('model');
  const region = defined('region');
  const keys = [...catalog.globalKeys, ...SERVICES.flatMap((prefix) => catalog.service(prefix)?.conditionKeys ?? [])];
  const value = {
    anyOf: [
      { type: ['string', 'number', 'boolean', 'null'] },
      { type: 'array', items: { type: ['string', 'number', 'boolean'] } },
    ],
  };
  const contextOfKeys = {
    description:
      'Condition keys of the request. A key that is not named is unknown: the decision has to hold whatever it is. null: the key is absent.',
    type: 'object',
    properties: Object.fromEntries(
      keys
        .filter(({ name }) => !name.includes('$'))
        .map(({ name, description }) => [name, { ...defined('value'), ...(description && { description }) }]),
    ),
    additionalProperties: defined('value'),
  };
  const context = defined('context');
  const principal = {
    description: 'Who asks: the ARN of a user, a role, a session or an account’s root user, or the name of a service.',
    type: 'string',
  };
  const common = {
    name: { description: 'What is tested, in a sentence.', type: 'string' },
    principal,
    context,
    decision: {
      description: 'What the policies have to decide.',
      enum: DECISIONS,
      enumDescriptions: DECISIONS.map((each) => DECIDED[each]),
    },
    reason: {
      description: 'The Sid, or the number from 1, of a statement that has to be among those that decide.',
      type: ['string', 'number'],
    },
  };
  const forms: Readonly<Partial<Record<(typeof CALL_KEYS)[number], object>>> = {
    model,
    region,
    reranker: model,
    apiKey: { enum: ['short', 'long'] },
    models: { type: 'array', items: model },
  };
  const inputs = CALL_KEYS.map((key) => [key, { description: INPUTS[key], ...(forms[key] ?? { type: 'string' }) }]);
  const request = {
    description: 'The requests: lists and wildcards mean every one of them.',
    type: 'object',
    properties: {
      action: {
        description: 'An action, a pattern such as bedrock:Delete*, or a list of them.',
        ...oneOrMany(defined('action')),
      },
      resource: {
        description: 'An ARN, a pattern, or a list of them. Left out: every resource that the action has.',
        ...oneOrMany({ type: 'string' }),
      },
      principal,
      context,
    },
    required: ['action'],
    additionalProperties: false,
  };
  const call = {
    description: 'An operation of the API. It is allowed where every request that it makes is.',
    enum: CALLS.map(({ operation }) => operation),
  };
  const file = { type: 'string' };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Tests of policies',
    description: 'What policies have to allow and to deny. "bedrock-policy test" runs it.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      policies: {
        description:
          'The files of the policies, relative to this file. Left out: the file of the same name without ".policy-test".',
        ...oneOrMany({
          anyOf: [
            file,
            {
              description:
                'The kind of the policies in these files. Each file of service control policies is one level of the organization.',
              type: 'object',
              properties: Object.fromEntries(ACCESS_KINDS.map((kind) => [kind, oneOrMany(file)])),
              additionalProperties: false,
            },
          ],
        }),
      },
      principal,
      context,
      tests: {
        type: 'array',
        items: {
          type: 'object',
          properties: { ...common, request, call, ...Object.fromEntries(inputs) },
          required: ['decision'],
          additionalProperties: false,
          defaultSnippets: [
            {
              label: 'a call',
              body: { name: '$1', call: '${2:Converse}', model: '$3', region: '$4', decision: 'allow' },
            },
            { label: 'requests', body: { name: '$1', request: { action: '$2', resource: '$3' }, decision: 'deny' } },
          ],
        },
      },
    },
    required: ['tests'],
    additionalProperties: false,
    definitions: {
      action: offeredActions,
      model: oneOf(modelIds),
      region: oneOf(models.regions),
      value,
      context: contextOfKeys,
    },
  };
  return `${JSON.stringify(schema, undefined, 1)}\n`;
}
