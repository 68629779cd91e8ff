import assert from 'node:assert/strict';
import {
  hasBrackets,
  holdsPlaceholder,
  mayBePlaceholder,
  placeholdersIn,
} from '../../../server/src/iam/placeholders.ts';
import { catalog } from '../../catalog.ts';

/** The placeholders of a text, each with its field. */
const read = (text: string) =>
  [...placeholdersIn(text)].map(({ text: word, start, end, field }) => {
    assert.equal(text.slice(start, end), word);
    return field ? `${word} (${field})` : word;
  });

describe('a placeholder', () => {
  for (const [text, ...found] of [
    ['arn:aws:bedrock:aws-region:222233334444:guardrail/g1', 'aws-region (region)'],
    ['arn:aws:bedrock:eu-west-1:<account>:guardrail/g1', '<account> (account)'],
    ['arn:aws:bedrock:REGION:ACCOUNT_ID:guardrail/{id}', 'REGION (region)', 'ACCOUNT_ID (account)', '{id}'],
    ['arn:aws:bedrock:{{region}}:222233334444:guardrail/g1', '{{region}} (region)'],
    ['arn:aws:bedrock:region:account:guardrail/g1', 'region (region)', 'account (account)'],
    ['arn:aws:bedrock:eu-west-1:111122223333:guardrail/g1', '111122223333 (account)'],
    ['arn:aws:bedrock:eu-west-1:111122223333:foundation-model/x'],
    ['arn:aws:bedrock:eu-west-1:222233334444:agent-alias/AgentId/AgentAliasId', 'AgentId', 'AgentAliasId'],
    ['arn:aws:bedrock:eu-west-1:222233334444:inference-profile/ResourceId', 'ResourceId'],
    ['arn:aws:iam::222233334444:role/MyRoleName'],
    ['arn:aws:s3:::your-bucket/*', 'your-bucket'],
    ['arn:aws:s3:::YOUR_BUCKET/*', 'YOUR_BUCKET'],
    ['arn:aws:s3:::REPLACE_ME', 'REPLACE_ME'],
    ['arn:aws:s3:::CHANGEME', 'CHANGEME'],
    ['arn:aws:s3:::XXXX/xxxxxx', 'XXXX', 'xxxxxx'],
    ['arn:aws:s3:::AWS-REGION-account-id', 'AWS-REGION', 'account-id'],
    ['arn:aws:s3:::${bucket_name}/{{ prefix }}', '${bucket_name}', '{{ prefix }}'],
    ['arn:aws:iam::222233334444:role/[PRIVILEGED_ROLE]', '[PRIVILEGED_ROLE]'],
    ['${AccountId}', '${AccountId}'],
    ['${*}${?}${$}'],
    ['111122223333', '111122223333 (account)'],
    ['222233334444'],
    ['x111122223333'],
    ['region'],
    ['${aws:username}'],
    ['arn:aws:s3:::${aws:username}/xxx'],
    ['a < b'],
    ['{"a"}'],
  ] as const)
    it(`in ${text}: ${found.join(', ') || 'none'}`, () => {
      assert.deepEqual(read(text), found);
      assert.equal(holdsPlaceholder(text), found.length > 0);
    });

  it('may be what only seems to be one', () => {
    for (const text of ['<x>', 'region', 'my-region', 'yourBucket', 'axxxb', 'ModelId', 'model-id', 'ABCD', '[x', '{x'])
      assert.ok(mayBePlaceholder(text), text);
    for (const text of ['us-east-1', 'ABC', 'guardrail', '222233334444', '', 'xx'])
      assert.ok(!mayBePlaceholder(text), text);
  });

  it('is each id in the ARN formats of Bedrock, as completion writes it', () => {
    const services = ['bedrock', 'bedrock-agentcore', 'bedrock-mantle'].map((prefix) => catalog.service(prefix));
    const words = services.flatMap((service) =>
      (service?.resourceTypes ?? []).flatMap(({ arn }) =>
        [...arn.matchAll(/\$\{(\w+Id)\}/g)].map(([, word = '']) => word),
      ),
    );
    for (const word of new Set(words)) assert.deepEqual(read(`arn:aws:bedrock:eu-west-1::x/${word}`), [word]);
  });

  it('is marked by brackets', () => {
    for (const text of ['<', 'a{', '[']) assert.ok(hasBrackets(text), text);
    for (const text of ['', 'a)', '>']) assert.ok(!hasBrackets(text), text);
  });
});
