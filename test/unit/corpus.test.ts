import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newAccess } from '../../server/src/access/compare.ts';
import { fixAll } from '../../server/src/features/fix-all.ts';
import { memoized } from '../../server/src/patterns/memo.ts';
import type { PolicyKind } from '../../server/src/policy/kind.ts';
import { readDocument } from '../../server/src/service.ts';
import { catalog } from '../catalog.ts';
import { service } from '../service.ts';

interface Entry {
  readonly name: string;
  /** AWS's page that shows the example. */
  readonly source?: string;
  readonly kind?: PolicyKind;
  readonly document: unknown;
  /** Why rules say an error or a warning, by their ids. */
  readonly reasons?: Readonly<Record<string, string>>;
}

const FOLDER = 'test/fixtures/corpus';
const EXAMPLES = 'aws-documentation.jsonl';
const FILES = ['aws-managed-policies.jsonl', EXAMPLES];
const SNAPSHOT = path.join(FOLDER, 'findings.json');

const read = (file: string): readonly Entry[] =>
  readFileSync(path.join(FOLDER, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);

interface Outcome {
  /** How often each rule is found, and how many documents the safe fixes change. */
  readonly counts: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
}

const outcomes = new Map<string, Outcome>();

/** What is found in the policies of a file, and what fixes do to them. Computed once. */
const outcomeOf = (file: string): Outcome => memoized(outcomes, FILES.length, file, () => examine(file));

/** ArnLike leaves out the texts in which a star of StringLike would run over the colons of an ARN. */
const NARROWING = 'string-like-operator-with-arn-condition-keys';

/** A policy after all safe fixes but those of one rule. */
const without = (id: string, policy: ReturnType<typeof readDocument>, kind: PolicyKind | undefined) =>
  fixAll(policy, service.checker({ kind }), ({ rule }) => rule.id !== id).document;

function examine(file: string): Outcome {
  const counts: Record<string, number> = {};
  const errors: string[] = [];
  let changed = 0;
  for (const { name, kind, document, reasons = {} } of read(file)) {
    const policy = readDocument(JSON.stringify(document, undefined, 2), kind ? { kind } : {});
    for (const { rule, severity, message } of service.check(policy)) {
      counts[`${severity} ${rule.id}`] = (counts[`${severity} ${rule.id}`] ?? 0) + 1;
      if (severity === 'error' && !reasons[rule.id]) errors.push(`${name}: ${rule.id}: ${message}`);
    }
    const { document: fixed, count } = fixAll(policy, service.checker({ kind }));
    if (count === 0) continue;
    changed++;
    if (fixed.problems.length > 0) errors.push(`${name} is no JSON after the fixes`);
    if (newAccess(policy, fixed, catalog)) errors.push(`${name} lets more through after the fixes`);
    if (newAccess(without(NARROWING, policy, kind), policy, catalog))
      errors.push(`${name} lets less through after the fixes`);
    for (const { severity, message } of service.check(fixed))
      if (severity === 'error') errors.push(`${name} after the fixes: ${message}`);
  }
  const sorted = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b));
  return { counts: { ...Object.fromEntries(sorted), 'documents with safe fixes': changed }, errors };
}

describe("AWS's example policies", () => {
  const examples = read(EXAMPLES);

  it('are more than 150, each with its page', () => {
    assert.ok(examples.length > 150);
    for (const { name, source } of examples) assert.match(source ?? '', /^https:\/\/docs\.aws\.amazon\.com\//, name);
  });

  for (const { name, kind, document, reasons = {} } of examples) {
    const expected = Object.keys(reasons).sort();
    it(`${name}: ${expected.length > 0 ? `only ${expected.join(', ')}` : 'neither error nor warning'}`, () => {
      const found = service
        .check(readDocument(JSON.stringify(document, undefined, 2), kind ? { kind } : {}))
        .filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual([...new Set(found.map(({ rule }) => rule.id))].sort(), expected);
    });
  }
});

describe('real policies (slow)', () => {
  for (const file of FILES) {
    it(`have no error in ${file}, and say the same after all safe fixes`, () => {
      assert.deepEqual(outcomeOf(file).errors, []);
    });
  }

  it('have as many findings as before, by rule', () => {
    const counts = Object.fromEntries(FILES.map((file) => [file, outcomeOf(file).counts]));
    const text = `${JSON.stringify(counts, undefined, 2)}\n`;
    if (process.env.UPDATE_CORPUS) writeFileSync(SNAPSHOT, text);
    assert.equal(text, readFileSync(SNAPSHOT, 'utf8'), 'UPDATE_CORPUS=1 npm test -- unit writes findings.json again');
  });
});
