/** Questions about one statement: its actions, conditions, principals and partition. */
import assert from 'node:assert/strict';
import { jsonWriter } from '../../../server/src/hosts/json/writer.ts';
import { isAlwaysPossible, keyOfAction } from '../../../server/src/iam/action-keys.ts';
import { actionNames, matchedActions, matchesAction, serviceOf } from '../../../server/src/iam/actions.ts';
import {
  hasAction,
  isAllow,
  isDeny,
  isInference,
  isUnlimited,
  mayAllow,
  valuesNaming,
} from '../../../server/src/iam/allowed.ts';
import { arnValues, colonAfter, fieldSpan, isLiteral, isVariable, resourceArns } from '../../../server/src/iam/arns.ts';
import { bedrockArns } from '../../../server/src/iam/bedrock-arns.ts';
import {
  conditions,
  hasCondition,
  isProviderKey,
  literals,
  removeCondition,
  withoutEscapes,
} from '../../../server/src/iam/conditions.ts';
import { limitsService } from '../../../server/src/iam/delegated-service.ts';
import { patternOperator, withBase, withoutQualifier } from '../../../server/src/iam/operators.ts';
import { partitionOf } from '../../../server/src/iam/partition.ts';
import { principalElements, principalLists, principalsOf } from '../../../server/src/iam/principals.ts';
import { holdsVariable, writesVariables } from '../../../server/src/iam/variables.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { parseOperator } from '../../../server/src/policy/operators.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { withStatement } from '../../policies.ts';

const policyOf = (text: string) => readDocument(withStatement(text)).policies[0] ?? assert.fail(text);
const read = (text: string) => policyOf(text).statements[0] ?? assert.fail(text);
const under = (condition: string) => read(`{ "Effect": "Allow", "Condition": { ${condition} } }`);
const operator = (text: string) => parseOperator(text) ?? assert.fail(text);

describe('the actions of a statement', () => {
  const { action } = read('{ "Action": ["bedrock:InvokeModel", "*", "x", "bedrock-runtime:Converse", "s3:"] }');

  it('are those with a prefix', () => {
    assert.deepEqual(
      actionNames(action).map(({ prefix, name }) => [prefix, name]),
      [
        ['bedrock', 'InvokeModel'],
        ['bedrock-runtime', 'Converse'],
        ['s3', ''],
      ],
    );
    assert.deepEqual(actionNames(undefined), []);
  });

  it('belong to the service of their prefix, or of their SDK client', () => {
    assert.deepEqual(
      actionNames(action).map((name) => serviceOf(name, catalog)?.prefix),
      ['bedrock', 'bedrock', 's3'],
    );
    const [unknown] = actionNames(read('{ "Action": "nosuch:X" }').action);
    assert.ok(unknown);
    assert.equal(serviceOf(unknown, catalog), undefined);
    assert.deepEqual(matchedActions(unknown, catalog), []);
  });

  it('match the actions of the catalog, an API operation those that authorize it', () => {
    const matched = (text: string) =>
      actionNames(read(`{ "Action": "${text}" }`).action).flatMap((name) =>
        matchedActions(name, catalog).map((each) => each.name),
      );
    assert.deepEqual(matched('bedrock:InvokeModel*'), ['InvokeModel', 'InvokeModelWithResponseStream']);
    assert.deepEqual(matched('bedrock:Converse'), ['InvokeModel']);
    assert.deepEqual(matched('bedrock-runtime:Converse'), ['InvokeModel']);
    assert.deepEqual(matched('s3:Converse'), []);
    assert.deepEqual(matched('bedrock:Nope'), []);
  });

  it('match by pattern in any case', () => {
    assert.ok(matchesAction('BEDROCK:Invoke*', 'bedrock:invokemodel'));
    assert.ok(matchesAction('bedrock:InvokeModel', 'bedrock:invokemodel'));
    assert.ok(!matchesAction('bedrock:Invoke', 'bedrock:invokemodel'));
    assert.ok(!matchesAction('s3:*', 'bedrock:invokemodel'));
  });
});

