/** Hover: what stands under the cursor, explained. */

import { bedrockOperation, SDK_PREFIXES } from '../catalog/bedrock-operations.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { typesOf } from '../catalog/resources.ts';
import { type Arn, type Field, parseArn } from '../patterns/arn.ts';
import { type Cursor, cursorAt } from '../policy/cursor.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Span } from '../policy/json.ts';
import { type StringValue, within } from '../policy/value.ts';
import { hasWildcard } from '../rules/arns.ts';
import {
  actionText,
  code,
  conditionKeyText,
  elementText,
  escapeMarkdown,
  findConditionKey,
  operatorText,
  resourceTypeText,
  serviceText,
  wildcardText,
} from './documentation.ts';

export interface Hover {
  /** Markdown. */
  readonly text: string;
  readonly span: Span;
}

/** The explanation of what stands at an offset (0-based, UTF-16); undefined where there is nothing to say. */
export function hover(document: PolicyDocument, offset: number, catalog: Catalog): Hover | undefined {
  const cursor = cursorAt(document, offset);
  const string = cursor?.string;
  if (!cursor?.policy || !string) return undefined;
  const whole = (text: string | undefined): Hover | undefined =>
    text === undefined ? undefined : { text, span: string.span };
  const { place } = cursor;
  switch (place.at) {
    case 'policy-key':
    case 'statement-key':
      return whole(elementText(string.text));
    case 'operator':
      return whole(operatorText(string.text));
    case 'condition-key':
      return whole(keyText(string.text, catalog));
    case 'condition-value':
    case 'principal-value':
      return arnHover(string, cursor.index, catalog);
    case 'statement-value':
      return valueHover(place.element, cursor, string, catalog);
    default:
      return undefined;
  }
}

function keyText(name: string, catalog: Catalog): string | undefined {
  const found = findConditionKey(name, catalog);
  return found && conditionKeyText(found.key, found.service);
}

function valueHover(element: string, cursor: Cursor, string: StringValue, catalog: Catalog): Hover | undefined {
  switch (element) {
    case 'Effect': {
      const text = elementText(string.text);
      return text === undefined ? undefined : { text, span: string.span };
    }
    case 'Action':
    case 'NotAction':
      return actionHover(string, cursor.index, catalog);
    case 'Resource':
    case 'NotResource':
      return string.text === '*'
        ? { text: '**\\*** · every resource', span: string.span }
        : arnHover(string, cursor.index, catalog);
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
    text: [`**${escapeMarkdown(string.text)}** is no IAM action. It is authorised by:`, ...texts].join('\n\n'),
    span: string.span,
  };
}

const ANY = 'any';

/** An ARN's parts by name, the one under the cursor in bold, and the type of the resource. */
function arnHover(string: StringValue, index: number, catalog: Catalog): Hover | undefined {
  const arn = parseArn(string.text);
  if (!arn) return undefined;
  const service = catalog.service(arn.service.text);
  const regionNames = new Map(
    catalog.partitions.flatMap(({ regions }) => regions.map(({ id, name }) => [id, name] as const)),
  );
  const rows: readonly (readonly [string, Field, string])[] = [
    ['Partition', arn.partition, ''],
    ['Service', arn.service, service?.name ?? ''],
    ['Region', arn.region, arn.region.text === '*' ? ANY : (regionNames.get(arn.region.text) ?? '')],
    ['Account', arn.account, arn.account.text === '*' ? ANY : ''],
    ['Resource', arn.resource, idNote(arn, catalog)],
  ];
  const table = rows
    .map(([name, field, note]) => {
      const label = index >= field.start && index <= field.end ? `**${name}**` : name;
      const value = field.text === '' ? '*(empty)*' : code(field.text);
      return `- ${label}: ${value}${note === '' ? '' : ` · ${note}`}`;
    })
    .join('\n');
  const [type] = service ? typesOf(service, arn) : [];
  const isOfOne = type && service && arn.resource.text !== '*';
  const about = isOfOne ? resourceTypeText(type, service) : '';
  return { text: [about, table].filter((part) => part !== '').join('\n\n'), span: string.span };
}

function idNote(arn: Arn, catalog: Catalog): string {
  const id = arn.resourceId?.text;
  if (arn.service.text !== 'bedrock' || id === undefined || hasWildcard(id)) return '';
  const profile = catalog.models.profile(id);
  if (arn.resourceType.text === 'inference-profile' && profile) {
    return profile.geography === 'global' ? 'routes worldwide' : `routes within ${profile.geography}`;
  }
  const model = catalog.models.models.find((each) => each.id === id);
  return model?.deprecated ? 'deprecated' : '';
}
