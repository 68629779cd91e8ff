/** The requests that one call of an API operation makes: the rows of calls.ts with ARNs and condition keys. */
import type { Catalog } from '../catalog/catalog.ts';
import { modelArn, profileArn } from '../iam/profiles.ts';
import { parseArn } from '../patterns/arn.ts';
import { CALLS, type CallInput, callRow, type PartRow } from './calls.ts';
import type { RequestContext } from './request.ts';

/** One request of a call. */
export interface CallPart {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** Whether the call is denied without it: not where AWS's pages do not agree, nor where it is asked of a service role. */
  readonly sureness: 'needed' | 'likely' | 'may be needed' | 'service role';
  /** What it is for: `the profile`, `the model in eu-west-1`. */
  readonly what: string;
  readonly page: string;
}

/** What is wrong with a call: a sentence that says what to do, and the input that it is about. */
export class CallProblem extends Error {
  readonly input: keyof CallInput | 'call';

  constructor(input: keyof CallInput | 'call', message: string) {
    super(message);
    this.input = input;
  }
}

const INPUT_NAMES: Readonly<Partial<Record<keyof CallInput, string>>> = {
  model: 'the model or profile',
  region: 'the Region',
  knowledgeBase: 'the knowledge base',
  agent: 'the agent and its alias, as AGENT/ALIAS',
  flow: 'the flow and its alias, as FLOW/ALIAS',
  guardrail: 'the guardrail',
  role: 'the ARN of the role that is passed',
  reranker: 'the reranking model',
  runtime: 'the agent runtime',
};

/** The requests of a call. Throws CallProblem where the operation or something that it needs is missing or unknown. */
export function requestsOfCall(operation: string, input: CallInput, catalog: Catalog): readonly CallPart[] {
  const row = callRow(operation);
  if (!row) {
    const names = CALLS.map((each) => each.operation).join(', ');
    throw new CallProblem(
      'call',
      `There is no call "${operation}" in the table of calls. Known are ${names}. For any other, name action and resource.`,
    );
  }
  const missing = row.needs.find((name) => input[name] === undefined);
  if (missing)
    throw new CallProblem(
      missing,
      `${row.operation} needs ${INPUT_NAMES[missing] ?? missing}: name it as "${missing}".`,
    );
  const place = placeOf(input, catalog);
  return row.parts
    .filter(({ onlyWith }) => onlyWith === undefined || input[onlyWith] !== undefined)
    .flatMap((part) => requestsOfPart(part, input, place, catalog));
}

interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** An account for the ARNs where none is named: AWS's own for examples. */
const EXAMPLE_ACCOUNT = '111122223333';

function placeOf({ region = 'us-east-1', account = EXAMPLE_ACCOUNT }: CallInput, { partitions }: Catalog): Place {
  const partition = partitions.find(({ regions }) => regions.some(({ id }) => id === region));
  if (!partition) throw new CallProblem('region', `"${region}" is not a Region of AWS. Write one such as us-east-1.`);
  return { partition: partition.id, region, account };
}

function requestsOfPart(row: PartRow, input: CallInput, place: Place, catalog: Catalog): readonly CallPart[] {
  const { action, on, page } = row;
  const { partition, region, account } = place;
  const context: RequestContext = { 'aws:RequestedRegion': region, ...contextOf(action, input, place), ...row.context };
  const part = (
    resource: string,
    what: string,
    more: RequestContext = {},
    sureness?: CallPart['sureness'],
  ): CallPart => ({
    action,
    resource,
    context: { ...context, ...more },
    sureness: row.sureness ?? sureness ?? 'needed',
    what,
    page,
  });
  const arn = (type: string, id: string) =>
    id.startsWith('arn:') ? id : `arn:${partition}:bedrock:${region}:${account}:${type}/${id}`;
  switch (on) {
    case '*':
      return [part('*', 'the operation itself')];
    case 'model':
      return modelParts(input.model ?? '', input, place, catalog, part);
    case 'reranker':
      return modelParts(input.reranker ?? '', input, place, catalog, part);
    case 'guardrail':
      return guardrailParts(input, place, catalog, part);
    case 'knowledge-base':
      return [part(arn('knowledge-base', input.knowledgeBase ?? ''), 'the knowledge base')];
    case 'agent-alias':
      return [part(arn('agent-alias', withAlias('agent', input.agent ?? '')), 'the agent’s alias')];
    case 'flow-alias':
      return [part(arn('flow', withAlias('flow', input.flow ?? '').replace('/', '/alias/')), 'the flow’s alias')];
    case 'project':
    case 'default-project': {
      const project = arn('project', on === 'project' ? (input.project ?? 'default') : 'default');
      return [part(project, 'the project')];
    }
    case 'mantle-project':
      return [
        part(
          `arn:${partition}:bedrock-mantle:${region}:${account}:project/${input.project ?? 'default'}`,
          'the project',
        ),
      ];
    case 'async-invoke':
      return [part(arn('async-invoke', '*'), 'the invocation')];
    case 'batch-job':
      return [part(arn('model-invocation-job', '*'), 'the job')];
    case 'role':
      return [part(input.role ?? '', 'the role that is passed', { 'aws:RequestedRegion': region })];
    case 'runtime': {
      const runtime = input.runtime ?? '';
      const whole = runtime.startsWith('arn:')
        ? runtime
        : `arn:${partition}:bedrock-agentcore:${region}:${account}:runtime/${runtime}`;
      return [part(whole, 'the runtime'), part(`${whole}/runtime-endpoint/DEFAULT`, 'the runtime’s endpoint')];
    }
  }
}