describe('what a statement allows', () => {
  it('follows from its effect and its actions', () => {
    const all = read('{ "Effect": "Allow", "Action": "bedrock:*" }');
    assert.ok(isAllow(all) && !isDeny(all) && isInference(all));
    const none = read('{ "Effect": "Deny", "Action": "bedrock:Get*" }');
    assert.ok(!isAllow(none) && isDeny(none) && !isInference(none));
    assert.ok(isInference(read('{ "Action": "bedrock:InvokeModelWithResponseStream" }')));
    assert.ok(!hasAction(read('{ "Action": { "Ref": "A" } }'), 'bedrock:InvokeModel'), 'perhaps is not for certain');
  });

  it('may be added by a template', () => {
    const may = (text: string) => mayAllow(policyOf(text), 'bedrock:InvokeModel');
    assert.ok(may('{ "Effect": "Allow", "Action": "bedrock:*" }'));
    assert.ok(may('{ "Effect": "Allow", "Action": { "Ref": "A" } }'));
    assert.ok(may('{ "Effect": "Deny", "Action": "*" }, { "Fn::If": [] }'));
    assert.ok(!may('{ "Effect": "Deny", "Action": "bedrock:*" }'));
    assert.ok(!may('{ "Effect": "Allow", "Action": "s3:*" }'));
  });

  it('has no limits with Resource "*" and no condition', () => {
    assert.ok(isUnlimited(read('{ "Resource": ["x", "**"] }')));
    assert.ok(!isUnlimited(read('{ "Resource": "*", "Condition": {} }')));
    assert.ok(!isUnlimited(read('{ "Resource": "*x" }')));
    assert.ok(!isUnlimited(read('{ "NotResource": "*" }')));
  });

  it('is named by values that are not wider than a service', () => {
    const named = (list: string) =>
      valuesNaming(read(`{ "Action": ${list} }`), 'bedrock:InvokeModel').map(({ text }) => text);
    assert.deepEqual(
      named('["*", "bedrock:*", "bedrock:", "bedrock", "bedrock:Invoke*", "bedrock:invokemodel", "s3:x"]'),
      ['bedrock:Invoke*', 'bedrock:invokemodel'],
    );
  });
});

describe('the ARNs of a statement', () => {
  const text = withStatement(
    '{ "Resource": ["*", "x", { "Ref": "R" }, "arn:aws:bedrock:us-east-1::foundation-model/a"], "NotResource": "arn:aws:s3:::b" }',
  );
  const [statement] = readDocument(text).policies[0]?.statements ?? [];
  assert.ok(statement);

  it('are the complete ones of Resource and NotResource, with the list that they are in', () => {
    assert.deepEqual(
      resourceArns(statement).map(({ arn, list }) => [arn.service.text, list.name.text]),
      [
        ['bedrock', 'Resource'],
        ['s3', 'NotResource'],
      ],
    );
    assert.deepEqual(arnValues(undefined), []);
    assert.deepEqual(
      bedrockArns(statement, catalog).map(({ type }) => type?.name),
      ['foundation-model'],
    );
  });

  it('have a place for each field, and for the colon of an empty one', () => {
    const [model] = resourceArns(statement);
    assert.ok(model);
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    assert.equal(at(fieldSpan(model, model.arn.region)), 'us-east-1');
    assert.equal(at(colonAfter(model, model.arn.account)), ':');
    assert.equal(colonAfter(model, model.arn.account).start, fieldSpan(model, model.arn.account).end);
  });

  it('have literal fields without wildcards and variables', () => {
    assert.ok(isLiteral('us-east-1') && isLiteral(''));
    assert.ok(!isLiteral('us-*') && !isLiteral('us-?') && !isLiteral('${aws:username}'));
    assert.ok(isVariable('a${x}') && !isVariable('a$x'));
  });

  it('of Bedrock have the type of their first word', () => {
    const typeOf = (resource: string) =>
      bedrockArns(read(`{ "Resource": "arn:aws:bedrock:us-east-1:1:${resource}" }`), catalog).map(
        ({ type }) => type?.name,
      );
    assert.deepEqual(typeOf('guardrail/g'), ['guardrail']);
    assert.deepEqual(typeOf('nosuch/g'), [undefined]);
  });

  it('name the partition', () => {
    const partition = (elements: string) => partitionOf(read(`{ ${elements} }`));
    assert.equal(partition('"Resource": "*"'), 'aws');
    assert.equal(partition('"Resource": ["*", "arn:aws-cn:s3:::b"]'), 'aws-cn');
    assert.equal(partition('"NotResource": "arn:aws-us-gov:s3:::b"'), 'aws-us-gov');
    assert.equal(partition('"Principal": { "AWS": "arn:aws-cn:iam::1:root" }'), 'aws-cn');
    assert.equal(partition('"Condition": { "ArnLike": { "k": "arn:aws-cn:iam::1:root" } }'), 'aws-cn');
    assert.equal(partition('"Resource": "arn:*:s3:::b"'), 'aws');
  });
});

