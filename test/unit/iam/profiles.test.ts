import assert from 'node:assert/strict';
import { canBeCalledFrom, destinationsOf, profilesCallableFrom } from '../../../server/src/iam/profiles.ts';
import { catalog } from '../../catalog.ts';

const { models } = catalog;
const profile = (id: string) => models.profile(id) ?? assert.fail(id);
const callable = (id: string, region: string) => canBeCalledFrom(profile(id), region, models);

describe('inference profiles by source Region', () => {
  it('route to the destinations of that Region', () => {
    const nova = profile('us.amazon.nova-lite-v1:0');
    assert.deepEqual(destinationsOf(nova, 'us-east-1', models), ['us-east-1', 'us-east-2', 'us-west-2']);
    assert.deepEqual(destinationsOf(nova, 'us-west-1', models), ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2']);
    assert.deepEqual(destinationsOf(nova, '*', models), ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2']);
    assert.equal(destinationsOf(nova, 'eu-west-1', models), undefined);
    assert.deepEqual(destinationsOf(profile('global.anthropic.claude-opus-5'), 'us-east-1', models), ['us-east-1', '']);
  });

  it('can be called from the Regions that AWS lists, not from those of the prefix', () => {
    assert.equal(callable('us.amazon.nova-lite-v1:0', 'us-east-1'), true);
    assert.equal(callable('us.amazon.nova-lite-v1:0', 'eu-west-1'), false);
    assert.equal(callable('us.amazon.nova-2-lite-v1:0', 'ca-central-1'), true);
    assert.equal(callable('jp.anthropic.claude-sonnet-4-5-20250929-v1:0', 'us-east-1'), false);
  });

  it('may be callable where AWS tells nothing', () => {
    // The card of Nova Lite ticks Canada, and names no profile for it.
    assert.equal(callable('us.amazon.nova-lite-v1:0', 'ca-central-1'), undefined);
    assert.equal(callable('in.anthropic.claude-haiku-4-5-20251001-v1:0', 'eu-west-1'), undefined);
    assert.equal(callable('us.amazon.nova-lite-v1:0', 'xx-new-1'), undefined);
  });

  it('are found for a model and a Region', () => {
    const ids = (region: string) =>
      profilesCallableFrom('anthropic.claude-sonnet-4-5-20250929-v1:0', region, models).map(({ id }) => id);
    assert.deepEqual(ids('ap-northeast-1').toSorted(), [
      'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'jp.anthropic.claude-sonnet-4-5-20250929-v1:0',
    ]);
  });

  it('have a geography by the shape of their id, also one that AWS adds', () => {
    for (const [id, geography] of [
      ['in.anthropic.claude-x', 'in'],
      ['us-gov.anthropic.claude-x', 'us-gov'],
      ['apac.amazon.nova-pro-v1:0', 'apac'],
      ['global.anthropic.claude-x', 'global'],
    ] as const)
      assert.equal(models.profile(id)?.geography, geography);
    for (const { id } of models.models) assert.equal(models.profile(id), undefined, id);
  });
});
