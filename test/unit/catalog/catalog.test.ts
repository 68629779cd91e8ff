import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from '../../../scripts/catalog/generate.ts';
import { openCatalog } from '../../../server/src/catalog/catalog.ts';
import { findConditionKey } from '../../../server/src/catalog/condition-keys.ts';
import { catalog } from '../../catalog.ts';
import { hoverAt, withStatement } from '../../policies.ts';

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
    assert.ok(catalog.models.model('amazon.nova-lite-v1:0'));
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

describe('the look-up of a condition key', () => {
  /** Keys with the prefix of their own service. */
  const allKeys = catalog.serviceNames.flatMap(({ prefix }) =>
    (catalog.service(prefix)?.conditionKeys ?? []).filter(({ name }) => name.startsWith(`${prefix}:`)),
  );

  it('finds each key by its own name, in any case, its placeholder filled in', () => {
    assert.ok(allKeys.length > 1000, `${allKeys.length} keys`);
    for (const { name } of allKeys) {
      const written = name.replace(/\$\{[^}]+\}/g, 'x');
      const found = findConditionKey(written, catalog)?.key.name ?? assert.fail(written);
      const template = new RegExp(`^${found.replace(/[.]/g, '\\.').replace(/\$\{[^}]+\}/g, '.+')}$`, 'i');
      assert.match(written, template);
      assert.equal(findConditionKey(written.toUpperCase(), catalog)?.key.name, found);
    }
  });

  it('takes the template that fits as a whole, not the first that begins alike', () => {
    const name = 'codebuild:secondaryArtifacts/x.encryptionDisabled';
    assert.equal(findConditionKey(name, catalog)?.key.type, 'Bool');
    const hover = hoverAt(
      withStatement(
        `{ "Effect": "Allow", "Action": "codebuild:CreateProject", "Resource": "*", "Condition": { "Bool": { "codebuild:secondaryArtifacts/x.encryption¦Disabled": "true" } } }`,
      ),
    );
    assert.match(hover ?? '', /· Bool/);
  });

  it('names the service of a key, and none for a global key', () => {
    assert.equal(findConditionKey('bedrock:GuardrailIdentifier', catalog)?.service?.prefix, 'bedrock');
    assert.equal(findConditionKey('aws:RequestedRegion', catalog)?.service, undefined);
    assert.equal(findConditionKey('no:suchkey', catalog), undefined);
    assert.equal(findConditionKey('bedrock:nosuchkey', catalog), undefined);
  });
});
