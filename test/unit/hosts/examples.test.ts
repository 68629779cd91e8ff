/** What JSON has, every host has: the rules' own examples, rendered into each of them, give the same findings and fixes. */
import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/model/edit.ts';
import type { Span } from '../../../server/src/model/span.ts';
import type { Finding } from '../../../server/src/rules/engine/finding.ts';
import type { Example, Rule } from '../../../server/src/rules/engine/rule.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { readDocument } from '../../../server/src/service.ts';
import { renderedIn, type Style } from '../../hosts/rendering.ts';
import { TERRAFORM_STYLES } from '../../hosts/terraform.ts';
import { YAML_STYLES } from '../../hosts/yaml.ts';
import { readMarks, writeMarks } from '../../marks.ts';
import { service } from '../../service.ts';

/** Rules about JSON itself, which no other host has. */
const ABOUT_JSON = new Set(['json-syntax-error', 'duplicate-key', 'not-read', 'data-type-mismatch']);

/** What a host cannot write in one step: one edit would lie in another. */
const DECLINED: ReadonlyMap<string, readonly string[]> = new Map([
  ['Terraform, aws_iam_policy_document', ['Change to Principal "*"']],
]);

const list = (examples: Example | readonly Example[]): readonly Example[] =>
  Array.isArray(examples) ? examples : [examples as Example];

const findings = (text: string, path: string, { kind, organization }: Example, rule: Rule): readonly Finding[] => {
  const severities = rule.offByDefault ? { [rule.id]: rule.severity } : {};
  return service.check(readDocument(text, { kind, path }), { severities, ...(organization && { organization }) });
};

const shown = (found: readonly { readonly id: string; readonly span: Span }[], text: string) =>
  found
    .map(({ id, span }) => `${id} ${writeMarks(text, [span])}`)
    .toSorted()
    .join('\n\n');

function compared(rule: Rule, example: Example, style: Style): void {
  const both = renderedIn(style, readMarks(example.text).text);
  if (!both) return;
  const { json, rendering } = both;
  const { text } = rendering;
  const here = findings(json, 'policy.json', example, rule);
  const there = findings(text, style.path, example, rule);
  const moved = here.map(({ rule: { id }, span }) => ({ id, span: rendering.spanOf(span) ?? { start: 0, end: 0 } }));
  const found = there.map(({ rule: { id }, span }) => ({ id, span }));
  assert.equal(shown(found, text), shown(moved, text));
  for (const [index, finding] of here.entries()) {
    // AWS is given JSON without the white space of the example.
    const said = ({ message }: Finding) => message.replace(/has [\d,]+ of the.*/, '');
    const other = there.find((each) => each.rule === finding.rule && said(each) === said(finding));
    assert.ok(other, `no such message: ${finding.message}\n${text}`);
    for (const fix of finding.fixes) {
      const same: Finding['fixes'][number] | undefined = other.fixes.find(({ title }) => title === fix.title);
      if (!same && (style.mayDecline || DECLINED.get(style.name)?.includes(fix.title))) continue;
      assert.ok(same, `${fix.title} (${index}) is not offered in\n${text}`);
      assert.equal(same.isSafe, fix.isSafe);
      const after = applyEdits(text, same.edits);
      const wanted = applyEdits(json, fix.edits);
      const data = style.data(after);
      const expected: unknown = JSON.parse(wanted);
      assert.deepEqual(
        data,
        style.writable ? style.writable(expected) : expected,
        `${fix.title}\n${text}\n---\n${after}\n---\n${wanted}`,
      );
    }
  }
}

/** One host is enough for a thousand findings. */
const LARGE = new Set(['more-findings']);

/** Rules about CloudFormation's functions, which Terraform has not. */
const WRITTEN_OTHERWISE = new Set(['variable-taken-by-template', 'variable-with-ampersand', 'substitution-missing']);

const isAbout = (id: string, style: Style): boolean =>
  !ABOUT_JSON.has(id) &&
  (style === YAML_STYLES[0] || !LARGE.has(id)) &&
  (YAML_STYLES.includes(style) || !WRITTEN_OTHERWISE.has(id));

for (const style of [...YAML_STYLES, ...TERRAFORM_STYLES]) {
  describe(`in ${style.name}`, () => {
    for (const rule of RULES.filter(({ id }) => isAbout(id, style))) {
      it(`${rule.id} is as in JSON`, () => {
        for (const example of [...list(rule.bad), ...list(rule.good)]) compared(rule, example, style);
      });
    }
  });
}
