/** Resources: ARN templates for the statement's own actions, ARNs of the document, and within an ARN its fields. */
import type { ResourceType } from '../../catalog/catalog.ts';
import { jointTypes } from '../../catalog/joint-resources.ts';
import { typesOf } from '../../catalog/resources.ts';
import { actionNames, matchedActions } from '../../iam/actions.ts';
import { literal, tabStop } from '../../model/tab-stops.ts';
import { parseArn, splitFields } from '../../patterns/arn.ts';
import type { Cursor } from '../../policy/cursor.ts';
import { strings } from '../../policy/statement.ts';
import { type ArnDefaults, arnDefaults } from './arn-defaults.ts';
import { completeArnField, isInArn } from './arn-fields.ts';
import { valueCompletion, valuesCompletion } from './edits.ts';
import type { Completion, CompletionList, CompletionOptions } from './item.ts';
import { completeModels } from './models.ts';
import { LIKELY_TYPES, offeredTypes } from './resource-types.ts';

export function completeResources(cursor: Cursor, options: CompletionOptions): CompletionList {
  const colons = isInArn(cursor) ? splitFields(cursor.typed, 6).length - 1 : 0;
  const fields = colons > 0 ? completeArnField(cursor, options) : [];
  const items =
    colons > 2
      ? fields
      : [
          ...sets(cursor, options),
          ...templates(cursor, options),
          ...arnsOfDocument(cursor, options),
          ...completeModels(cursor, options),
          ...fields,
        ];
  return { items, isIncomplete: false };
}

/** ARNs of the document's other statements on which this statement's actions are authorized. */
function arnsOfDocument(cursor: Cursor, { catalog }: CompletionOptions): readonly Completion[] {
  const { types } = offeredTypes(cursor, catalog);
  const wanted = new Set(types.map(({ type }) => type));
  const statements = cursor.document.policies.flatMap((policy) => policy.statements).slice(0, MOST_STATEMENTS);
  const texts = new Set(
    statements.flatMap(({ resource, notResource }) => strings(resource ?? notResource).map(({ text }) => text)),
  );
  return [...texts]
    .filter((text) => text !== cursor.string?.text && !cursor.siblings.includes(text))
    .filter((text) => {
      const arn = parseArn(text);
      const service = arn && catalog.hasService(arn.service.text) ? catalog.service(arn.service.text) : undefined;
      return arn && service && typesOf(service, arn).some((type) => wanted.has(type));
    })
    .slice(0, MOST_ARNS)
    .map((text, order) =>
      valueCompletion(cursor, text, {
        label: text,
        kind: 'value',
        detail: 'As in this document',
        sort: `3${String(order).padStart(2, '0')}`,
      }),
    );
}

const MOST_STATEMENTS = 500;
const MOST_ARNS = 20;

/** The ARNs of the types on which an action of the statement is authorized together. */
function sets(cursor: Cursor, options: CompletionOptions): readonly Completion[] {
  const { catalog } = options;
  const defaults = arnDefaults(cursor, options);
  const wanted = new Map<string, readonly ResourceType[]>();
  for (const name of actionNames(cursor.statement?.action)) {
    const actions = matchedActions(name, catalog);
    for (const action of actions.length > MOST_ACTIONS ? [] : actions) {
      const names = jointTypes(`${action.service}:${action.name}`) ?? [];
      const types = names.flatMap((each) => action.resources.find(({ type }) => type.name === each)?.type ?? []);
      if (types.length > 1) wanted.set(types.map((type) => type.name).join(' + '), types);
    }
  }
  return [...wanted].map(([label, types]) => {
    const stops = new Map<string, number>();
    const snippets = types.map((type) => templateSnippet(type, defaults, stops));
    const item = valuesCompletion(
      cursor,
      snippets,
      {
        label,
        kind: 'snippet',
        detail: `A request needs ${types.length === 2 ? 'both' : `all ${types.length}`}`,
        sort: '0',
      },
      options.snippets,
    );
    const [first] = types;
    return { ...item, filter: first ? filterFor(cursor, first) : item.filter };
  });
}

/** A pattern of more actions names no set of resources. */
const MOST_ACTIONS = 10;

function templates(cursor: Cursor, options: CompletionOptions): readonly Completion[] {
  const { types, onlyStar } = offeredTypes(cursor, options.catalog);
  const defaults = arnDefaults(cursor, options);
  const items = types.map(({ type, service, required }) => {
    const rank = LIKELY_TYPES.indexOf(type.name);
    const item = valueCompletion(
      cursor,
      type.arn,
      {
        label: type.name,
        kind: 'resource',
        detail: options.catalog.serviceNames.find(({ prefix }) => prefix === service)?.name ?? service,
        sort: `${required ? 1 : 2}${rank < 0 ? 9 : rank}${type.name}`,
        documentation: { of: 'resource', service, name: type.name },
      },
      templateSnippet(type, defaults),
      options.snippets,
    );
    // Authors type the name of the type, or `arn`: the item is found by both.
    return { ...item, filter: filterFor(cursor, type) };
  });
  const star = valueCompletion(cursor, '*', {
    label: '*',
    kind: 'value',
    detail: onlyStar ? 'These actions are not authorized on single resources' : 'Every resource',
    sort: onlyStar ? '0' : '9',
  });
  // Its words find it, the asterisk does not: whoever types that has chosen, and goes on with Tab.
  return cursor.siblings.includes('*') ? items : [...items, { ...star, filter: 'every resource' }];
}

const filterFor = ({ typed }: Cursor, type: ResourceType): string =>
  typed.startsWith('arn:') ? `${typed}${type.name}` : `arn ${type.name}`;

/**
 * A template as a snippet: the partition, Region and account as far as they are known, and tab stops for the rest.
 * Placeholders with the same name share a tab stop, also with templates that were written with the same `stops` before.
 */
function templateSnippet({ arn }: ResourceType, defaults: ArnDefaults, stops = new Map<string, number>()): string {
  return arn
    .split(/(\$\{[^{}]+\})/)
    .map((piece) => {
      if (!piece.startsWith('${')) return literal(piece);
      if (piece === '${Partition}') return defaults.partition;
      if (piece === '${Region}' && defaults.isRegionKnown) return defaults.region;
      if (piece === '${Account}' && defaults.isAccountKnown) return defaults.account;
      const stop = stops.get(piece) ?? stops.size + 1;
      stops.set(piece, stop);
      const text =
        piece === '${Region}' ? defaults.region : piece === '${Account}' ? defaults.account : piece.slice(2, -1);
      return tabStop(stop, text);
    })
    .join('');
}
