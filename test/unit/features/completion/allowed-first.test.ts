/** What the organization's config allows is offered before all else, and nothing is hidden. */
import assert from 'node:assert/strict';
import type { Organization } from '../../../../server/src/rules/engine/organization.ts';
import { readDocument } from '../../../../server/src/service.ts';
import { readCursor } from '../../../marks.ts';
import { withStatement } from '../../../policies.ts';
import { service } from '../../../service.ts';

const labels = (resource: string, organization?: Organization): readonly string[] => {
  const marked = withStatement(`{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "${resource}" }`);
  const { text, offset } = readCursor(marked);
  return service
    .complete(readDocument(text, { path: 'policy.json' }), offset, {
      snippets: true,
      ...(organization && { organization }),
    })
    .items.toSorted((a, b) => (a.sort < b.sort ? -1 : 1))
    .map(({ label }) => label);
};

const ofModels = { models: { allowed: ['cohere.*'] } };

describe('what the organization allows comes first', () => {
  for (const [what, resource, organization, isAllowed] of [
    ['models', 'arn:aws:bedrock:eu-west-1::foundation-model/¦', ofModels, /^cohere\./],
    ['models by their names', '¦', ofModels, /^(?:\w+\.)?cohere\./],
    [
      'profiles',
      'arn:aws:bedrock:eu-west-1:222233334444:inference-profile/¦',
      { geographies: { allowed: ['global'] } },
      /^global\./,
    ],
    ['Regions', 'arn:aws:bedrock:¦', { regions: { allowed: ['sa-*'] } }, /^sa-east-1$/],
    [
      'accounts',
      'arn:aws:bedrock:eu-west-1:¦:guardrail/x',
      { accounts: { allowed: ['555566667777'] } },
      /^555566667777$/,
    ],
  ] as const)
    it(`of ${what}`, () => {
      const before = labels(resource);
      const after = labels(resource, organization);
      const isValue = (label: string) => /[.\d]/.test(label); // not the type of a resource
      assert.match(after.find(isValue) ?? '', isAllowed);
      if (what !== 'accounts') {
        assert.doesNotMatch(before.find(isValue) ?? '', isAllowed);
        assert.deepEqual(after.toSorted(), before.toSorted(), 'nothing is hidden');
      }
    });

  it('and its guardrails are offered where an ARN names one', () => {
    const guardrails = { allowed: ['arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6', 'z9*'] };
    const offered = labels('arn:aws:bedrock:eu-west-1:222233334444:guardrail/¦', { guardrails });
    assert.deepEqual(offered.slice(0, 1), ['a1b2c3d4e5f6']);
  });
});
