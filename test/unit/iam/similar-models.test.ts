import assert from 'node:assert/strict';
import { similarIds } from '../../../server/src/iam/similar-models.ts';
import { catalog } from '../../catalog.ts';

const known = catalog.models.models.filter(({ deprecated }) => !deprecated).map(({ id }) => id);
const offered = (text: string) => similarIds(text, known)?.ids ?? [];

describe('ids that may have been meant', () => {
  it('are in lower case, as all ids are', () => {
    assert.deepEqual(similarIds('Anthropic.claude*', known), { why: 'case', ids: ['anthropic.claude*'] });
    assert.deepEqual(offered('*Claude*'), ['*claude*']);
  });

  it('have the same words in another order, and keep the wildcard', () => {
    assert.deepEqual(offered('anthropic.claude-4-5-sonnet-2025*'), ['anthropic.claude-sonnet-4-5-2025*']);
    assert.deepEqual(offered('anthropic.claude-4-5-sonnet-20250929-v1:0'), [
      'anthropic.claude-sonnet-4-5-20250929-v1:0',
    ]);
  });

  it('have the version that is missing', () => {
    assert.deepEqual(offered('amazon.titan-embed-text-v2'), ['amazon.titan-embed-text-v2:0']);
  });

  it('have the provider spelled right', () => {
    assert.deepEqual(offered('antropic.*'), ['anthropic.*']);
  });

  it('are spelled alike, but never with another number', () => {
    assert.deepEqual(offered('amazon.nova-light-v1:0')[0], 'amazon.nova-lite-v1:0');
    assert.deepEqual(offered('amazon.nova-3-lite-v1:0'), []);
    assert.deepEqual(offered('anthropic.claude-opus-9'), []);
  });
});