describe('the conditions of a statement', () => {
  it('have the meaning of their operators, and keys in lower case', () => {
    assert.deepEqual(
      conditions(under('"StringLike": { "aws:A": "x", "B": "y" }, "Odd": { "C": "z" }')).map(({ meaning, name }) => [
        meaning?.base,
        name,
      ]),
      [
        ['StringLike', 'aws:a'],
        ['StringLike', 'b'],
        [undefined, 'c'],
      ],
    );
    assert.deepEqual(conditions(read('{}')), []);
  });

  it('are found by their keys', () => {
    const statement = under('"StringLike": { "aws:A": "x" }');
    assert.ok(hasCondition(statement, 'aws:b', 'aws:a'));
    assert.ok(!hasCondition(statement, 'aws:b'));
  });

  it('have values that are not filled in by a template', () => {
    const [entry] = conditions(under('"StringLike": { "a": ["x", 1, true, null, ["y"], { "Ref": "P" }] }'));
    assert.ok(entry);
    assert.deepEqual(
      literals(entry).map(({ text }) => text),
      ['x', '1', 'true'],
    );
  });

  it('are removed with what they alone stand in', () => {
    const removed = (condition: string, index = 0) => {
      const text = withStatement(`{ "Effect": "Allow", "Condition": { ${condition} } }`);
      const [statement] = readDocument(text).policies[0]?.statements ?? [];
      assert.ok(statement);
      const entry = conditions(statement)[index] ?? assert.fail(condition);
      const after = applyEdits(text, removeCondition(jsonWriter(text), statement, entry));
      return (JSON.parse(after) as { Statement: [{ Condition?: unknown }] }).Statement[0].Condition;
    };
    assert.deepEqual(removed('"Bool": { "a": "x", "b": "y" }'), { Bool: { b: 'y' } });
    assert.deepEqual(removed('"Bool": { "a": "x" }, "Null": { "b": "true" }'), { Null: { b: 'true' } });
    assert.equal(removed('"Bool": { "a": "x" }'), undefined);
    const [elsewhere] = conditions(under('"Bool": { "a": "x" }'));
    assert.ok(elsewhere);
    assert.deepEqual(removeCondition(jsonWriter(''), read('{}'), elsewhere), []);
    assert.deepEqual(removeCondition(jsonWriter(''), under('"Bool": { "a": "x" }'), elsewhere), []);
  });

  it('may be on keys of identity providers', () => {
    for (const name of ['token.actions.githubusercontent.com:sub', 'saml:aud', 'a/b:sub'])
      assert.ok(isProviderKey(name, catalog), name);
    for (const name of ['aws:username', 'bedrock:x', 'x']) assert.ok(!isProviderKey(name, catalog), name);
  });

  it('limit the services that a role is passed to', () => {
    const limits = (condition: string) =>
      conditions(under(condition)).some((each) => limitsService(each, 'iam:PassedToService'));
    assert.ok(limits('"StringEquals": { "iam:passedtoservice": "bedrock.amazonaws.com" }'));
    assert.ok(limits('"StringLike": { "iam:PassedToService": "bedrock*" }'));
    assert.ok(limits('"StringEquals": { "iam:PassedToService": "*" }'), 'a plain character here');
    for (const condition of [
      '"StringLike": { "iam:PassedToService": "*" }',
      '"StringLike": { "iam:PassedToService": ["bedrock.amazonaws.com", "?*"] }',
      '"StringNotEquals": { "iam:PassedToService": "x" }',
      '"StringEqualsIfExists": { "iam:PassedToService": "x" }',
      '"ForAllValues:StringEquals": { "iam:PassedToService": "x" }',
      '"Null": { "iam:PassedToService": "false" }',
      '"Odd": { "iam:PassedToService": "x" }',
      '"StringEquals": { "iam:PassedToService": [] }',
      '"StringEquals": { "aws:PrincipalTag/x": "x" }',
    ])
      assert.ok(!limits(condition), condition);
  });

  it('have operators in other forms', () => {
    assert.equal(withBase(operator('ForAnyValue:StringEqualsIfExists'), 'ArnLike'), 'ForAnyValue:ArnLikeIfExists');
    assert.equal(withBase(operator('StringEquals'), 'ArnLike'), 'ArnLike');
    assert.equal(withoutQualifier(operator('ForAnyValue:StringEqualsIfExists')), 'StringEqualsIfExists');
    assert.equal(patternOperator(operator('StringEquals'), 'ARN'), 'ArnLike');
    assert.equal(patternOperator(operator('StringNotEquals'), 'ArrayOfARN'), 'ArnNotLike');
    assert.equal(patternOperator(operator('ForAllValues:StringNotEquals'), 'String'), 'ForAllValues:StringNotLike');
    assert.equal(patternOperator(operator('StringEquals'), undefined), 'StringLike');
  });

  it('and resources may hold variables', () => {
    assert.ok(holdsVariable('a${aws:username}') && !holdsVariable('${*}${?}${$}') && !holdsVariable('$x'));
    assert.equal(withoutEscapes('a${*}b${aws:x}c*'), 'abc*');
    assert.ok(writesVariables(policyOf('{ "Resource": "${aws:username}" }')));
    assert.ok(!writesVariables(policyOf('{ "Resource": "x" }')));
  });
});

