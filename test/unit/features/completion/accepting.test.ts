/** Accepting an item never makes a document worse: what parsed parses still, at any place of any policy. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseJson } from '../../../../server/src/hosts/json/parse.ts';
import { readDocument } from '../../../../server/src/service.ts';
import { hostile } from '../../../hostile.ts';
import { accepted } from '../../../policies.ts';
import { holds } from '../../../properties.ts';
import { service } from '../../../service.ts';
import { changedBeside } from '../../../trees.ts';

const corpus = ['aws-documentation', 'aws-managed-policies'].flatMap((name) =>
  readFileSync(`test/fixtures/corpus/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && line.length < 6000)
    .map((line) => JSON.stringify((JSON.parse(line) as { document: unknown }).document, undefined, 2)),
);

const problems = (text: string) => parseJson(text).problems.length;

/** The brackets that are open at the end of a prefix, closed: what an editor's auto-closing pairs have written already. */
function closed(prefix: string): string {
  const open: string[] = [];
  let inString = false;
  for (let at = 0; at < prefix.length; at++) {
    const char = prefix[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === '}' || char === ']') open.pop();
  }
  return (inString ? '"' : '') + open.toReversed().join('');
}

describe('accepting any item', () => {
  const policy = fc.integer({ min: 0, max: corpus.length - 1 }).map((index) => corpus[index] ?? '');
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const choice = fc.nat();

  const check = (text: string, offset: number, chosen: number): void => {
    const { items } = service.complete(readDocument(text, { path: 'policy.json' }), offset, { snippets: false });
    const item = items[chosen % Math.max(1, items.length)];
    if (!item) return;
    const after = accepted(text, item);
    if (problems(text) === 0) {
      const edits = [{ span: item.replace, text: item.insert }, ...(item.additional ?? [])];
      assert.deepEqual(
        changedBeside(text, after, edits),
        [],
        `${item.label} at ${offset} of\n${text}\ngives\n${after}`,
      );
    }
    assert.ok(
      problems(after) <= problems(text),
      `${item.label} at ${offset} of\n${text.slice(0, offset)}¦${text.slice(offset)}\ngives\n${after}`,
    );
  };

  it('keeps a whole policy whole', () => {
    holds(
      fc.property(policy, place, choice, (text, at, chosen) => check(text, Math.floor(at * text.length), chosen)),
      2000,
    );
  });

  it('keeps a policy whole that is written up to the cursor, its brackets closed behind it', () => {
    holds(
      fc.property(policy, place, choice, (text, at, chosen) => {
        const offset = Math.floor(at * text.length);
        const prefix = text.slice(0, offset);
        check(prefix + closed(prefix), offset, chosen);
      }),
      2000,
    );
  });

  it('keeps a document whole whose strings hold quotes, escapes and control characters', () => {
    holds(
      fc.property(hostile, place, choice, ({ text }, at, chosen) => check(text, Math.floor(at * text.length), chosen)),
      2000,
    );
  });

  it('makes a policy that is written up to the cursor no worse', () => {
    holds(
      fc.property(policy, place, choice, (text, at, chosen) => {
        const offset = Math.floor(at * text.length);
        check(text.slice(0, offset), offset, chosen);
      }),
      2000,
    );
  });
});
