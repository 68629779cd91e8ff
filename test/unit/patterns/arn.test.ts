import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coversArn, parseArn, splitFields, templateGlobText } from '../../../server/src/patterns/arn.ts';
import { holds } from '../../properties.ts';

describe('ARNs', () => {
  it('are split at their first five colons only', () => {
    const arn = parseArn('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0');
    assert.equal(arn?.account.text, '');
    assert.equal(arn?.resource.text, 'foundation-model/amazon.nova-lite-v1:0');
    assert.equal(arn?.resourceType.text, 'foundation-model');
    assert.equal(arn?.resourceId?.text, 'amazon.nova-lite-v1:0');
  });

  it('are not split within a policy variable', () => {
    assert.equal(parseArn('arn:aws:iam::${aws:PrincipalAccount}:user/x')?.account.text, '${aws:PrincipalAccount}');
  });

  it('know where each field stands', () => {
    const text = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/g';
    const arn = parseArn(text);
    for (const field of [
      arn?.partition,
      arn?.service,
      arn?.region,
      arn?.account,
      arn?.resource,
      arn?.resourceType,
      arn?.resourceId,
    ]) {
      assert.equal(text.slice(field?.start, field?.end), field?.text);
    }
  });

  it('are undefined where a field is missing', () => {
    assert.equal(parseArn('arn:aws:bedrock:us-east-1:x'), undefined);
    assert.equal(parseArn('bedrock:us-east-1'), undefined);
  });

  it('are undefined where they do not begin with arn:', () => {
    assert.equal(parseArn('urn:aws:bedrock:us-east-1:222233334444:guardrail/g'), undefined);
    assert.equal(parseArn('xarn:aws:bedrock:us-east-1:222233334444:guardrail/g'), undefined);
    assert.equal(parseArn(''), undefined);
  });

  it('have a type without an id, or an id without a type', () => {
    const topic = parseArn('arn:aws:sns:eu-west-1:222233334444:alerts');
    assert.equal(topic?.resourceType.text, 'alerts');
    assert.equal(topic?.resourceId, undefined);
    const stage = parseArn('arn:aws:apigateway:eu-west-1::/restapis/a');
    assert.equal(stage?.resourceType.text, '');
    assert.equal(stage?.resourceId?.text, 'restapis/a');
  });
});

describe('splitting at colons', () => {
  const texts = (text: string, count = 9) => splitFields(text, count).map((field) => field.text);

  it('stops at the last field that is wanted', () => {
    assert.deepEqual(texts('a:b:c:d', 3), ['a', 'b', 'c:d']);
    assert.deepEqual(texts('a:b:c', 1), ['a:b:c']);
    assert.deepEqual(texts('', 3), ['']);
    assert.deepEqual(texts(':', 3), ['', '']);
  });

  it('keeps variables whole, also one within another', () => {
    assert.deepEqual(texts('a:${b:c}:d'), ['a', '${b:c}', 'd']);
    assert.deepEqual(texts('a:${b:${c:d}:e}:f'), ['a', '${b:${c:d}:e}', 'f']);
    assert.deepEqual(texts('a:${b:c'), ['a', '${b:c']);
  });

  it('takes a dollar sign or a brace alone for itself', () => {
    assert.deepEqual(texts('a$:b'), ['a$', 'b']);
    assert.deepEqual(texts('a{:b'), ['a{', 'b']);
    assert.deepEqual(texts('a}:${b:c}:d'), ['a}', '${b:c}', 'd']);
    assert.deepEqual(texts('${a}}:b'), ['${a}}', 'b']);
    assert.deepEqual(texts('${a$b{c}:d'), ['${a$b{c}', 'd']);
  });

  it('is what reading it character by character gives', () => {
    const slowly = (text: string): string[] => {
      const found = [''];
      let depth = 0;
      for (const [index, char] of [...text].entries()) {
        if (char === '$' && text[index + 1] === '{') depth++;
        else if (char === '}' && depth > 0) depth--;
        if (char === ':' && depth === 0) found.push('');
        else found.push(`${found.pop()}${char}`);
      }
      return found;
    };
    const text = fc.array(fc.constantFrom('a', ':', ':', '$', '{', '}', '${', '${b}'), { maxLength: 14 });
    holds(
      fc.property(text, (pieces) => assert.deepEqual(texts(pieces.join(''), 99), slowly(pieces.join('')))),
      3000,
    );
  });
});

describe('an ARN covers another', () => {
  const MODEL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1';

  it('field by field', () => {
    assert.ok(coversArn(MODEL, MODEL));
    for (const wide of [
      'arn:*:bedrock:eu-west-1:222233334444:guardrail/g1',
      'arn:aws:bed*:eu-west-1:222233334444:guardrail/g1',
      'arn:aws:bedrock:*:222233334444:guardrail/g1',
      'arn:aws:bedrock:eu-west-1:*:guardrail/g1',
      'arn:aws:bedrock:eu-west-1:222233334444:guardrail/*',
      'arn:aws:bedrock:??-west-1:222233334444:*',
    ]) {
      assert.ok(coversArn(wide, MODEL), wide);
      assert.ok(!coversArn(MODEL, wide), `not ${wide}`);
    }
    for (const other of [
      'arn:aws-cn:bedrock:*:*:*',
      'arn:aws:s3:*:*:*',
      'arn:aws:bedrock:us-*:*:*',
      'arn:aws:bedrock:*:111122223333:*',
      'arn:aws:bedrock:*:*:agent/*',
    ])
      assert.ok(!coversArn(other, MODEL), other);
  });

  it('without reaching over a colon between fields', () => {
    assert.ok(!coversArn('arn:aws:*:eu-west-1::guardrail/g1', 'arn:aws:bedrock:us-east-1:eu-west-1::guardrail/g1'));
  });

  it('as a whole where one of them is no ARN of six fields', () => {
    assert.ok(coversArn('*', MODEL));
    assert.ok(coversArn('arn:aws:bedrock:*', MODEL));
    assert.ok(!coversArn('arn:aws:s3:*', MODEL));
    assert.ok(!coversArn(MODEL, '*'));
    assert.ok(!coversArn(MODEL, 'arn:aws:bedrock:*'));
  });

  it('with variables as values that are not known', () => {
    const user = 'arn:aws:iam::222233334444:user/${aws:username}';
    assert.ok(coversArn('arn:aws:iam::222233334444:user/*', user));
    assert.ok(coversArn(user, user.replace('username', 'UserName')));
    assert.ok(!coversArn(user, 'arn:aws:iam::222233334444:user/ada'));
    assert.ok(!coversArn('user/${aws:username}', 'user/ada'));
  });
});

describe('a template of an ARN', () => {
  it('is a pattern with any text for each placeholder', () => {
    assert.equal(
      templateGlobText('arn:${Partition}:bedrock:${Region}:${Account}:guardrail/${GuardrailId}'),
      'arn:*:bedrock:*:*:guardrail/*',
    );
    assert.equal(templateGlobText('arn:${P}:s3:::${B}/${}'), 'arn:*:s3:::*/*');
  });
});
