/** What holds for all policies: of evaluation, and of comparing versions. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../server/src/access/evaluate.ts';
import { type Change, type Gain, isUndecided, Pair } from '../../../server/src/access/gains.ts';
import type { Request } from '../../../server/src/access/request.ts';
import type { PolicyKind } from '../../../server/src/policy/kind.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { hostile } from '../../hostile.ts';
import { holds } from '../../properties.ts';
import {
  partlyKnown,
  type SmallStatement,
  smallRequest,
  smallStatement,
  smallStatements,
  textOf,
  versions,
} from './universe.ts';

type Statements = readonly SmallStatement[];

function ask(statements: Statements, request: Request) {
  const { policies } = readDocument(textOf(statements), { kind: 'identity' });
  return evaluate(
    policies.map((policy) => ({ policy, kind: 'identity', level: undefined })),
    request,
    catalog,
  );
}

const verdictOf = (statements: Statements, request: Request) => ask(statements, request).verdict;
const isAllowed = (statements: Statements, request: Request) => verdictOf(statements, request) === 'allowed';

function versionOf(text: string, kind: PolicyKind = 'identity') {
  const [policy] = readDocument(text, { kind }).policies;
  return policy && { policy, text };
}

const pairOf = (before: Statements, after: Statements) =>
  new Pair(versionOf(textOf(before)), versionOf(textOf(after)), catalog);

/** The changes, which are all decided in a small universe. */
const changesIn = (gains: Iterable<Gain>): readonly Change[] =>
  [...gains].map((gain) => {
    assert.ok(!('isUndecided' in gain), 'decided');
    return gain;
  });

const requestOf = ({ action, resource, context }: Change): Request => ({ action, resource, context });

/** The same statements in another order, and with white space by which no statement is the other version's. */
const rewritten = (statements: Statements): Statements =>
  statements
    .toReversed()
    .map(({ Effect, ...rest }) => ({ ...Object.fromEntries(Object.entries(rest).reverse()), Effect }));

describe('the laws of evaluation', () => {
  it('the order of statements is nothing', () => {
    holds(
      fc.property(smallStatements, smallRequest, (statements, request) => {
        assert.equal(verdictOf(statements.toReversed(), request), verdictOf(statements, request));
      }),
      300,
    );
  });

  it('a further Deny never allows more, a further Allow never less', () => {
    holds(
      fc.property(smallStatements, smallStatement, smallRequest, (statements, one, request) => {
        const before = isAllowed(statements, request);
        if (!before) assert.ok(!isAllowed([...statements, { ...one, Effect: 'Deny' }], request));
        const denied = verdictOf(statements, request) === 'denied-explicit';
        const more = verdictOf([...statements, { ...one, Effect: 'Allow' }], request);
        if (before) assert.equal(more, 'allowed');
        if (denied) assert.equal(more, 'denied-explicit');
      }),
      300,
    );
  });

  it('what does not depend stays the same, whatever the unknown keys are', () => {
    holds(
      fc.property(smallStatements, partlyKnown, smallRequest, (statements, request, other) => {
        const { verdict } = ask(statements, request);
        const completed = verdictOf(statements, {
          ...request,
          context: { ...other.context, ...request.context },
          otherKeys: 'absent',
        });
        if (verdict === 'allowed' || verdict === 'denied-explicit') assert.equal(completed, verdict);
        if (verdict === 'denied-implicit') assert.notEqual(completed, 'allowed');
      }),
      600,
    );
  });

  it('where it depends, some completion allows and some does not; only keys that are named make the difference', () => {
    const isFound = { allowed: 0, denied: 0 };
    holds(
      fc.property(
        smallStatements,
        partlyKnown,
        fc.array(smallRequest, { minLength: 30, maxLength: 30 }),
        (statements, request, others) => {
          const { verdict, keys } = ask(statements, request);
          if (verdict !== 'depends') return;
          assert.ok(keys.length > 0);
          const named = new Set(keys.map((key) => key.toLowerCase()));
          for (const { context } of others) {
            // Keys on which it does not depend, changed: the verdict must not.
            const kept = Object.fromEntries(
              Object.entries(context ?? {}).filter(([key]) => named.has(key.toLowerCase())),
            );
            const all = { ...context, ...request.context };
            const some = isAllowed(statements, { ...request, context: all, otherKeys: 'absent' });
            assert.equal(
              isAllowed(statements, { ...request, context: { ...kept, ...request.context }, otherKeys: 'absent' }),
              some,
            );
            isFound[some ? 'allowed' : 'denied']++;
          }
        },
      ),
      200,
    );
    assert.ok(isFound.allowed > 0 && isFound.denied > 0);
  });

  it('reads whatever stands in a policy without an error', () => {
    holds(
      fc.property(hostile, smallRequest, ({ text, kind }, request) => {
        const { policies } = readDocument(text, { kind });
        for (const otherKeys of ['unknown', 'absent'] as const)
          evaluate(
            policies.map((policy) => ({ policy, kind: policy.kind, level: undefined })),
            { ...request, otherKeys, principal: '111122223333' },
            catalog,
          );
      }),
      500,
    );
  });
});

