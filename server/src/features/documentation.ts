/** The documentation of actions, keys, operators and elements in hovers and completions, as Markdown. Text from documents is escaped. */

import { bedrockOperations, SDK_PREFIXES } from '../catalog/bedrock-operations.ts';
import { ACCESS_LEVELS, type Action, type ConditionKey, type ResourceType, type Service } from '../catalog/catalog.ts';
import { isDangerous } from '../catalog/dangerous-actions.ts';
import { jointTypes, togetherNote } from '../catalog/joint-resources.ts';
import { brief, printable } from '../model/printable.ts';
import { table } from '../patterns/table.ts';
import { OPERATORS, parseOperator } from '../policy/operators.ts';

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';
const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const FAMILY = new Set(['bedrock', 'bedrock-agentcore', 'bedrock-mantle', 'bedrock-websearch']);

/** Escapes text of a document for Markdown. */
export const escapeMarkdown = (text: string): string =>
  printable(text).replace(/[\\`*_{}[\]()#+\-.!|<>~:@$&]/g, '\\$&');

/** A text of the document in bold, shortened. */
export const bold = (text: string): string => `**${escapeMarkdown(brief(text))}**`;

/** A line as inline code. Back quotes cannot end it. */
const inlineCode = (line: string): string =>
  line.includes('`') ? `\`\` ${line.replaceAll('``', "''")} \`\`` : `\`${line}\``;

/** A text of the document as inline code, shortened. */
export const code = (text: string): string => inlineCode(brief(text));

/** Only for Bedrock's services does AWS name its page after the prefix; the others have an index. */
function referencePage(prefix: string, anchor?: string): string {
  return FAMILY.has(prefix)
    ? `${REFERENCE}/list_${prefix}.html${anchor ? `#list_${prefix}-${anchor}` : ''}`
    : `${REFERENCE}/reference_policies_actions-resources-contextkeys.html`;
}

const sentence = (text: string) =>
  text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
const paragraphs = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part).join('\n\n');

/**
 * The actions that authorize the APIs of OpenAI and Anthropic, at Bedrock's two endpoints.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/endpoints.html
 */
const COMPATIBLE_APIS = table<string>({
  'bedrock:InvokeModel': 'At the bedrock-runtime endpoint also the Chat Completions, Responses and Messages APIs.',
  'bedrock:InvokeModelWithResponseStream':
    'At the bedrock-runtime endpoint also the Chat Completions, Responses and Messages APIs, where they stream.',
  'bedrock-mantle:CreateInference':
    'Authorizes the Chat Completions, Responses and Messages APIs at the bedrock-mantle endpoint, streamed or not. At bedrock-runtime they need `bedrock:InvokeModel`.',
});

export function actionText(action: Action): string {
  const full = `${action.service}:${action.name}`;
  const operations = bedrockOperations().filter(
    ({ exists, actions }) => exists && action.service === 'bedrock' && actions.includes(action.name),
  );
  const joint = jointTypes(full);
  const required = action.resources.filter((resource) => resource.required).length;
  const isMixed = required > 0 && required < action.resources.length;
  const shown = joint
    ? joint.flatMap((name) => action.resources.find(({ type }) => type.name === name) ?? [])
    : action.resources;
  const types = shown.map(({ type, required: isRequired }) => {
    const name = isMixed && isRequired && !joint ? `**${type.name}**` : type.name;
    return `${name}: ${inlineCode(type.arn)}`;
  });
  const heading = joint
    ? 'Authorized on all of these together:'
    : isMixed
      ? 'Authorized on, required ones in bold:'
      : required > 1
        ? 'Authorized on the resource that the request names, one of:'
        : 'Authorized on:';
  return paragraphs(
    `**${full}** · ${action.accessLevel}`,
    sentence(action.description),
    operations.length > 0 ? `Also authorizes ${operations.map(({ name }) => name).join(', ')}.` : '',
    COMPATIBLE_APIS[full],
    types.length > 0
      ? `${heading}\n${list(types)}`
      : 'Does not support resource-level permissions: only `"Resource": "*"` matches.',
    togetherNote(full),
    action.conditionKeys.length > 0
      ? `Condition keys: ${action.conditionKeys.map(({ name }) => code(name)).join(', ')}`
      : '',
    action.dependentActions.length > 0 ? `Also needs: ${action.dependentActions.map(code).join(', ')}` : '',
    `[Authorization reference](${referencePage(action.service, `action-${action.name}`)})`,
  );
}

const SHOWN = 12;

/** What a pattern such as `bedrock:Get*` matches, by access level. */
export function wildcardText(pattern: string, service: Service, actions: readonly Action[]): string {
  if (actions.length === 0) return paragraphs(bold(pattern), `Matches no action of ${service.name}.`);
  const levels = ACCESS_LEVELS.flatMap((level) => {
    const names = actions.filter((action) => action.accessLevel === level).map(({ name }) => name);
    if (names.length === 0) return [];
    const rest = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
    return [`**${level}** (${names.length}): ${names.slice(0, SHOWN).join(', ')}${rest}`];
  });
  const all =
    actions.length === service.actions.length
      ? `all ${actions.length} actions`
      : `${actions.length} of ${service.actions.length} actions`;
  const dangerous = actions.filter(isDangerous).map(({ name }) => code(name));
  const more = dangerous.length > SHOWN ? ` and ${dangerous.length - SHOWN} more` : '';
  return paragraphs(
    `${bold(pattern)} matches ${all} of ${service.name}`,
    dangerous.length > 0 ? `Use these with care: ${dangerous.slice(0, SHOWN).join(', ')}${more}` : '',
    list(levels),
    `[Authorization reference](${referencePage(service.prefix)})`,
  );
}

export function serviceText(service: Service): string {
  const levels = ACCESS_LEVELS.flatMap((level) => {
    const count = service.actions.filter((action) => action.accessLevel === level).length;
    return count > 0 ? [`${count} ${level}`] : [];
  });
  const clients = [...SDK_PREFIXES].filter(([, prefix]) => prefix === service.prefix).map(([client]) => client);
  return paragraphs(
    `**${service.prefix}** · ${service.name}`,
    `${service.actions.length} actions: ${levels.join(', ')}.`,
    clients.length > 0 ? `Authorizes the SDK clients ${[service.prefix, ...clients].map(code).join(', ')}.` : '',
    `[Authorization reference](${referencePage(service.prefix)})`,
  );
}

const RESOURCE_NOTES = table<string>({
  'bedrock:foundation-model':
    'A foundation model belongs to no account: the account stays empty. For global cross-Region inference the Region is empty too, and `*` as the Region covers both.',
  'bedrock:inference-profile':
    'A cross-Region inference profile, defined by AWS. A caller that uses it needs its ARN **and** the ARNs of the foundation model in the source and every destination Region.',
  'bedrock:application-inference-profile':
    'A profile of your own, which can be tagged. The foundation models behind it are authorized as well.',
  'bedrock:agent': 'InvokeAgent is authorized on the agent’s alias, not on the agent.',
});

export function resourceTypeText(type: ResourceType, service: Service): string {
  return paragraphs(
    `**${type.name}** · ${service.name}`,
    inlineCode(type.arn),
    service.prefix === 'bedrock' ? RESOURCE_NOTES[`bedrock:${type.name}`] : '',
    type.conditionKeys.length > 0
      ? `Condition keys: ${type.conditionKeys.map(({ name }) => code(name)).join(', ')}`
      : 'Cannot be tagged: `aws:ResourceTag` is never set for it.',
    `[Authorization reference](${referencePage(service.prefix, `resource-${type.name}`)})`,
  );
}

interface ElementText {
  readonly text: string;
  readonly page: string;
}

const ELEMENTS = table<ElementText>({
  Version: {
    text: 'The version of the policy language: `2012-10-17`, or the older `2008-10-17`, which has no policy variables. It is not the date of the policy.',
    page: 'reference_policies_elements_version',
  },
  Id: {
    text: 'A name for the policy. Only resource-based policies may have one.',
    page: 'reference_policies_elements_id',
  },
  Statement: {
    text: 'The statements of the policy: one object, or a list of them. A request is allowed when a statement allows it and none denies it.',
    page: 'reference_policies_elements_statement',
  },
  Sid: {
    text: 'A name for the statement: letters and digits, unique in the policy.',
    page: 'reference_policies_elements_sid',
  },
  Effect: { text: '`Allow` or `Deny`. A Deny overrules every Allow.', page: 'reference_policies_elements_effect' },
  Principal: {
    text: 'The principals that the statement applies to: accounts, roles, users, services, federated identities. Only in policies that are attached to a resource, and in trust policies.',
    page: 'reference_policies_elements_principal',
  },
  NotPrincipal: {
    text: 'Everyone **except** these principals. Only with Deny, and better avoided: a condition on `aws:PrincipalArn` has the same effect and is safer.',
    page: 'reference_policies_elements_notprincipal',
  },
  Action: {
    text: 'The actions that the statement applies to: `prefix:Name`, with `*` and `?` as wildcards. Case does not matter.',
    page: 'reference_policies_elements_action',
  },
  NotAction: {
    text: 'Every action **except** these, also those of all other services and those that AWS adds later.',
    page: 'reference_policies_elements_notaction',
  },
  Resource: {
    text: 'The ARNs that the statement applies to, with `*` and `?` as wildcards. Actions without resource-level permissions match only `"*"`.',
    page: 'reference_policies_elements_resource',
  },
  NotResource: { text: 'Every resource **except** these.', page: 'reference_policies_elements_notresource' },
  Condition: {
    text: 'When the statement applies: operator, key, values. All operators and keys must hold; of several values one is enough.',
    page: 'reference_policies_elements_condition',
  },
  Allow: {
    text: 'Allows what the statement describes, unless another statement denies it.',
    page: 'reference_policies_elements_effect',
  },
  Deny: {
    text: 'Denies what the statement describes, whatever else allows it.',
    page: 'reference_policies_elements_effect',
  },
});

export function elementText(name: string): string | undefined {
  const element = ELEMENTS[name];
  return element && paragraphs(`**${name}**`, element.text, `[IAM User Guide](${GUIDE}/${element.page}.html)`);
}

export function operatorText(name: string): string | undefined {
  const operator = parseOperator(name);
  if (!operator) return undefined;
  const qualifier = {
    ForAllValues:
      '`ForAllValues:` every value of the request must match one of these; it also holds when the key is absent.',
    ForAnyValue:
      '`ForAnyValue:` at least one value of the request must match; it does not hold when the key is absent.',
  };
  return paragraphs(
    `**${name}**`,
    operator.qualifier === 'ForAnyValue'
      ? OPERATORS.get(operator.base)?.summary.replace(', or the key is absent', '')
      : OPERATORS.get(operator.base)?.summary,
    operator.qualifier && qualifier[operator.qualifier],
    operator.ifExists ? '`IfExists`: the condition also holds when the key is absent.' : '',
    `[IAM User Guide](${GUIDE}/reference_policies_elements_condition_operators.html)`,
  );
}

const GLOBAL_KEYS = table<string>({
  'aws:requestedregion':
    'The Region that the request is sent to. It is `unspecified` for requests that global cross-Region inference in Bedrock routes.',
  'aws:principalorgpaths':
    'The path of the caller’s account in its organization, such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. Several values: use it with `ForAnyValue:`.',
  'aws:resourceaccount':
    'The account that owns the resource. Foundation models belong to AWS, so a condition on your own account keeps them out.',
  'aws:resourceorgid':
    'The organization of the account that owns the resource. Foundation models belong to AWS, so a condition on your own organization keeps them out.',
  'aws:principalorgid': 'The organization that the caller’s account belongs to.',
  'aws:principalarn': 'The ARN of the caller: for a role’s session, the ARN of the role.',
  'aws:principalaccount': 'The account of the caller.',
  'aws:principaltag/${tagkey}': 'The value of a tag on the caller.',
  'aws:resourcetag/${tagkey}':
    'The value of a tag on the resource. Absent for resources that cannot be tagged, such as foundation models.',
  'aws:requesttag/${tagkey}': 'The value of a tag that the request sets.',
  'aws:tagkeys': 'The keys of the tags that the request names.',
  'aws:sourceip': 'The caller’s public IP address. Absent where the call comes through a VPC endpoint.',
  'aws:sourcevpc': 'The VPC from whose endpoint the request comes.',
  'aws:sourcevpce': 'The VPC endpoint through which the request comes.',
  'aws:sourcearn': 'The resource on whose behalf an AWS service calls.',
  'aws:sourceaccount': 'The account of the resource on whose behalf an AWS service calls.',
  'aws:multifactorauthpresent':
    'Whether the credentials were made with MFA. **Absent** for long-term access keys: use `BoolIfExists` in a Deny.',
  'aws:calledvia': 'The services that forwarded the call, in order.',
  'aws:calledvialast': 'The last service that forwarded the call.',
  'aws:viaawsservice': 'Whether an AWS service calls on the principal’s behalf.',
  'aws:securetransport': 'Whether the request is sent over TLS.',
  'aws:username': 'The name of the IAM user. Absent for roles.',
  'aws:userid': 'The unique id of the caller; for a role’s session, `ROLE-ID:SESSION-NAME`.',
  'aws:currenttime': 'The time of the request.',
});

export function conditionKeyText(key: ConditionKey, service?: Service): string {
  const description = key.description !== '' ? sentence(key.description) : GLOBAL_KEYS[key.name.toLowerCase()];
  const multivalued = key.type.startsWith('ArrayOf')
    ? 'Holds several values: use it with `ForAnyValue:` or `ForAllValues:`.'
    : '';
  const page = service
    ? referencePage(service.prefix, key.name.replace(/[^A-Za-z0-9]/g, '_'))
    : `${GUIDE}/reference_policies_condition-keys.html#condition-keys-${key.name.split(':')[1]?.split('/')[0]?.toLowerCase() ?? ''}`;
  return paragraphs(
    `**${key.name.replace(/\$/g, '\\$')}** · ${key.type}`,
    description,
    multivalued,
    `[Documentation](${page})`,
  );
}
