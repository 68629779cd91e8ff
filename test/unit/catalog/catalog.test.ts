import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from '../../../scripts/catalog/generate.ts';
import { openCatalog } from '../../../server/src/catalog/catalog.ts';
import { catalog } from '../../catalog.ts';

describe('the catalog', () => {
  it('is what the pinned packages say', async () => {
    for (const [name, text] of await generate()) {
      assert.equal(
        readFileSync(path.join('server/src/catalog/data', name), 'utf8'),
        text,
        `${name}: run npm run catalog`,
      );
    }
  });

  it('reads a service only when it is asked for', () => {
    const read: string[] = [];
    const own = openCatalog((name) => {
      read.push(name);
      return readFileSync(path.join('server/src/catalog/data', name), 'utf8');
    });
    assert.deepEqual(read, []);
    assert.ok(own.hasService('BEDROCK'));
    assert.deepEqual(read, ['index.json']);
    own.service('bedrock');
    own.service('Bedrock');
    assert.deepEqual(read, ['index.json', 'services/bedrock.json']);
  });

  it('finds actions in any case, and expands patterns', () => {
    const bedrock = catalog.service('bedrock');
    assert.equal(bedrock?.action('invokemodel')?.name, 'InvokeModel');
    assert.deepEqual(
      bedrock?.expand('InvokeModel*').map(({ name }) => name),
      ['InvokeModel', 'InvokeModelWithResponseStream'],
    );
    assert.equal(bedrock?.expand('*').length, bedrock?.actions.length);
  });

  it('has ARN templates, condition keys, models, profiles, Regions and partitions', () => {
    assert.equal(
      catalog.service('bedrock')?.resourceTypes.find(({ name }) => name === 'foundation-model')?.arn,
      'arn:${Partition}:bedrock:${Region}::foundation-model/${ResourceId}',
    );
    assert.equal(catalog.globalKey('AWS:requesttag/Team')?.name, 'aws:RequestTag/${TagKey}');
    assert.equal(catalog.globalKey('aws:RequestTag'), undefined);
    assert.ok(catalog.models.hasModel('amazon.nova-lite-v1:0'));
    assert.deepEqual(catalog.models.profile('us-gov.anthropic.claude-x'), {
      id: 'us-gov.anthropic.claude-x',
      geography: 'us-gov',
      model: 'anthropic.claude-x',
    });
    const regions = new Set(catalog.partitions.flatMap((partition) => partition.regions.map(({ id }) => id)));
    for (const region of [...catalog.models.regions, ...catalog.models.mantleRegions])
      assert.ok(regions.has(region), region);
    assert.match(catalog.date, /^\d{4}-\d\d-\d\d$/);
  });
});
