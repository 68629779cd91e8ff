/** What hovers say about single values: models, profiles, accounts, Regions, principals, policy variables. Markdown. */

import type { Catalog } from '../catalog/catalog.ts';
import { findConditionKey } from '../catalog/condition-keys.ts';
import { managedPolicy, managedPolicyName } from '../catalog/managed-policies.ts';
import type { InferenceProfile, Model, Models } from '../catalog/models.ts';
import { isDocumentationAccount } from '../iam/documentation-accounts.ts';
import { canBeCalledFrom, modelArnsOfProfile, profilesCallableFrom } from '../iam/profiles.ts';
import { brief } from '../model/printable.ts';
import { parseArn } from '../patterns/arn.ts';
import { table } from '../patterns/table.ts';
import { bold, code, conditionKeyText, escapeMarkdown } from './documentation.ts';

const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

const MODELS_PAGE = `${BEDROCK}/models-supported.html`;
const PROFILES_PAGE = `${BEDROCK}/inference-profiles-support.html`;

/** A Region's code, which needs no escaping in Markdown. */
const REGION = /^[a-z]+(-[a-z]+)+-\d+$/;

const join = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part).join('\n\n');

/** What a hover says about a model. `region` is that of its ARN: a Region, a pattern or empty. */
export function modelText(model: Model, region: string, { models }: Catalog): string {
  const { id, provider, deprecated, endOfLife, isContextVariant, isOnRuntime, streams } = model;
  return join(
    `${bold(id)} · a model of ${provider}`,
    endOfLife
      ? `End of life: ${endOfLife}. After that day calls fail.`
      : deprecated
        ? 'Deprecated: AWS has announced or passed its end of life.'
        : '',
    isContextVariant
      ? 'An id with a context length: for Provisioned Throughput and customization only, not for inference on demand.'
      : '',
    isOnRuntime ? waysToCall(model, region, models) : 'Served at the bedrock-mantle endpoint only.',
    streams ? '' : 'It does not stream: bedrock:InvokeModel is all that it needs.',
    `[Models and their Regions](${MODELS_PAGE})`,
  );
}

/** By its own id in some Regions, through profiles in others. */
function waysToCall({ id, inRegion }: Model, region: string, models: Models): string {
  const isOneRegion = REGION.test(region);
  const carriers = (isOneRegion ? profilesCallableFrom(id, region, models) : models.profilesOf(id)).map((each) =>
    code(each.id),
  );
  const place = isOneRegion ? ` from ${region}` : '';
  const profiles = carriers.length > 0 ? `Cross-Region profiles that route to it${place}: ${carriers.join(', ')}` : '';
  if (!inRegion) return profiles;
  const own =
    inRegion.length === 0
      ? 'Called through an inference profile only, in every Region.'
      : !isOneRegion
        ? `Called by its own id in ${inRegion.map(code).join(', ')}; elsewhere through a profile.`
        : inRegion.includes(region)
          ? `Called by its own id in ${region}.`
          : `Not called by its own id in ${region}: a call names a profile.`;
  return join(own, profiles);
}

/** What a hover says about an inference profile. `region` is that of its ARN, from which it is called. */
export function profileText(profile: InferenceProfile, region: string, { models }: Catalog): string {
  const known = models.knownProfile(profile.id);
  const isGlobal = profile.geography === 'global';
  const model = code(`foundation-model/${profile.model}`);
  return join(
    `${bold(profile.id)} · a cross-Region inference profile`,
    known ? '' : 'It is not in the catalog; AWS may have added it since.',
    canBeCalledFrom(profile, region, models) === false
      ? `It cannot be called from ${REGION.test(region) ? region : code(region)}, so this ARN matches nothing.`
      : '',
    isGlobal
      ? `Routes to Regions worldwide. Calls are authorized on this profile, on ${model} in the source Region, and on ${model} without a Region, for which \`aws:RequestedRegion\` is \`unspecified\`.`
      : `Calls are authorized on this profile in the Region of the call, and on ${model} in every destination Region.`,
    isGlobal ? '' : routesText([...(known?.sources ?? [])], region),
    `Allow beside it:\n${modelArnsOfProfile(profile, 'aws')
      .map((arn) => `- ${code(arn)}`)
      .join('\n')}`,
    `[Profiles and their Regions](${PROFILES_PAGE})`,
  );
}

/**
 * The destinations of the Region, or of every source Region where it is none of them: one line for each list of
 * destinations, with the source Regions that share it.
 */
