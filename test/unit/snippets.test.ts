import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withoutTabStops } from '../../server/src/features/completion/edits.ts';
import { readDocument } from '../../server/src/policy/document.ts';
import { readSnippets, SNIPPET_GROUPS } from '../../server/src/snippets/snippets.ts';
import { service } from '../service.ts';

const snippets = readSnippets((group) => readFileSync(`snippets/${group}.json`, 'utf8'));

/** What a person writes over the defaults that are only examples. */
export const filled = (body: string) =>
  withoutTabStops(body).replaceAll('aws-region', 'eu-west-1').replaceAll('111122223333', '222233334444');

const whole = ({ form, body }: (typeof snippets)[number]) =>
  form === 'policy' ? filled(body) : `{ "Version": "2012-10-17", "Statement": [\n${filled(body)}\n] }`;

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

  for (const policy of snippets.filter(({ form }) => form === 'policy')) {
    it(`${policy.name} has the same statements in both forms`, () => {
      const statement = snippets.find(({ name, form }) => name === policy.name && form === 'statement');
      const { Statement } = JSON.parse(withoutTabStops(policy.body)) as { Statement: unknown };
      assert.deepEqual(JSON.parse(`[${withoutTabStops(statement?.body ?? '')}]`), Statement);
    });
  }
});
