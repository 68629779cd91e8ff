/** Hover: explains what is under the cursor. */

import { bedrockOperation, SDK_PREFIXES } from '../catalog/bedrock-operations.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { findConditionKey } from '../catalog/condition-keys.ts';
import { typesOf } from '../catalog/resources.ts';
import type { HostDocument } from '../hosts/host.ts';
import { actionNames, matchedActions } from '../iam/actions.ts';
import { hasWildcard, isVariable } from '../iam/arns.ts';
import type { Span } from '../model/span.ts';
import { type Arn, type Field, parseArn } from '../patterns/arn.ts';
import type { Cursor } from '../policy/cursor.ts';
import { type StringValue, within } from '../policy/value.ts';
import {
  actionText,
  bold,
  code,
  conditionKeyText,
  elementText,
  escapeMarkdown,
  operatorText,
  resourceTypeText,
  serviceText,
  wildcardText,
} from './documentation.ts';
import {
  accountText,
  managedPolicyText,
  modelText,
  principalText,
  principalTypeText,
  profileText,
  regionText,
  routingText,
  variableText,
} from './explanations.ts';
import { enumerate, statementSentence } from './sentence.ts';

export interface Hover {
  /** Markdown. */
  readonly text: string;
  readonly span: Span;
}

/** The explanation of what stands at an offset (0-based, UTF-16); undefined where there is nothing to say. */
export function hover(document: HostDocument, offset: number, catalog: Catalog): Hover | undefined {
  const cursor = document.host.cursorAt(document, offset);
  const string = cursor?.word;
  if (!cursor?.policy || !string) return undefined;
  const whole = (text: string | undefined): Hover | undefined =>
    text === undefined ? undefined : { text, span: string.span };
  const { place } = cursor;
  switch (place.at) {
    case 'policy-key':
      return whole(elementText(string.text));
    case 'policy-value':
      return whole(elementText(place.element));
    case 'statement-key':
      return whole(string.text === 'Effect' ? effectText('Effect', cursor, catalog) : elementText(string.text));
    case 'principal-type':
      return whole(principalTypeText(string.text));
    case 'operator':
      return whole(operatorText(string.text));
    case 'condition-key':
      return whole(keyText(string.text, cursor, catalog));
    case 'condition-value':
      return conditionValueHover(place.operator, place.key, cursor, string, catalog);
    case 'principal-value':
      return (
        whole(principalText(string.text, catalog)) ??
        arnHover(string, cursor.index, catalog) ??
        whole(principalTypeText(place.type))
      );
    case 'statement-value':
      return valueHover(place.element, cursor, string, catalog);
    default:
      return undefined;
  }
}

/** The element, and the whole statement in a sentence. */
function effectText(name: string, { statement }: Cursor, catalog: Catalog): string | undefined {
  const sentence = statement && statementSentence(statement, catalog);
  const text = elementText(name);
  return sentence ? [escapeMarkdown(sentence), text].join('\n\n') : text;
}

/** A condition key, and which of the statement's actions evaluate it. */
function keyText(name: string, { statement }: Cursor, catalog: Catalog): string | undefined {
  const found = findConditionKey(name, catalog);
  if (!found) return undefined;
  const text = conditionKeyText(found.key, found.service);
  if (!found.service) return text;
  const evaluating = actionNames(statement?.action)
    .filter((action) =>
      matchedActions(action, catalog).some((each) =>
        [...each.conditionKeys, ...each.resources.flatMap(({ type }) => type.conditionKeys)].some(
          (key) => key.name === found.key.name,
        ),
      ),
    )
    .map(({ value }) => code(value.text));
  const said =
    evaluating.length > 0
      ? `Evaluated for ${enumerate(evaluating, 'more of the statement’s actions')}.`
      : 'No action of the statement evaluates it.';
  return `${text}\n\n${said}`;
}

function conditionValueHover(
  operator: string,
  key: string,
  { index }: Cursor,
  string: StringValue,
  catalog: Catalog,
): Hover | undefined {
  const inner = variableHover(string, index, catalog);
  if (inner) return inner;
  if (parseArn(string.text)) return managedHover(string) ?? arnHover(string, index, catalog);
  const text =
    (/region$/i.test(key) ? regionText(string.text, catalog) : undefined) ??
    accountText(string.text) ??
    (string.text.endsWith('.amazonaws.com') ? principalText(string.text, catalog) : undefined);
  const found = findConditionKey(key, catalog);
  const compared = found && `Compared with ${code(key)} (${found.key.type}) by ${code(operator)}.`;
  const parts = [text, compared].filter((part) => part !== undefined);
  return parts.length > 0 ? { text: parts.join('\n\n'), span: string.span } : undefined;
}

/** The policy variable that the cursor is in. */
function variableHover(string: StringValue, index: number, catalog: Catalog): Hover | undefined {
  for (const match of string.text.matchAll(/\$\{([^}]*)\}/g)) {
    const [whole, inner = ''] = match;
    const end = match.index + whole.length;
    if (index < match.index || index > end || /^[*?$]$/.test(inner)) continue;
    return { text: variableText(inner, catalog), span: within(string, match.index, end) };
  }
  return undefined;
}

const managedHover = (string: StringValue): Hover | undefined => {
  const text = managedPolicyText(string.text);
  return text === undefined ? undefined : { text, span: string.span };
};

