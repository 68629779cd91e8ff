/** The actions of a statement, and what the catalog knows about them. */

import { bedrockOperation, SDK_PREFIXES } from '../catalog/bedrock-operations.ts';
import type { Action, Catalog, Service } from '../catalog/catalog.ts';
import type { SourceSpan } from '../model/span.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import { memoizedBy } from '../patterns/memo.ts';
import { strings, type ValueList } from '../policy/statement.ts';
import { type StringValue, within } from '../policy/value.ts';
import { hasWildcard } from './arns.ts';

/** `prefix:Name`, either part with wildcards; `*` alone has neither. */
export interface ActionName {
  readonly value: StringValue;
  readonly prefix: string;
  readonly prefixSpan: SourceSpan;
  readonly name: string;
  readonly nameSpan: SourceSpan;
}

/** Reads `prefix:Name`; undefined for `*` and for what has no colon. */
export function readAction(value: StringValue): ActionName | undefined {
  const colon = value.text.indexOf(':');
  if (colon < 0) return undefined;
  return {
    value,
    prefix: value.text.slice(0, colon),
    prefixSpan: within(value, 0, colon),
    name: value.text.slice(colon + 1),
    nameSpan: within(value, colon + 1, value.text.length),
  };
}

/** The actions that a list names as `prefix:Name`; `*` and other texts are left out. */
export const actionNames = (list: ValueList | undefined): readonly ActionName[] => (list ? namesOf(list) : []);

const namesOf = memoizedBy((list: ValueList) => strings(list).flatMap((value) => readAction(value) ?? []));

/** The service that an action's prefix names, an SDK client's name taken for the prefix that it stands for. */
export function serviceOf({ prefix }: ActionName, catalog: Catalog): Service | undefined {
  return catalog.service(SDK_PREFIXES.get(prefix.toLowerCase()) ?? prefix);
}

/**
 * The catalog's actions that one value matches. An API operation without an action of its own counts as the actions
 * that authorize it, so that one mistake does not draw a second finding.
 */
export function matchedActions(action: ActionName, catalog: Catalog): readonly Action[] {
  const service = serviceOf(action, catalog);
  if (!service) return [];
  const found = service.expand(action.name);
  if (found.length > 0) return found;
  const operation = bedrockOperation(action.name);
  return service.prefix === 'bedrock' && operation
    ? operation.actions.flatMap((name) => service.action(name) ?? [])
    : [];
}

/** Whether an action's pattern matches a `prefix:Name`, which is in lower case. */
export function matchesAction(pattern: string, name: string): boolean {
  const folded = pattern.toLowerCase();
  return hasWildcard(folded) ? matches(parseGlob(folded), name) : folded === name;
}