function withAlias(name: 'agent' | 'flow', id: string): string {
  if (id.startsWith('arn:') || id.includes('/')) return id;
  throw new CallProblem(name, `The ${name} is called through an alias: write it as ${name.toUpperCase()}/ALIAS.`);
}

/** Condition keys that requests for an action carry because of the input. */
function contextOf(action: string, { guardrail, apiKey, serviceTier, agent }: CallInput, place: Place): RequestContext {
  const name = action.toLowerCase();
  const isInference = name === 'bedrock:invokemodel' || name === 'bedrock:invokemodelwithresponsestream';
  return {
    // Without a guardrail in the call the key is absent. https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html
    ...(isInference && {
      'bedrock:GuardrailIdentifier': guardrail === undefined ? null : guardrailArn(guardrail, place, true),
    }),
    ...(isInference && { 'bedrock:ServiceTier': serviceTier ?? null }),
    ...(name === 'bedrock:invokeinlineagent' && agent !== undefined && { 'bedrock:InlineAgentName': agent }),
    ...(name === 'bedrock:callwithbearertoken' && { 'bedrock:BearerTokenType': `${apiKey?.toUpperCase()}_TERM` }),
    ...(name === 'bedrock-mantle:callwithbearertoken' && {
      'bedrock-mantle:BearerTokenType': `${apiKey?.toUpperCase()}_TERM`,
    }),
  };
}

/** The ARN of a guardrail; with its version as the condition key has it, without it as a resource. */
function guardrailArn(guardrail: string, { partition, region, account }: Place, isKey: boolean): string {
  const whole = guardrail.startsWith('arn:')
    ? guardrail
    : `arn:${partition}:bedrock:${region}:${account}:guardrail/${guardrail}`;
  const [arn = whole, version] = whole.split(/:(?=[^:/]*$)/);
  if (!whole.includes('guardrail/') || !arn.includes('guardrail/')) return whole;
  return isKey && version !== undefined && /^\d+$/.test(version) ? whole : arn;
}

type MakePart = (resource: string, what: string, more?: RequestContext, sureness?: CallPart['sureness']) => CallPart;

/** https://docs.aws.amazon.com/bedrock/latest/userguide/guardrail-profiles-permissions.html */
function guardrailParts(
  { guardrail = '', guardrailProfile }: CallInput,
  place: Place,
  { models }: Catalog,
  part: MakePart,
): readonly CallPart[] {
  const own = part(guardrailArn(guardrail, place, false), 'the guardrail');
  if (guardrailProfile === undefined) return [own];
  const destinations = models.guardrailProfiles[guardrailProfile]?.[place.region];
  if (!destinations)
    throw new CallProblem(
      'guardrailProfile',
      `"${guardrailProfile}" is not a guardrail profile of ${place.region}. Write one such as us.guardrail.v1:0.`,
    );
  return [
    own,
    ...destinations.map((region) =>
      part(
        `arn:${place.partition}:bedrock:${region}:${place.account}:guardrail-profile/${guardrailProfile}`,
        `the guardrail profile in ${region}`,
      ),
    ),
  ];
}

