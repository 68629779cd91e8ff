/** Refactorings of action lists: a wildcard into the actions it matches, and back where that grants nothing more. */

import type { Catalog, Service } from '../catalog/catalog.ts';
import type { HostDocument } from '../hosts/host.ts';
import { writerOf } from '../hosts/policy-writers.ts';
import type { PolicyWriter } from '../hosts/writer.ts';
import { type ActionName, readAction } from '../iam/actions.ts';
import type { Edits } from '../model/edit.ts';
import { quoted } from '../model/printable.ts';
import type { Span } from '../model/span.ts';
import { spanOf } from '../policy/data.ts';
import { strings, type ValueList } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';

export interface Refactoring {
  readonly title: string;
  readonly kind: 'expand' | 'collapse';
  readonly edits: Edits;
}

/** A wildcard that matches more actions than this is not expanded: the policy would outgrow its quota. */
const MOST_ACTIONS = 250;

/** The refactorings of the action, or list of actions, that a range touches. */
export function refactorings(document: HostDocument, range: Span, catalog: Catalog): readonly Refactoring[] {
  for (const policy of document.policies) {
    const writer = writerOf(policy, document);
    for (const { span, action, notAction } of policy.statements) {
      if (!touch(span, range)) continue;
      for (const list of [action, notAction]) {
        if (!list || !touch(spanOf(list.property.whole), range)) continue;
        const all = [...expansions(list, range, writer, catalog), ...collapses(list, writer, catalog)];
        return all.filter(({ edits }) => edits.length > 0);
      }
    }
  }
  return [];
}

const touch = (a: Span, b: Span) => a.start <= b.end && b.start <= a.end;

function expansions(list: ValueList, range: Span, writer: PolicyWriter, catalog: Catalog): readonly Refactoring[] {
  return strings(list).flatMap((value): readonly Refactoring[] => {
    const name = touch(value.span, range) && /[*?]/.test(value.text) ? readAction(value) : undefined;
    const service = name && catalog.service(name.prefix);
    if (!name || !service || /[*?]/.test(name.prefix)) return [];
    const actions = service.expand(name.name);
    if (actions.length === 0 || actions.length > MOST_ACTIONS) return [];
    const present = new Set(strings(list).map((each) => each.text.toLowerCase()));
    const added = actions
      .map((action) => `${name.prefix}:${action.name}`)
      .filter((each) => !present.has(each.toLowerCase()));
    const title = `Expand ${quoted(value.text)} into its ${actions.length === 1 ? 'one action' : `${actions.length} actions`}`;
    if (added.length === 0) return [{ title, kind: 'expand', edits: writer.remove(value) }];
    return [{ title, kind: 'expand', edits: writer.replaceInList(list, value, added) }];
  });
}

/** A wildcard and the listed actions that it stands for: exactly those that it matches. */
interface Group {
  readonly pattern: string;
  readonly values: readonly StringValue[];
}

function collapses(list: ValueList, writer: PolicyWriter, catalog: Catalog): readonly Refactoring[] {
  if (!list.isArray) return [];
  const groups = [...byService(list, catalog)].flatMap(([service, names]) => groupsOf(service, names));
  return groups.map(({ pattern, values: [first, ...others] }) => ({
    kind: 'collapse',
    title: `Collapse ${others.length + 1} actions into ${quoted(pattern)}`,
    edits: first ? [...writer.replaceText(first, pattern), ...writer.remove(...others)] : [],
  }));
}

/** The plain actions of the list that the catalog knows, each once. */
function byService(list: ValueList, catalog: Catalog): ReadonlyMap<Service, readonly ActionName[]> {
  const found = new Map<Service, ActionName[]>();
  for (const value of strings(list)) {
    const name = readAction(value);
    const service = name && catalog.service(name.prefix);
    if (!name || !service?.action(name.name)) continue;
    const names = found.get(service) ?? [];
    if (!names.some((each) => each.name.toLowerCase() === name.name.toLowerCase())) names.push(name);
    found.set(service, names);
  }
  return found;
}

/** The widest wildcards on word boundaries (`Get*`, `GetModel*`) all of whose actions are in the list. */
function groupsOf(service: Service, names: readonly ActionName[]): readonly Group[] {
  const listed = new Map(names.map((name) => [name.name.toLowerCase(), name.value]));
  const prefixes = new Set(names.flatMap(({ name }) => wordPrefixes(service.action(name)?.name ?? name)));
  const groups: Group[] = [];
  const taken = new Set<StringValue>();
  for (const prefix of [...prefixes].toSorted((a, b) => a.length - b.length)) {
    const matched = service.expand(`${prefix}*`);
    const values = matched.flatMap(({ name }) => listed.get(name.toLowerCase()) ?? []);
    if (matched.length < 2 || values.length < matched.length || values.some((value) => taken.has(value))) continue;
    for (const value of values) taken.add(value);
    groups.push({
      pattern: `${service.prefix}:${prefix}*`,
      values: values.toSorted((a, b) => a.span.start - b.span.start),
    });
  }
  return groups;
}

/** `GetModelJob` → `Get`, `GetModel`, `GetModelJob`. */
const wordPrefixes = (name: string): readonly string[] =>
  [...name.matchAll(/[A-Z][a-z0-9]*/g)].map((word) => name.slice(0, word.index + word[0].length));
