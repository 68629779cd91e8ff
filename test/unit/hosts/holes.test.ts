/** What a template fills in is not known: it never accuses. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Example } from '../../../server/src/rules/engine/rule.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { readDocument } from '../../../server/src/service.ts';
import { readMarks } from '../../marks.ts';
import { holds } from '../../properties.ts';
import { service } from '../../service.ts';

const severities = Object.fromEntries(
  RULES.filter((rule) => rule.offByDefault).map(({ id, severity }) => [id, severity]),
);

const list = (examples: Example | readonly Example[]): readonly Example[] =>
  Array.isArray(examples) ? examples : [examples as Example];

/** Any JSON with strings: a value replaced by `Fn::Sub` with a part of it filled in. */
type Data = null | boolean | number | string | Data[] | { [name: string]: Data };

/** The strings in which a hole may be, as paths. */
function* places(data: Data, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof data === 'string') {
    if (
      /^(Resource|NotResource|Action|NotAction|AWS|Service)$/.test(
        String(path.findLast((each) => typeof each === 'string')),
      ) ||
      path.includes('Condition')
    )
      yield path;
  } else if (Array.isArray(data)) for (const [index, each] of data.entries()) yield* places(each, [...path, index]);
  else if (data && typeof data === 'object')
    for (const [name, each] of Object.entries(data)) yield* places(each, [...path, name]);
}

function replaced(data: Data, path: readonly (string | number)[], change: (text: string) => Data): Data {
  const [first, ...rest] = path;
  if (first === undefined) return change(String(data));
  const copy = structuredClone(data) as Record<string | number, Data>;
  copy[first] = replaced(copy[first] ?? null, rest, change);
  return copy as Data;
}

const samples = RULES.flatMap((rule) => [...list(rule.bad), ...list(rule.good)]).flatMap((example) => {
  const { text } = readMarks(example.text);
  if (text.length > 5000) return [];
  try {
    const data = JSON.parse(text) as Data;
    const found = [...places(data)];
    return found.length > 0 ? [{ data, example, places: found }] : [];
  } catch {
    return [];
  }
});

const idsOf = (data: Data, { kind, organization }: Example): ReadonlySet<string> => {
  const document = readDocument(JSON.stringify(data), { kind });
  return new Set(
    service.check(document, { severities, ...(organization && { organization }) }).map(({ rule }) => rule.id),
  );
};

describe('a part that is known at deployment only', () => {
  it('never brings a finding', () => {
    const any = fc.constantFrom(...samples);
    holds(
      fc.property(any, fc.nat(), fc.nat(), fc.nat(3), ({ data, example, places: all }, which, from, more) => {
        const path = all[which % all.length] ?? [];
        let written = '';
        const holed = replaced(data, path, (text) => {
          // What templates fill in: partition, Region and account, a part of a name or a path, or all that follows.
          const pieces = text.split(/([:/])/);
          const fields = pieces.length > 8 ? [1, 3, 4, 6, 7] : pieces.length > 1 ? [1] : [0];
          const start = 2 * (fields[from % fields.length] ?? 0);
          const end = more === 3 && start > 8 ? pieces.length : start + 1;
          written = [...pieces.slice(0, start), '${Part}', ...pieces.slice(end)].join('');
          return { 'Fn::Sub': written.replaceAll(/\$\{(?!Part\})/g, '${!') };
        });
        const before = idsOf(data, example);
        const added = [...idsOf(holed, example)].filter((id) => !before.has(id));
        assert.deepEqual(added, [], `${written}\n${JSON.stringify(holed, undefined, 2)}`);
      }),
      1000,
    );
  });

  it('in the place of a condition never brings a finding', () => {
    for (const { data, example } of samples) {
      const before = idsOf(data, example);
      for (const path of conditionsIn(data)) {
        const unknown = replaced(data, path, () => ({ Ref: 'Limit' }));
        const added = [...idsOf(unknown, example)].filter((id) => !before.has(id));
        assert.deepEqual(added, [], JSON.stringify(unknown, undefined, 2));
      }
    }
  });
});

/** Where conditions are, as paths: each whole one, each operator's keys, and each key's values. */
function* conditionsIn(data: Data, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  const level = path.length - path.lastIndexOf('Condition');
  if (path.includes('Condition') && level <= 3) yield path;
  if (typeof data === 'object' && data !== null && level !== 3)
    for (const [name, each] of Object.entries(data))
      yield* conditionsIn(each, [...path, Array.isArray(data) ? Number(name) : name]);
}