function valueHover(element: string, cursor: Cursor, string: StringValue, catalog: Catalog): Hover | undefined {
  const whole = (text: string | undefined): Hover | undefined =>
    text === undefined ? undefined : { text, span: string.span };
  switch (element) {
    case 'Effect':
      return whole(effectText(string.text, cursor, catalog));
    case 'Sid':
      return whole(effectText('Sid', cursor, catalog));
    case 'Principal':
    case 'NotPrincipal':
      return whole(principalText(string.text, catalog));
    case 'Action':
    case 'NotAction':
      return actionHover(string, cursor.index, catalog);
    case 'Resource':
    case 'NotResource':
      return string.text === '*'
        ? { text: '**\\*** · every resource', span: string.span }
        : (variableHover(string, cursor.index, catalog) ??
            managedHover(string) ??
            arnHover(string, cursor.index, catalog));
    default:
      return undefined;
  }
}

function actionHover(string: StringValue, index: number, catalog: Catalog): Hover | undefined {
  if (string.text === '*') return { text: '**\\*** · every action of every service', span: string.span };
  const colon = string.text.indexOf(':');
  if (colon < 0) return undefined;
  const prefix = string.text.slice(0, colon);
  const name = string.text.slice(colon + 1);
  const client = SDK_PREFIXES.get(prefix.toLowerCase());
  const service = catalog.service(client ?? prefix);
  if (!service) return undefined;
  if (index <= colon) return { text: serviceText(service), span: within(string, 0, colon) };
  const action = service.action(name);
  if (action) return { text: actionText(action), span: string.span };
  if (hasWildcard(name)) return { text: wildcardText(string.text, service, service.expand(name)), span: string.span };
  const operation = service.prefix === 'bedrock' ? bedrockOperation(name) : undefined;
  if (!operation) return undefined;
  const texts = operation.actions.flatMap((each) => {
    const found = service.action(each);
    return found ? [actionText(found)] : [];
  });
  return {
    text: [`${bold(string.text)} is not an IAM action. It is authorized by:`, ...texts].join('\n\n'),
    span: string.span,
  };
}

const ANY = 'any';

/** An ARN's parts by name, the one under the cursor in bold, and what it or the whole names. */
function arnHover(string: StringValue, index: number, catalog: Catalog): Hover | undefined {
  const arn = parseArn(string.text);
  if (!arn) return undefined;
  const service = catalog.service(arn.service.text);
  const isAt = ({ start, end }: Field) => index >= start && index <= end;
  const rows: readonly (readonly [string, Field, string])[] = [
    ['Partition', arn.partition, ''],
    ['Service', arn.service, service?.name ?? ''],
    ['Region', arn.region, arn.region.text === '*' ? ANY : regionName(arn.region.text, catalog)],
    ['Account', arn.account, accountNote(arn)],
    ['Resource', arn.resource, arn.resource.text === '*' ? ANY : ''],
  ];
  const table = rows
    .map(([name, field, note]) => {
      const label = isAt(field) ? `**${name}**` : name;
      const value = field.text === '' ? '*(empty)*' : code(field.text);
      return `- ${label}: ${value}${note === '' ? '' : ` · ${note}`}`;
    })
    .join('\n');
  const [type] = service ? typesOf(service, arn) : [];
  const isOfOne = type && service && arn.resource.text !== '*';
  const about = fieldText(arn, isAt, catalog) ?? (isOfOne ? resourceTypeText(type, service) : '');
  return { text: [about, table].filter((part) => part !== '').join('\n\n'), span: string.span };
}

/** What the field under the cursor names: Region, account, service, or the model or profile of the resource. */
function fieldText(arn: Arn, isAt: (field: Field) => boolean, catalog: Catalog): string | undefined {
  if (isAt(arn.region) && arn.region.text !== '') return regionText(arn.region.text, catalog);
  if (isAt(arn.account) && arn.account.text !== '') return accountText(arn.account.text);
  if (isAt(arn.service)) {
    const service = catalog.service(arn.service.text);
    return service && serviceText(service);
  }
  const { resourceId: id, resourceType: type } = arn;
  if (!id || !isAt(id) || arn.service.text !== 'bedrock' || hasWildcard(id.text) || isVariable(id.text))
    return undefined;
  const { models } = catalog;
  switch (type.text) {
    case 'foundation-model': {
      const model = models.model(id.text);
      return model && modelText(model, arn.region.text, catalog);
    }
    case 'inference-profile': {
      const profile = models.profile(id.text);
      return profile && profileText(profile, arn.region.text, catalog);
    }
    case 'guardrail-profile':
      return routingText(id.text, 'a guardrail profile', arn.region.text, models.guardrailProfiles[id.text]);
    case 'data-automation-profile':
      return routingText(id.text, 'a data automation profile', arn.region.text, models.dataAutomationProfiles[id.text]);
    default:
      return undefined;
  }
}

const regionName = (region: string, catalog: Catalog): string =>
  catalog.partitions.flatMap(({ regions }) => regions).find(({ id }) => id === region)?.name ?? '';

function accountNote({ account, resourceType }: Arn): string {
  if (account.text === '*') return ANY;
  if (account.text === '' && resourceType.text === 'foundation-model') return 'models belong to no account';
  return accountText(account.text)?.includes('documentation') ? 'of AWS’s documentation' : '';
}
