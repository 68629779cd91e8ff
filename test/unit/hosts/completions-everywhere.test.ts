/** Completion at the values of the rules' examples offers in each host what it offers in JSON, and writes the same policy. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Completion } from '../../../server/src/features/completion/item.ts';
import type { Statement } from '../../../server/src/policy/statement.ts';
import type { Value } from '../../../server/src/policy/value.ts';
import { type HostDocument, readDocument } from '../../../server/src/service.ts';
import { samples as all } from '../../hostile.ts';
import { renderedIn, type Style } from '../../hosts/rendering.ts';
import { TERRAFORM_STYLES } from '../../hosts/terraform.ts';
import { YAML_STYLES } from '../../hosts/yaml.ts';
import { accepted } from '../../policies.ts';
import { holds } from '../../properties.ts';
import { service } from '../../service.ts';

/** The values of a statement: effect, actions, resources, principals and those of conditions. */
const valuesOf = ({
  effect,
  action,
  notAction,
  resource,
  notResource,
  principal,
  condition,
}: Statement): readonly Value[] => [
  ...(effect ? [effect] : []),
  ...[action, notAction, resource, notResource, ...(principal?.types ?? [])].flatMap((list) => list?.values ?? []),
  ...(condition?.entries ?? []).flatMap(({ list }) => list.values),
];

/** Policies: templates, what is nested too deeply to be read, and what Terraform reads otherwise are left out. */
const samples = all.filter(({ text }) => !/\[\[\[|"Resources"|&\{/.test(text));

/** `which`: of the values of the text; `from`: where in its text the cursor is. */
function compared(style: Style, text: string, which: number, from: number): void {
  const both = renderedIn(style, text);
  if (!both) return;
  const { json, rendering } = both;
  if (style.data(rendering.text) === undefined) return; // a key twice
  const here = readDocument(json, { path: 'policy.json' });
  const values = here.policies.flatMap(({ statements }) => statements.flatMap(valuesOf));
  const value = values[which % values.length];
  const isPlain =
    value?.kind === 'string' && value.span.end - value.span.start === value.text.length && value.text !== '';
  const at = isPlain ? value.span.start + 1 + (from % value.text.length) : 0;
  const span = isPlain ? rendering.spanOf({ start: value.span.start, end: at }) : undefined;
  if (!span) return;
  const there = readDocument(rendering.text, { path: style.path, kind: here.policies[0]?.kind });
  const changing = (document: HostDocument, offset: number) =>
    service
      .complete(document, offset, { snippets: false })
      .items.filter((item) => accepted(document.text, item) !== document.text);
  const inJson = changing(here, at);
  const inHost = changing(there, span.end);
  const context = `${json.slice(0, at)}¦\n---\n${rendering.text.slice(0, span.end)}¦`;
  // Of a long list the beginning: what comes after a hundred items depends on what the editor compares.
  const labels = (items: readonly Completion[]) => items.slice(0, 10).map(({ label }) => label);
  assert.deepEqual(labels(inHost), labels(inJson), context);
  const [item] = inJson;
  const other = inHost.find(({ label }) => label === item?.label);
  if (!item || !other || item.insert.replace(/"$/, '').endsWith(':')) return; // a service, behind which its actions come
  const wanted: unknown = JSON.parse(accepted(json, item));
  const after = accepted(rendering.text, other);
  assert.deepEqual(
    style.data(after),
    style.writable ? style.writable(wanted) : wanted,
    `${item.label}: ${context}\n${after}`,
  );
}

describe('completion at a value', () => {
  for (const style of [...YAML_STYLES, ...TERRAFORM_STYLES])
    it(`offers what it offers in JSON: ${style.name}`, () => {
      holds(
        fc.property(fc.constantFrom(...samples), fc.nat(1000), fc.nat(1000), ({ text }, which, from) =>
          compared(style, text, which, from),
        ),
        200,
      );
    });
});