describe('the condition keys of an action', () => {
  const invoke = catalog.service('bedrock')?.action('InvokeModel') ?? assert.fail('no InvokeModel');

  it('are its own and those of its resource types', () => {
    assert.equal(keyOfAction(invoke, 'BEDROCK:guardrailidentifier')?.name, 'bedrock:GuardrailIdentifier');
    assert.equal(keyOfAction(invoke, 'aws:ResourceTag/team')?.name, 'aws:ResourceTag/${TagKey}');
    assert.equal(keyOfAction(invoke, 's3:prefix'), undefined);
  });

  it('may come with the credentials of the caller', () => {
    for (const name of ['ec2:sourceinstancearn', 'sts:externalid', 'aws-marketplace:productid'])
      assert.ok(isAlwaysPossible(name), name);
    for (const name of ['bedrock:guardrailidentifier', 'ec2:vpc', '']) assert.ok(!isAlwaysPossible(name), name);
  });
});

describe('the principals of a statement', () => {
  const statement = read(
    '{ "Principal": { "AWS": ["1", "2"], "Service": "s" }, "NotPrincipal": { "AWS": "3", "Federated": { "Ref": "P" } } }',
  );

  it('are those of both elements, by type', () => {
    assert.equal(principalElements(statement).length, 2);
    assert.equal(principalElements(read('{ "Principal": "*" }')).length, 1);
    assert.deepEqual(principalElements(read('{}')), []);
    assert.deepEqual(
      principalsOf(statement, 'AWS').map(({ text }) => text),
      ['1', '2', '3'],
    );
    assert.deepEqual(principalsOf(statement, 'Federated'), []);
    assert.equal(principalLists(statement, 'Federated').length, 1);
    assert.deepEqual(principalLists(statement, 'CanonicalUser'), []);
  });
});
