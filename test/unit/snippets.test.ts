import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withoutTabStops } from '../../server/src/model/tab-stops.ts';
import { readDocument } from '../../server/src/service.ts';
import { readSnippets, SNIPPET_GROUPS } from '../../server/src/snippets/snippets.ts';
import { service } from '../service.ts';

const snippets = readSnippets((group) => readFileSync(`snippets/${group}.json`, 'utf8'));

/** What a person writes over the defaults that are only examples. */
export const filled = (body: string) =>
  withoutTabStops(body)
    .replaceAll('aws-region', 'eu-west-1')
    .replaceAll('111122223333', '222233334444')
    .replaceAll('444455556666', '999988887777');

const whole = ({ form, body }: (typeof snippets)[number]) =>
  form === 'policy' ? filled(body) : `{ "Version": "2012-10-17", "Statement": [\n${filled(body)}\n] }`;

/** A body once for each model that it offers in a choice. */
const modelChoices = (body: string): readonly { readonly model: string; readonly body: string }[] =>
  [...body.matchAll(/\$\{(\d+)\|([^|]*)\|\}/g)].flatMap(([whole, number, options = '']) =>
    options
      .split(',')
      .filter((option) => /^[a-z0-9]+\.[a-z]/.test(option))
      .map((model) => ({ model, body: body.replace(whole, model).replaceAll(`\${${number}}`, model) })),
  );

describe('snippets', () => {
  it('are contributed, file by file, for json and jsonc', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { snippets: { language: string; path: string }[] };
    };
    for (const language of ['json', 'jsonc'])
      assert.deepEqual(
        contributes.snippets.filter((each) => each.language === language).map(({ path }) => path),
        SNIPPET_GROUPS.map((group) => `./snippets/${group}.json`),
      );
  });

  it('have no prefix in VS Code’s files, by which it would offer them in every JSON file', () => {
    for (const group of SNIPPET_GROUPS)
      assert.ok(!readFileSync(`snippets/${group}.json`, 'utf8').includes('"prefix"'), group);
  });

  it('have labels of their own', () => {
    assert.equal(new Set(snippets.map(({ prefix }) => prefix)).size, snippets.length);
  });

  for (const snippet of snippets) {
    const { name, form, prefix, description } = snippet;
    it(`${name} (${form}) is a correct policy, without even a hint`, () => {
      assert.match(prefix, form === 'policy' ? /^bedrock-[a-z-]+(?<!-statement)$/ : /^bedrock-[a-z-]+-statement$/);
      assert.match(description, /\. (For|The|To) /, 'says who uses it');
      const text = whole(snippet);
      JSON.parse(text);
      const findings = service.check(readDocument(text, { path: 'Untitled-1' }));
      assert.deepEqual(
        findings.map(({ rule, message, span }) => `${rule.id}: ${text.slice(span.start, span.end)}: ${message}`),
        [],
      );
    });
  }

  for (const snippet of snippets.filter(({ form }) => form === 'policy')) {
    const models = modelChoices(snippet.body);
    if (models.length === 0) continue;
    it(`${snippet.name} lets each model that it offers be called in its first Region`, () => {
      for (const { model, body } of models) {
        const text = filled(body);
        const found = service.check(readDocument(text)).map(({ rule, message }) => `${rule.id}: ${message}`);
        assert.deepEqual(found, [], model);
      }
    });
  }

  for (const policy of snippets.filter(({ form }) => form === 'policy')) {
    it(`${policy.name} has the same statements in both forms`, () => {
      const statement = snippets.find(({ name, form }) => name === policy.name && form === 'statement');
      const { Statement } = JSON.parse(withoutTabStops(policy.body)) as { Statement?: unknown };
      if (policy.name === 'Guardrail enforced by Organizations') return assert.equal(Statement, undefined);
      assert.deepEqual(JSON.parse(`[${withoutTabStops(statement?.body ?? '')}]`), Statement);
    });
  }
});
