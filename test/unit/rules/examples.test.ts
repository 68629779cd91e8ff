import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/model/edit.ts';
import type { Finding } from '../../../server/src/rules/engine/finding.ts';
import type { Example, Rule } from '../../../server/src/rules/engine/rule.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { readDocument } from '../../../server/src/service.ts';
import { readMarks, writeMarks } from '../../marks.ts';
import { service } from '../../service.ts';

const list = (examples: Example | readonly Example[]): readonly Example[] =>
  Array.isArray(examples) ? examples : [examples as Example];

function findings(text: string, { kind, organization, besides = [] }: Example, rule: Rule): readonly Finding[] {
  const severities = rule.offByDefault ? { [rule.id]: rule.severity } : {};
  const found = service.check(readDocument(text, { kind }), { severities, ...(organization && { organization }) });
  return found.filter((each) => !besides.includes(each.rule.id));
}

const show = (text: string, found: readonly Finding[]) =>
  `${found.map(({ rule, message }) => `${rule.id}: ${message}`).join('\n')}\n${writeMarks(
    text,
    found.map(({ span }) => span),
  )}`;

describe('each rule', () => {
  for (const rule of RULES) {
    describe(rule.id, () => {
      for (const example of list(rule.bad)) {
        const { text, spans } = readMarks(example.text);
        it(`finds ${example.text.replace(/\s+/g, ' ').slice(0, 150)}`, () => {
          const found = findings(text, example, rule);
          assert.deepEqual(new Set(found.map((each) => each.rule.id)), new Set([rule.id]), show(text, found));
          assert.equal(
            writeMarks(
              text,
              found.map(({ span }) => span),
            ),
            example.text,
            show(text, found),
          );
          assert.ok(spans.length > 0);
        });
        it(`is fixed without another finding: ${example.text.replace(/\s+/g, ' ').slice(0, 150)}`, () => {
          for (const [index, finding] of findings(text, example, rule).entries()) {
            for (const fix of finding.fixes) {
              const fixed = applyEdits(text, fix.edits);
              const left = findings(fixed, example, rule);
              const before = findings(text, example, rule).length;
              const serious = left.filter(({ severity }) => severity !== 'information' && severity !== 'hint');
              const same = left.filter((each) => each.message === finding.message && each.rule === finding.rule);
              assert.ok(
                serious.length < before || serious.length === 0,
                `${fix.title} (${index})\n${show(fixed, left)}`,
              );
              assert.ok(same.length < before, `${fix.title}\n${show(fixed, left)}`);
              // A fix may leave an account to be filled in, which the reminder of it says.
              const isReminder = ({ rule: { id }, severity }: Finding) =>
                id === 'placeholder-value' && severity === 'information' && fix.title.endsWith('to fill in');
              assert.ok(
                left.every((each) => each.rule === rule || isReminder(each)),
                `${fix.title}\n${show(fixed, left)}`,
              );
            }
          }
        });
      }
      for (const example of list(rule.good)) {
        it(`is content with ${example.text.replace(/\s+/g, ' ').slice(0, 150)}`, () => {
          const found = findings(example.text, example, rule);
          assert.ok(found.length === 0, show(example.text, found));
        });
      }
    });
  }
});