function routesText(routes: readonly (readonly [string, readonly string[] | undefined])[], region: string): string {
  const own = routes.filter(([source]) => source === region);
  const sources = new Map<string, string[]>();
  for (const [source, destinations] of own.length > 0 ? own : routes) {
    const key = destinations ? destinations.map(code).join(', ') : 'Regions that AWS does not name';
    sources.set(key, [...(sources.get(key) ?? []), source]);
  }
  return [...sources].map(([to, from]) => `- From ${from.map(code).join(', ')}: routes to ${to}`).join('\n');
}

/** A geography's guardrail or data automation profile: where it routes to from a Region, or from each. */
export function routingText(
  id: string,
  what: string,
  region: string,
  routes: Readonly<Record<string, readonly string[]>> | undefined,
): string | undefined {
  if (!routes) return undefined;
  return join(`${bold(id)} · ${what}`, routesText(Object.entries(routes), region));
}

export function accountText(account: string): string | undefined {
  if (!/^\d{12}$/.test(account)) return undefined;
  return isDocumentationAccount(account)
    ? `**${account}** · an account of AWS’s documentation. Replace it with your own.`
    : `**${account}** · an AWS account`;
}

export function regionText(region: string, catalog: Catalog): string | undefined {
  if (region === 'unspecified')
    return '**unspecified** · the Region of requests that global cross-Region inference routes without a Region.';
  for (const partition of catalog.partitions) {
    const found = partition.regions.find(({ id }) => id === region);
    if (!found) continue;
    const has = catalog.models.regions.includes(region) ? 'Bedrock runs here.' : 'Bedrock does not run here.';
    return `**${region}** · ${found.name}, partition \`${partition.id}\`. ${has}`;
  }
  return undefined;
}

const PRINCIPAL_TYPES = table<string>({
  AWS: 'Accounts, roles, users and sessions, by ARN or account id. An account includes every identity in it that the account’s own policies allow.',
  Service:
    'AWS services, by their names: `bedrock.amazonaws.com`. Limit for whom they act with `aws:SourceAccount` and `aws:SourceArn`.',
  Federated: 'Identity providers: OpenID Connect or SAML, by their ARNs or domains.',
  CanonicalUser: 'Amazon S3 canonical user ids: an older name for an account.',
});

export function principalTypeText(type: string): string | undefined {
  const text = PRINCIPAL_TYPES[type];
  return text && join(`**${type}**`, text, `[IAM User Guide](${IAM}/reference_policies_elements_principal.html)`);
}

export function principalText(text: string, catalog: Catalog): string | undefined {
  if (text === '*') return '**\\*** · everyone, also without credentials, within the conditions of the statement.';
  const account = accountText(text);
  if (account) return `${account}: every identity in it that the account’s own policies allow.`;
  const [, prefix] = /^([a-z0-9-]+)(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(text) ?? [];
  if (prefix) {
    const name = catalog.service(prefix)?.name;
    return join(
      `${bold(text)} · ${name ?? 'an AWS service'}`,
      'The service acts for its customers: limit for which with `aws:SourceAccount` and `aws:SourceArn`.',
    );
  }
  const arn = parseArn(text);
  if (arn?.resource.text === 'root')
    return `**account ${escapeMarkdown(brief(arn.account.text))}** · every identity of the account that the account’s own policies allow, not only its root user.`;
  return undefined;
}

/** What a policy variable becomes; `name` may have a default: `aws:PrincipalTag/team, 'none'`. */
export function variableText(inner: string, catalog: Catalog): string {
  const [name = '', fallback] = inner.split(',', 2).map((part) => part.trim());
  const found = findConditionKey(name, catalog);
  return join(
    `\`\${${inner.replaceAll('`', '')}}\` · a policy variable: AWS replaces it with the value in the request.`,
    found
      ? conditionKeyText(found.key, found.service)
      : 'No condition key has this name, so AWS replaces it with nothing.',
    fallback ? `Without the key in the request: ${code(fallback)}.` : 'Without the key in the request nothing matches.',
  );
}

/** AWS's page about one of its managed policies. `name` may have a path. */
export const managedPolicyPage = (name: string): string =>
  `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name.slice(name.lastIndexOf('/') + 1)}.html`;

/** One of AWS's managed policies, by its ARN: what it is for. */
export function managedPolicyText(arn: string): string | undefined {
  const name = managedPolicyName(arn);
  if (name === undefined) return undefined;
  const purpose = managedPolicy(arn)?.purpose;
  return join(
    `${bold(name.slice(name.lastIndexOf('/') + 1))} · AWS managed policy`,
    purpose && `${purpose}.`,
    `[What it allows](${managedPolicyPage(name)})`,
  );
}
