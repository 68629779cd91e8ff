/** Which condition keys the requests for a statement's actions carry. */
import type { Action, Catalog } from '../../catalog/catalog.ts';
import { findConditionKey } from '../../catalog/condition-keys.ts';
import { isAlwaysPossible, isLinkedToAction, keyOfAction } from '../../iam/action-keys.ts';
import { type ActionName, matchedActions } from '../../iam/actions.ts';
import { type BedrockArn, bedrockArns } from '../../iam/bedrock-arns.ts';
import { type Condition, conditions, isProviderKey } from '../../iam/conditions.ts';
import type { Statement } from '../../policy/statement.ts';
import type { Value } from '../../policy/value.ts';

/**
 * Whether the condition fails, or decides wrongly, where the key is absent. IfExists and ForAllValues hold there, Null asks
 * for it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export const needsKey = ({ meaning }: Condition): boolean =>
  meaning !== undefined && !meaning.ifExists && meaning.family !== 'Null' && meaning.qualifier !== 'ForAllValues';

/**
 * Whether a Deny has a negated condition beside others. Where its key is absent it holds, and the others still decide: that
 * is how exceptions are written, such as AWS's Deny outside some Regions but for requests through a profile.
 */
export const isExceptionOfDeny = ({ effect, condition }: Statement, { meaning }: Condition): boolean =>
  effect?.text === 'Deny' && (meaning?.negated ?? false) && (condition?.entries.length ?? 0) > 1;

/** Conditions on keys with a service's own prefix that the catalog knows. */
export const serviceKeyConditions = (statement: Statement, catalog: Catalog): readonly Condition[] =>
  conditions(statement).filter(
    (each) =>
      needsKey(each) &&
      !isExceptionOfDeny(statement, each) &&
      !each.name.startsWith('aws:') &&
      !isAlwaysPossible(each.name) &&
      !isProviderKey(each.key.text, catalog) &&
      isKnownToBeSet(each, catalog),
  );

/** Whether the catalog knows the key, and which of its service's actions carry it. */
function isKnownToBeSet({ key }: Condition, catalog: Catalog): boolean {
  const found = findConditionKey(key.text, catalog);
  return found !== undefined && (!found.service || isLinkedToAction(found.key, found.service));
}

export const isSupported = (actions: readonly Action[], key: string) =>
  actions.some((action) => keyOfAction(action, key));

/** What happens where the key is absent, said of an Allow or a Deny. */
export function consequence({ effect }: Statement, { meaning }: Condition): string {
  const holds = meaning?.negated ?? false;
  if (effect?.text === 'Deny') return holds ? 'they are denied always' : 'the Deny never applies to them';
  return holds ? 'they are allowed always' : 'they are never allowed';
}

export const few = (names: readonly string[]) =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;

export const lacks = (name: ActionName, each: Condition, catalog: Catalog): boolean => {
  const actions = matchedActions(name, catalog);
  return actions.length > 0 && !isSupported(actions, each.key.text);
};

/** The application inference profiles among the statement's resources. */
export const tagged = (statement: Statement, catalog: Catalog): readonly BedrockArn[] =>
  bedrockArns(statement, catalog).filter(
    ({ type, list }) => list === statement.resource && type?.name === 'application-inference-profile',
  );

/** The statement's Bedrock ARNs of types that carry no tags. */
export function untaggable(statement: Statement, catalog: Catalog): readonly BedrockArn[] {
  const named = new Set<Value>(statement.resource?.values);
  return bedrockArns(statement, catalog).filter(
    ({ type, value }) =>
      type && named.has(value) && !type.conditionKeys.some(({ name }) => name.startsWith('aws:ResourceTag/')),
  );
}
