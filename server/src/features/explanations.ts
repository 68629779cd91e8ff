/** What hovers say about single values: models, profiles, accounts, Regions, principals, policy variables. Markdown. */
import type { Catalog } from '../catalog/catalog.ts';
import { findConditionKey } from '../catalog/condition-keys.ts';
import { managedPolicy, managedPolicyName } from '../catalog/managed-policies.ts';
import type { InferenceProfile, Model } from '../catalog/models.ts';
import { isDocumentationAccount } from '../iam/documentation-accounts.ts';
import { modelArnsOfProfile } from '../iam/profiles.ts';
import { parseArn } from '../patterns/arn.ts';
import { code, conditionKeyText, escapeMarkdown } from './documentation.ts';

const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const MODELS_PAGE = `${BEDROCK}/models-supported.html`;
export const PROFILES_PAGE = `${BEDROCK}/inference-profiles-support.html`;

const join = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part).join('\n\n');

export function modelText({ id, provider, deprecated, isContextVariant }: Model, catalog: Catalog): string {
  const carriers = catalog.models.profiles.filter(({ model }) => model === id).map((profile) => code(profile.id));
  return join(
    `**${escapeMarkdown(id)}** · a model of ${provider}`,
    deprecated ? 'Deprecated: AWS has announced or passed its end of life.' : '',
    isContextVariant
      ? 'An id with a context length: for Provisioned Throughput and customization only, not for inference on demand.'
      : '',
    carriers.length > 0 ? `Cross-Region profiles that route to it: ${carriers.join(', ')}` : '',
    `[Models and their Regions](${MODELS_PAGE})`,
  );
}

export function profileText(profile: InferenceProfile, catalog: Catalog): string {
  const isKnown = catalog.models.profiles.some(({ id }) => id === profile.id);
  const isGlobal = profile.geography === 'global';
  const model = `\`foundation-model/${profile.model}\``;
  return join(
    `**${escapeMarkdown(profile.id)}** · a cross-Region inference profile`,
    isKnown ? '' : 'It is not in the catalog; AWS may have added it since.',
    isGlobal
      ? `Routes to Regions worldwide. Calls are authorized on this profile, on ${model} in the source Region, and on ${model} without a Region, for which \`aws:RequestedRegion\` is \`unspecified\`.`
      : `Routes within the geography \`${profile.geography}\`. Calls are authorized on this profile, and on ${model} in the source Region and in every destination Region.`,
    `Allow beside it:\n${modelArnsOfProfile(profile, 'aws')
      .map((arn) => `- ${code(arn)}`)
      .join('\n')}`,
    `[Profiles and their Regions](${PROFILES_PAGE})`,
  );
}

/** A geography's guardrail or data automation profile: its destinations are known. */
export function routingText(
  id: string,
  what: string,
  routes: Readonly<Record<string, readonly string[]>> | undefined,
): string | undefined {
  if (!routes) return undefined;
  const destinations = [...new Set(Object.values(routes).flat())];
  return join(
    `**${escapeMarkdown(id)}** · ${what}`,
    `From ${Object.keys(routes).length} source Regions to ${destinations.length} destinations: ${destinations.map(code).join(', ')}`,
  );
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

const PRINCIPAL_TYPES: Readonly<Record<string, string>> = {
  AWS: 'Accounts, roles, users and sessions, by ARN or account id. An account includes every identity in it that the account’s own policies allow.',
  Service:
    'AWS services, by their names: `bedrock.amazonaws.com`. Limit for whom they act with `aws:SourceAccount` and `aws:SourceArn`.',
  Federated: 'Identity providers: OpenID Connect or SAML, by their ARNs or domains.',
  CanonicalUser: 'Amazon S3 canonical user ids: an older name for an account.',
};

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
      `**${escapeMarkdown(text)}** · ${name ?? 'an AWS service'}`,
      'The service acts for its customers: limit for which with `aws:SourceAccount` and `aws:SourceArn`.',
    );
  }
  const arn = parseArn(text);
  if (arn?.resource.text === 'root')
    return `**account ${arn.account.text}** · every identity of the account that the account’s own policies allow, not only its root user.`;
  return undefined;
}

/** What a policy variable becomes; `name` may have a default: `aws:PrincipalTag/team, 'none'`. */
export function variableText(inner: string, catalog: Catalog): string {
  const [name = '', fallback] = inner.split(/\s*,\s*/, 2);
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
    `**${escapeMarkdown(name.slice(name.lastIndexOf('/') + 1))}** · AWS managed policy`,
    purpose && `${purpose}.`,
    `[What it allows](${managedPolicyPage(name)})`,
  );
}