describe('the laws of comparing versions', () => {
  it('a policy and itself differ in nothing, however it is written', () => {
    holds(
      fc.property(smallStatements, (statements) => {
        const pair = pairOf(statements, rewritten(statements));
        assert.deepEqual([...pair.gained(), ...pair.lost(), ...pair.undenied()], []);
      }),
      200,
    );
  });

  it('what one version allows more, the opposite comparison allows less', () => {
    holds(
      fc.property(versions, ([before, after]) => {
        const found = (gains: Iterable<Gain>) =>
          changesIn(gains)
            .map((change) => `${change.resource} ${change.actions.toSorted().join()}`)
            .toSorted();
        assert.deepEqual(found(pairOf(before, after).gained()), found(pairOf(after, before).lost()));
      }),
      200,
    );
  });

  it('every request that is found is evaluated so', () => {
    holds(
      fc.property(versions, ([before, after]) => {
        const pair = pairOf(before, after);
        for (const change of changesIn(pair.gained())) {
          assert.ok(isAllowed(after, requestOf(change)), JSON.stringify(requestOf(change)));
          assert.ok(!isAllowed(before, requestOf(change)), JSON.stringify(requestOf(change)));
          assert.ok(change.isExact);
        }
        for (const change of changesIn(pair.lost())) {
          assert.ok(isAllowed(before, requestOf(change)));
          assert.ok(!isAllowed(after, requestOf(change)));
        }
        for (const change of changesIn(pair.undenied())) {
          assert.equal(verdictOf(before, requestOf(change)), 'denied-explicit');
          assert.equal(verdictOf(after, requestOf(change)), 'denied-implicit');
        }
      }),
      300,
    );
  });

  it('no request that differs is missed', () => {
    let differences = 0;
    holds(
      fc.property(versions, fc.array(smallRequest, { minLength: 40, maxLength: 40 }), ([before, after], requests) => {
        const pair = pairOf(before, after);
        const gained = [...pair.gained()].length;
        const undenied = [...pair.undenied()].length;
        for (const request of requests) {
          const [old, young] = [verdictOf(before, request), verdictOf(after, request)];
          if (old === young) continue;
          differences++;
          if (young === 'allowed') assert.ok(gained > 0, JSON.stringify(request));
          if (old === 'denied-explicit' && young === 'denied-implicit')
            assert.ok(undenied > 0, JSON.stringify(request));
        }
      }),
      300,
    );
    assert.ok(differences > 100, `${differences} differences were tried`);
  });

  it('compares whatever stands in policies without an error', () => {
    holds(
      fc.property(hostile, hostile, (before, after) => {
        const pair = new Pair(versionOf(before.text, before.kind), versionOf(after.text, after.kind), catalog);
        for (const gain of [...pair.gained(), ...pair.lost(), ...pair.undenied()]) isUndecided(gain);
      }),
      200,
    );
  });
});
