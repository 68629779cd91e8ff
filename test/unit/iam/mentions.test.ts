/** Whether a statement mentions an action or a resource. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mentionsAction, mentionsNoResource, mentionsResource } from '../../../server/src/iam/mentions.ts';
import { readDocument } from '../../../server/src/service.ts';
import { withStatement } from '../../policies.ts';
import { holds } from '../../properties.ts';

const read = (elements: object) => {
  const [statement] = readDocument(withStatement(JSON.stringify({ Effect: 'Allow', ...elements }))).policies[0]
    ?.statements ?? [assert.fail('no statement')];
  return statement ?? assert.fail('no statement');
};

describe('an action', () => {
  for (const [elements, action, answer] of [
    [{ Action: 'bedrock:InvokeModel' }, 'bedrock:invokemodel', 'yes'],
    [{ Action: ['s3:*', 'BEDROCK:Invoke*'] }, 'bedrock:InvokeModel', 'yes'],
    [{ Action: '*' }, 'bedrock:InvokeModel', 'yes'],
    [{ Action: 'bedrock:Get*' }, 'bedrock:InvokeModel', 'no'],
    [{ Action: 'bedrock:Invoke*' }, 'bedrock:*', 'maybe'],
    [{ Action: 'bedrock:*' }, 'bedrock:Invoke*', 'yes'],
    [{ Action: { Ref: 'X' } }, 'bedrock:InvokeModel', 'maybe'],
    [{ Action: [{ Ref: 'X' }, 'bedrock:*'] }, 'bedrock:InvokeModel', 'yes'],
    [{ NotAction: 'bedrock:Get*' }, 'bedrock:InvokeModel', 'yes'],
    [{ NotAction: 'bedrock:Invoke*' }, 'bedrock:InvokeModel', 'no'],
    [{ NotAction: 'bedrock:InvokeModel' }, 'bedrock:Invoke*', 'maybe'],
    [{ NotAction: { Ref: 'X' } }, 'bedrock:InvokeModel', 'maybe'],
    [{ NotAction: [{ Ref: 'X' }, 'bedrock:*'] }, 'bedrock:InvokeModel', 'no'],
    [{ Resource: '*' }, 'bedrock:InvokeModel', 'no'],
    [{ Action: [] }, 'bedrock:InvokeModel', 'no'],
  ] as const)
    it(`${action} is mentioned by ${JSON.stringify(elements)}: ${answer}`, () =>
      assert.equal(mentionsAction(read(elements), action), answer));
});

describe('a resource', () => {
  const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/a';
  for (const [elements, resource, answer] of [
    [{ Resource: '*' }, MODEL, 'yes'],
    [{ Resource: '**' }, '*', 'yes'],
    [{ Resource: MODEL }, MODEL, 'yes'],
    [{ Resource: 'arn:aws:bedrock:*::foundation-model/*' }, MODEL, 'yes'],
    [{ Resource: 'arn:aws:bedrock:*::foundation-model/b' }, MODEL, 'no'],
    [{ Resource: MODEL }, 'arn:aws:bedrock:*::foundation-model/*', 'maybe'],
    [{ Resource: MODEL }, '*', 'maybe'],
    [{ NotResource: MODEL }, '*', 'maybe'],
    [{ NotResource: '*' }, MODEL, 'no'],
    [{ NotResource: 'arn:aws:s3:::b' }, MODEL, 'yes'],
    [{ Resource: { Ref: 'X' } }, MODEL, 'maybe'],
    [{}, MODEL, 'yes'],
    [{ Resource: 'arn:aws:*:*:*:foundation-model/a' }, MODEL, 'yes'],
  ] as const)
    it(`${resource} is mentioned by ${JSON.stringify(elements)}: ${answer}`, () =>
      assert.equal(mentionsResource(read(elements), resource, true), answer));

  it('named by a variable is mentioned perhaps, and not at all where ${…} is plain text', () => {
    const statement = read({ Resource: 'arn:aws:s3:::${aws:username}' });
    assert.equal(mentionsResource(statement, 'arn:aws:s3:::ada', true), 'maybe');
    assert.equal(mentionsResource(statement, 'arn:aws:s3:::ada', false), 'no');
  });

  it('that a request does not name is mentioned by "*" alone', () => {
    assert.equal(mentionsNoResource(read({ Resource: '*' })), 'yes');
    assert.equal(mentionsNoResource(read({ Resource: 'arn:*' })), 'no');
    assert.equal(mentionsNoResource(read({ NotResource: 'arn:*' })), 'yes');
    assert.equal(mentionsNoResource(read({ NotResource: '*' })), 'no');
    assert.equal(mentionsNoResource(read({})), 'yes');
  });
});

describe('what is mentioned', () => {
  const name = fc.stringMatching(/^[ab]{0,3}$/);
  const pattern = fc.stringMatching(/^[ab*?]{0,4}$/);

  it('for certain as a pattern is mentioned for certain in each of its cases, and what is not in none', () => {
    holds(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), pattern, fc.boolean(), (list, asked, not) => {
        const statement = read({ [not ? 'NotAction' : 'Action']: list.map((each) => `s:${each}`) });
        const answer = mentionsAction(statement, `s:${asked}`);
        const matching = new RegExp(`^${asked.replaceAll('*', '[ab]*').replaceAll('?', '[ab]')}$`);
        const cases = fc.sample(name, 30).filter((each) => matching.test(each));
        for (const each of cases) {
          const own = mentionsAction(statement, `s:${each}`);
          assert.notEqual(own, 'maybe');
          if (answer !== 'maybe') assert.equal(own, answer, `${list} ${asked} ${each}`);
        }
      }),
    );
  });
});
