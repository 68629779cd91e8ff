/** Policies where they are written: every form is found, nothing else is, and half-typed text hides no other policy. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spanOf } from '../../../server/src/policy/data.ts';
import { readDocument } from '../../../server/src/service.ts';
import { policiesIn } from '../../hosts/forms/form.ts';
import { NEITHER } from '../../hosts/forms/neither.ts';
import { TERRAFORM_FORMS } from '../../hosts/forms/terraform.ts';
import { YAML_FORMS } from '../../hosts/forms/yaml.ts';
import { holds } from '../../properties.ts';
import { service } from '../../service.ts';

const FORMS = [...YAML_FORMS, ...TERRAFORM_FORMS];

describe('the policies of a file', () => {
  for (const { name, path, text, policies } of FORMS)
    it(`are found in ${name}`, () => {
      assert.deepEqual(policiesIn(text, path), policies);
    });

  for (const { name, path, text } of NEITHER)
    it(`are none in ${name}`, () => {
      const document = readDocument(text, { path });
      assert.deepEqual(document.policies, []);
      assert.deepEqual(service.check(document), []);
    });

  for (const { name, path, text } of FORMS)
    it(`have their texts where the source has them: ${name}`, () => {
      for (const { statements } of readDocument(text, { path }).policies)
        for (const { action, sid, effect } of statements)
          for (const value of [...(action?.values ?? []), sid, effect])
            if (value?.kind === 'string' && spanOf(value.data).end > spanOf(value.data).start) {
              const source = text.slice(value.span.start, value.span.end);
              if (!source.startsWith('*') || value.text === '*') assert.equal(source, value.text); // an alias of YAML
            }
    });

  it('are found with Windows line ends', () => {
    for (const { path, text, policies } of FORMS)
      assert.deepEqual(policiesIn(text.replaceAll('\n', '\r\n'), path), policies);
  });
});

/** A text in which something is typed, or not yet typed, in one line. */
const edits: readonly ((line: string) => string)[] = [
  (line) => line.slice(0, Math.ceil(line.length / 2)),
  (line) => `${line}"`,
  (line) => line.replace(/"$|'$/, ''),
  (line) => line.replace(/[\]})],?$/, ''),
  (line) => line.replace(/:\s.*$/, ''),
  (line) => line.replace(/=\s.*$/, '= '),
  (line) => `${line}[`,
  () => '',
];

describe('half-typed text', () => {
  const several = FORMS.filter(({ policies }) => policies.length > 1);
  it('hides no policy but its own', () => {
    holds(
      fc.property(
        fc.constantFrom(...several),
        fc.nat(),
        fc.constantFrom(...edits),
        ({ text, path, policies }, at, edit) => {
          const lines = text.split('\n');
          const number = at % lines.length;
          const start = lines.slice(0, number).join('\n').length + Math.min(1, number);
          const own = readDocument(text, { path }).policies;
          const changed = lines.with(number, edit(lines[number] ?? '')).join('\n');
          const actionsOf = (policy: string) => policy.slice(policy.indexOf(':'));
          const found = policiesIn(changed, path).map(actionsOf);
          // The policy that is typed in, and what stands between two of them, is the author's business.
          const end = start + (lines[number] ?? '').length;
          const touched = own.map(({ span }) => start <= span.end && span.start <= end);
          const missing = policies.filter((policy, index) => !touched[index] && !found.includes(actionsOf(policy)));
          const isBetween = !touched.includes(true);
          assert.ok(missing.length === 0 || isBetween, `${missing.join('\n')}\n${changed}\n${found.join('\n')}`);
        },
      ),
      2000,
    );
  });

  it('neither throws nor ends late', () => {
    holds(
      fc.property(
        fc.constantFrom(...FORMS),
        fc.nat(),
        fc.nat(40),
        fc.string({ maxLength: 4 }),
        ({ text, path }, at, size, typed) => {
          const start = at % (text.length + 1);
          const changed = text.slice(0, start) + typed + text.slice(start + size);
          const document = readDocument(changed, { path });
          service.check(document);
          service.hover(document, start);
          service.complete(document, start, { snippets: true });
          service.symbols(document);
        },
      ),
      400,
    );
  });
});