/** What authorizes a call of other things than models and profiles, beside InvokeModel on them. */
const ALSO: Readonly<Record<string, { readonly action: string; readonly what: string }>> = {
  'provisioned-model': { action: 'bedrock:GetProvisionedModelThroughput', what: 'the provisioned model' },
  'custom-model-deployment': { action: 'bedrock:GetCustomModel', what: 'the deployment of a custom model' },
  'imported-model': { action: 'bedrock:GetImportedModel', what: 'the imported model' },
  prompt: { action: 'bedrock:RenderPrompt', what: 'the prompt' },
  'prompt-version': { action: 'bedrock:RenderPrompt', what: 'the prompt' },
};

/** The parts of a call on a model, by what the id or the ARN stands for. */
function modelParts(id: string, input: CallInput, place: Place, catalog: Catalog, part: MakePart): readonly CallPart[] {
  const { partition, region, account } = place;
  const arn = parseArn(id);
  const type = arn?.resourceType.text ?? '';
  const name = arn?.resourceId?.text ?? id;
  const { models } = catalog;
  if (type === 'foundation-model' || (!arn && models.model(id)))
    return [part(arn ? id : modelArn(id, region, partition), `the model in ${region}`)];
  if (type === 'inference-profile' || (!arn && models.knownProfile(id)))
    return profileParts(arn ? id : profileArn(id, region, account, partition), name, place, catalog, part);
  if (!arn) {
    const hint = models.profile(id)
      ? ` It looks like a profile; ${id.split('.').slice(1).join('.')} may be the model.`
      : '';
    throw new CallProblem(
      'model',
      `"${id}" is no model or profile that is known.${hint} Write the id of a model or a profile, or an ARN.`,
    );
  }
  const behind = (more: RequestContext) =>
    (input.models ?? []).flatMap((each) => {
      const model = parseArn(each);
      return [part(model ? each : modelArn(each, region, partition), `the model ${each}`, more)];
    });
  const also = ALSO[type];
  switch (type) {
    case 'application-inference-profile':
      // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
      return [
        part(id, 'the application inference profile'),
        ...behind({ 'bedrock:InferenceProfileArn': id }),
        alsoAsked(part, 'bedrock:GetInferenceProfile', id, 'the profile', 'may be needed'),
      ];
    case 'prompt-router':
    case 'default-prompt-router':
      // The key is in AWS's reference; the guide has no policy. https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-routing.html
      return [
        part(id, 'the prompt router'),
        ...behind({ 'bedrock:PromptRouterArn': id }).map((each): CallPart => ({ ...each, sureness: 'likely' })),
      ];
    case 'prompt':
    case 'prompt-version':
      return [alsoAsked(part, 'bedrock:RenderPrompt', id, 'the prompt'), ...behind({})];
    default:
      return [part(id, also?.what ?? `the ${type}`), ...(also ? [alsoAsked(part, also.action, id, also.what)] : [])];
  }
}

const alsoAsked = (
  part: MakePart,
  action: string,
  resource: string,
  what: string,
  sureness?: CallPart['sureness'],
): CallPart => ({
  ...part(resource, what, {}, sureness),
  action,
});

/**
 * The profile in its own Region, and the model in each Region to which it may route. The key of the profile is on the models'
 * requests, not on the profile's own.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
function profileParts(
  profile: string,
  id: string,
  place: Place,
  { models }: Catalog,
  part: MakePart,
): readonly CallPart[] {
  const { partition, region } = place;
  const known = models.knownProfile(id);
  const named = models.profile(id);
  if (!named) throw new CallProblem('model', `"${id}" is no inference profile that is known.`);
  const isGlobal = named.geography === 'global';
  const source = known?.sources;
  const routes = source?.get(region);
  if (!isGlobal && source && !source.has(region))
    throw new CallProblem(
      'region',
      `${id} cannot be called from ${region}. It can from ${[...source.keys()].sort().join(', ')}.`,
    );
  const regions = isGlobal ? [region] : [...new Set([region, ...(routes ?? [])])].sort();
  const inRegion = (each: string): CallPart =>
    part(modelArn(named.model, each, partition), `the model in ${each}`, {
      'bedrock:InferenceProfileArn': profile,
      'aws:RequestedRegion': each,
    });
  return [
    part(profile, 'the profile'),
    ...regions.map(inRegion),
    ...(isGlobal
      ? [
          part(modelArn(named.model, '', partition), 'the model wherever AWS routes to', {
            'bedrock:InferenceProfileArn': profile,
            'aws:RequestedRegion': 'unspecified',
          }),
        ]
      : []),
    // “Required to run inference with an inference profile”; AWS's own policies for profiles do without it.
    // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html
    alsoAsked(part, 'bedrock:GetInferenceProfile', profile, 'the profile', 'may be needed'),
  ];
}
