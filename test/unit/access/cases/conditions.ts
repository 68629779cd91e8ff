/** Condition operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
import type { Verdict } from '../../../../server/src/access/request.ts';
import { allow, BEDROCK, type Conditions, deny, type Group, GUIDE, identity, type Row } from './case.ts';

const OPERATORS = `${GUIDE}reference_policies_elements_condition_operators.html`;
const SEVERAL = `${GUIDE}reference_policies_condition-single-vs-multi-valued-context-keys.html`;

type Value = string | readonly string[] | null;

/** One key under one condition: the values that meet it, and those that do not. */
function under(
  page: string,
  rule: string,
  key: string,
  condition: Conditions,
  met: readonly Value[],
  missed: readonly Value[],
): Group {
  const row = (value: Value, verdict: Verdict): Row => [
    `${key} = ${value === null ? 'absent' : JSON.stringify(value)}`,
    { context: { [key]: value } },
    verdict,
  ];
  return {
    page,
    rule,
    policies: [identity(allow('s3:GetObject', '*', condition))],
    asked: {},
    rows: [...met.map((value) => row(value, 'allowed')), ...missed.map((value) => row(value, 'denied-implicit'))],
  };
}

const TEAM = 'aws:PrincipalTag/team';
const IP = 'aws:SourceIp';
const TAGS = 'aws:TagKeys';
const TIME = 'aws:CurrentTime';
const AGE = 'aws:MultiFactorAuthAge';
const MFA = 'aws:MultiFactorAuthPresent';
const ARN = 'aws:PrincipalArn';

export const CONDITIONS: readonly Group[] = [
  under(
    OPERATORS,
    'StringEquals is exact, and its case counts',
    TEAM,
    { StringEquals: { [TEAM]: ['ai', 'ml*'] } },
    ['ai', 'ml*'],
    ['AI', 'mlx', 'a', '', null],
  ),
  under(
    OPERATORS,
    'StringNotEquals holds for every other value, and without the key',
    TEAM,
    { StringNotEquals: { [TEAM]: ['ai', 'ml'] } },
    ['AI', 'x', null],
    ['ai', 'ml'],
  ),
  under(
    OPERATORS,
    'StringEqualsIgnoreCase',
    TEAM,
    { StringEqualsIgnoreCase: { [TEAM]: 'Ai' } },
    ['ai', 'AI', 'Ai'],
    ['a', null],
  ),
  under(
    OPERATORS,
    'StringNotEqualsIgnoreCase',
    TEAM,
    { StringNotEqualsIgnoreCase: { [TEAM]: 'Ai' } },
    ['x', null],
    ['ai', 'AI'],
  ),
  under(
    OPERATORS,
    'StringLike has wildcards, and colons are plain',
    TEAM,
    { StringLike: { [TEAM]: ['a?', 'b*:c'] } },
    ['ai', 'b:c', 'bx:y:c'],
    ['a', 'aii', 'Ai', 'bc', null],
  ),
  under(OPERATORS, 'StringNotLike', TEAM, { StringNotLike: { [TEAM]: ['a*', 'b*'] } }, ['c', 'A', null], ['a', 'bc']),
  under(
    OPERATORS,
    'NumericEquals compares numbers',
    AGE,
    { NumericEquals: { [AGE]: '10' } },
    ['10', '10.0'],
    ['11', 'x', null],
  ),
  under(OPERATORS, 'NumericNotEquals', AGE, { NumericNotEquals: { [AGE]: '10' } }, ['11', null], ['10', '10.0']),
  under(
    OPERATORS,
    'NumericLessThan',
    AGE,
    { NumericLessThan: { [AGE]: '3600' } },
    ['0', '3599'],
    ['3600', '3601', null],
  ),
  under(
    OPERATORS,
    'NumericLessThanEquals',
    AGE,
    { NumericLessThanEquals: { [AGE]: '3600' } },
    ['3600'],
    ['3600.5', null],
  ),
  under(OPERATORS, 'NumericGreaterThan', AGE, { NumericGreaterThan: { [AGE]: '10' } }, ['11'], ['10', '9', null]),
  under(
    OPERATORS,
    'NumericGreaterThanEquals',
    AGE,
    { NumericGreaterThanEquals: { [AGE]: '10' } },
    ['10', '11'],
    ['9.99', null],
  ),
  under(
    OPERATORS,
    'DateLessThan reads W3C dates with zones, and seconds since 1970',
    TIME,
    { DateLessThan: { [TIME]: '2026-07-01T00:00:00Z' } },
    ['2026-06-30T23:59:59Z', '2026-07-01T01:00:00+02:00', '1782863999'],
    ['2026-07-01T00:00:00Z', '2026-06-30T23:30:00-01:00', '1782864001'],
  ),
  under(
    OPERATORS,
    'DateGreaterThan',
    TIME,
    { DateGreaterThan: { [TIME]: '2026-07-01T00:00:00Z' } },
    ['2026-07-01T00:00:01Z'],
    ['2026-07-01T00:00:00Z', null],
  ),
  under(
    OPERATORS,
    'DateEquals',
    TIME,
    { DateEquals: { [TIME]: '2026-07-01T00:00:00Z' } },
    ['2026-07-01T00:00:00Z', '2026-07-01T02:00:00+02:00'],
    ['2026-07-01T00:00:01Z', null],
  ),
  under(
    OPERATORS,
    'DateNotEquals',
    TIME,
    { DateNotEquals: { [TIME]: '2026-07-01T00:00:00Z' } },
    ['2026-07-02T00:00:00Z', null],
    ['2026-07-01T00:00:00Z'],
  ),
  under(OPERATORS, 'Bool', MFA, { Bool: { [MFA]: 'true' } }, ['true'], ['false', null]),
  under(
    OPERATORS,
    'Bool asks for false: the key has to be there',
    MFA,
    { Bool: { [MFA]: 'false' } },
    ['false'],
    ['true', null],
  ),
  under(OPERATORS, 'BoolIfExists', MFA, { BoolIfExists: { [MFA]: 'false' } }, ['false', null], ['true']),
  under(
    OPERATORS,
    'BinaryEquals compares bytes',
    'aws:X',
    { BinaryEquals: { 'aws:X': 'QmluYXJ5' } },
    ['QmluYXJ5'],
    ['QmluYXJ6', null],
  ),
  under(
    OPERATORS,
    'IpAddress takes ranges; an address alone is itself; the versions of IP do not meet',
    IP,
    { IpAddress: { [IP]: ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'] } },
    ['203.0.113.1', '203.0.113.255', '198.51.100.7', '2001:db8:1::1'],
    ['203.0.114.1', '198.51.100.8', '2001:db9::1', '::cb00:7101', null],
  ),
  under(
    OPERATORS,
    'NotIpAddress',
    IP,
    { NotIpAddress: { [IP]: ['203.0.113.0/24', '10.0.0.0/8'] } },
    ['198.51.100.7', '2001:db8::1', null],
    ['203.0.113.1', '10.9.9.9'],
  ),
  under(
    OPERATORS,
    'IpAddress of everything',
    IP,
    { IpAddress: { [IP]: '0.0.0.0/0' } },
    ['203.0.113.1'],
    ['2001:db8::1', null],
  ),
  under(
    OPERATORS,
    'ArnLike compares field by field',
    ARN,
    { ArnLike: { [ARN]: 'arn:aws:iam::111122223333:role/*' } },
    ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/path/app'],
    ['arn:aws:iam::444455556666:role/app', 'arn:aws:iam::111122223333:user/app', null],
  ),
  under(
    OPERATORS,
    'ArnEquals behaves as ArnLike',
    ARN,
    { ArnEquals: { [ARN]: 'arn:aws:iam::*:role/app' } },
    ['arn:aws:iam::111122223333:role/app'],
    ['arn:aws:iam::111122223333:role/other', null],
  ),
  under(
    OPERATORS,
    'ArnNotLike',
    ARN,
    { ArnNotLike: { [ARN]: 'arn:aws:iam::111122223333:role/admin*' } },
    ['arn:aws:iam::111122223333:role/app', null],
    ['arn:aws:iam::111122223333:role/admin', 'arn:aws:iam::111122223333:role/admin2'],
  ),
  under(
    OPERATORS,
    'ArnNotEquals',
    ARN,
    { ArnNotEquals: { [ARN]: 'arn:aws:iam::111122223333:role/admin' } },
    ['arn:aws:iam::111122223333:role/app', null],
    ['arn:aws:iam::111122223333:role/admin'],
  ),
  under(
    OPERATORS,
    'a star of ArnLike stays in its field',
    'aws:SourceArn',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:topic' } },
    ['arn:aws:sns:us-east-1:111122223333:topic'],
    ['arn:aws:sns:us-east-1:444455556666:x:111122223333:topic', null],
  ),
  under(OPERATORS, 'Null true: the key is absent', TEAM, { Null: { [TEAM]: 'true' } }, [null], ['ai', ['a', 'b']]),
  under(OPERATORS, 'Null false: the key is present', TEAM, { Null: { [TEAM]: 'false' } }, ['ai'], [null]),
  under(
    OPERATORS,
    'IfExists holds without the key',
    TEAM,
    { StringEqualsIfExists: { [TEAM]: 'ai' } },
    ['ai', null],
    ['ml'],
  ),
  under(OPERATORS, 'IfExists with StringLike', TEAM, { StringLikeIfExists: { [TEAM]: 'a*' } }, ['ai', null], ['ml']),
  under(
    OPERATORS,
    'IfExists with a negated operator',
    TEAM,
    { StringNotEqualsIfExists: { [TEAM]: 'ai' } },
    ['ml', null],
    ['ai'],
  ),
  under(
    OPERATORS,
    'IfExists with IpAddress',
    IP,
    { IpAddressIfExists: { [IP]: '203.0.113.0/24' } },
    ['203.0.113.1', null],
    ['198.51.100.7'],
  ),
  under(OPERATORS, 'IfExists with numbers', AGE, { NumericLessThanIfExists: { [AGE]: '10' } }, ['9', null], ['10']),
  under(
    OPERATORS,
    'IfExists with ARNs',
    ARN,
    { ArnLikeIfExists: { [ARN]: 'arn:aws:iam::111122223333:role/a' } },
    ['arn:aws:iam::111122223333:role/a', null],
    ['arn:aws:iam::111122223333:role/b'],
  ),
  under(
    SEVERAL,
    'ForAllValues: every value of the request is listed; without the key it holds',
    TAGS,
    { 'ForAllValues:StringEquals': { [TAGS]: ['team', 'env'] } },
    [['team'], ['team', 'env'], null, []],
    [['team', 'x'], ['x']],
  ),
  under(
    SEVERAL,
    'ForAnyValue: one value of the request is listed; without the key it does not hold',
    TAGS,
    { 'ForAnyValue:StringEquals': { [TAGS]: ['team', 'env'] } },
    [['team'], ['team', 'x']],
    [['x'], null],
  ),
  under(
    SEVERAL,
    'ForAllValues with a negated operator: none is listed',
    TAGS,
    { 'ForAllValues:StringNotEquals': { [TAGS]: ['team', 'env'] } },
    [['x'], ['x', 'y'], null],
    [['team', 'x'], ['env']],
  ),
  under(
    SEVERAL,
    'ForAnyValue with a negated operator: one is not listed',
    TAGS,
    { 'ForAnyValue:StringNotEquals': { [TAGS]: ['team', 'env'] } },
    [['x'], ['team', 'x']],
    [['team'], ['team', 'env'], null],
  ),
  under(
    SEVERAL,
    'ForAllValues with patterns',
    TAGS,
    { 'ForAllValues:StringLike': { [TAGS]: ['team*'] } },
    [['team', 'team2'], null],
    [['team', 'x']],
  ),
  under(
    SEVERAL,
    'ForAnyValue with patterns',
    'aws:PrincipalOrgPaths',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-1/r-1/ou-1/*'] } },
    [['o-1/r-1/ou-1/ou-2/']],
    [['o-1/r-1/'], null],
  ),
  {
    page: `${GUIDE}reference_policies_condition-logic-multiple-context-keys-or-values.html`,
    rule: 'values are joined by "or", keys and operators by "and"',
    policies: [
      identity(
        allow('s3:GetObject', '*', {
          StringEquals: { [TEAM]: ['ai', 'ml'], 'aws:PrincipalTag/env': 'prod' },
          Bool: { [MFA]: 'true' },
        }),
      ),
    ],
    asked: { context: { [TEAM]: 'ai', 'aws:PrincipalTag/env': 'prod', [MFA]: 'true' } },
    rows: [
      ['all', {}, 'allowed'],
      ['the other value', { context: { [TEAM]: 'ml' } }, 'allowed'],
      ['not one key', { context: { 'aws:PrincipalTag/env': 'test' } }, 'denied-implicit'],
      ['not the other operator', { context: { [MFA]: 'false' } }, 'denied-implicit'],
      ['none', { context: { [TEAM]: null, 'aws:PrincipalTag/env': null, [MFA]: null } }, 'denied-implicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_condition-logic-multiple-context-keys-or-values.html`,
    rule: 'the values of a negated operator are joined by "nor"',
    policies: [
      identity(
        allow('s3:GetObject'),
        deny('s3:GetObject', '*', { StringNotEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } }),
      ),
    ],
    asked: {},
    rows: [
      ['one of them', { context: { 'aws:SourceVpc': 'vpc-2' } }, 'allowed'],
      ['another', { context: { 'aws:SourceVpc': 'vpc-3' } }, 'denied-explicit'],
      ['no key', {}, 'denied-explicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_condition.html`,
    rule: 'names of keys compare in any case, names of tags among them',
    policies: [identity(allow('s3:GetObject', '*', { StringEquals: { 'aws:PrincipalTag/Team': 'ai' } }))],
    asked: {},
    rows: [
      ['lower case', { context: { 'aws:principaltag/team': 'ai' } }, 'allowed'],
      ['upper case', { context: { 'AWS:PRINCIPALTAG/TEAM': 'ai' } }, 'allowed'],
      ['another tag', { context: { 'aws:PrincipalTag/Teams': 'ai' } }, 'denied-implicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_variables.html`,
    rule: 'variables in values: a value is inserted as text; without one a positive operator does not hold, a negated one does',
    policies: [
      identity(
        allow('s3:GetObject', '*', { StringEquals: { 's3:ExistingObjectTag/owner': '${aws:username}' } }),
        allow('s3:PutObject', '*', { StringNotEquals: { 's3:ExistingObjectTag/owner': '${aws:username}' } }),
        allow('s3:ListBucket', '*', { StringLike: { 's3:prefix': ['home/${aws:username}/*'] } }),
        allow('s3:DeleteObject', '*', {
          ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/${aws:username}' },
        }),
      ),
    ],
    asked: { context: { 'aws:username': 'ada' } },
    rows: [
      ['the value', { context: { 's3:ExistingObjectTag/owner': 'ada' } }, 'allowed'],
      ['another', { context: { 's3:ExistingObjectTag/owner': 'bob' } }, 'denied-implicit'],
      ['none', { context: { 's3:ExistingObjectTag/owner': 'ada', 'aws:username': null } }, 'denied-implicit'],
      [
        'negated, the value',
        { action: 's3:PutObject', context: { 's3:ExistingObjectTag/owner': 'ada' } },
        'denied-implicit',
      ],
      ['negated, another', { action: 's3:PutObject', context: { 's3:ExistingObjectTag/owner': 'bob' } }, 'allowed'],
      [
        'negated, none',
        { action: 's3:PutObject', context: { 's3:ExistingObjectTag/owner': 'ada', 'aws:username': null } },
        'allowed',
      ],
      ['in a pattern', { action: 's3:ListBucket', context: { 's3:prefix': 'home/ada/x' } }, 'allowed'],
      [
        'a star in the value',
        { action: 's3:ListBucket', context: { 's3:prefix': 'home/bob/x', 'aws:username': '*' } },
        'denied-implicit',
      ],
      [
        'in an ARN',
        { action: 's3:DeleteObject', context: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/ada' } },
        'allowed',
      ],
      [
        'in an ARN, another',
        { action: 's3:DeleteObject', context: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/bob' } },
        'denied-implicit',
      ],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_condition_operators.html`,
    rule: 'a key of which nothing is known leaves the answer open, and says which key',
    policies: [
      identity(
        allow('s3:GetObject', '*', { StringEquals: { [TEAM]: 'ai' }, Bool: { [MFA]: 'true' } }),
        allow('s3:PutObject', '*', { StringEquals: { [TEAM]: 'ai' } }),
        allow('s3:PutObject', '*', { StringNotEquals: { [TEAM]: 'ai' } }),
        allow('s3:DeleteObject', '*', { StringEquals: { [TEAM]: 'ai' } }),
        deny('s3:DeleteObject', '*', { Null: { [TEAM]: 'false' } }),
        allow('s3:ListBucket'),
        deny('s3:ListBucket', '*', { StringEquals: { [TEAM]: 'x' } }),
        deny('s3:ListBucket', '*', { StringNotEquals: { [TEAM]: 'x' } }),
      ),
    ],
    asked: { otherKeys: 'unknown' },
    rows: [
      ['both keys', {}, 'depends', [MFA, TEAM]],
      ['one is known', { context: { [TEAM]: 'ai' } }, 'depends', [MFA]],
      ['one is known, and decides', { context: { [TEAM]: 'ml' } }, 'denied-implicit', []],
      ['both are known', { context: { [TEAM]: 'ai', [MFA]: 'true' } }, 'allowed', []],
      ['allowed whatever the key', { action: 's3:PutObject' }, 'allowed', []],
      ['never allowed, whatever the key', { action: 's3:DeleteObject' }, 'denied-implicit', []],
      ['denied whatever the key', { action: 's3:ListBucket' }, 'denied-explicit', []],
      ['absent is known', { context: { [MFA]: null } }, 'denied-implicit', []],
    ],
  },
  {
    page: `${BEDROCK}guardrails-permissions-id.html`,
    rule: 'inference only with a guardrail: the Deny also holds for a call without one',
    policies: [
      identity(
        allow('bedrock:InvokeModel', '*', {
          StringEquals: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1:1' },
        }),
        deny('bedrock:InvokeModel', '*', {
          StringNotEquals: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1:1' },
        }),
      ),
    ],
    asked: {
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    },
    rows: [
      [
        'its version',
        { context: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1:1' } },
        'allowed',
      ],
      [
        'another version',
        { context: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1:2' } },
        'denied-explicit',
      ],
      [
        'the draft',
        { context: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1' } },
        'denied-explicit',
      ],
      ['none', {}, 'denied-explicit'],
    ],
  },
  {
    page: `${BEDROCK}guardrails-permissions-id.html`,
    rule: 'the sixth field of an ARN keeps its colons: `:*` is any numbered version, `*` any',
    policies: [
      identity(
        allow('bedrock:InvokeModel', '*', {
          ArnLike: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1:*' },
        }),
        allow('bedrock:InvokeModelWithResponseStream', '*', {
          ArnLike: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1*' },
        }),
      ),
    ],
    asked: {
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    },
    rows: [
      [
        'a version',
        { context: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1:3' } },
        'allowed',
      ],
      [
        'the draft',
        { context: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1' } },
        'denied-implicit',
      ],
      [
        'the draft, any',
        {
          action: 'bedrock:InvokeModelWithResponseStream',
          context: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1' },
        },
        'allowed',
      ],
      [
        'a version, any',
        {
          action: 'bedrock:InvokeModelWithResponseStream',
          context: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:111122223333:guardrail/g1:3' },
        },
        'allowed',
      ],
    ],
  },
  {
    page: `${BEDROCK}geographic-cross-region-inference.html`,
    rule: 'a model through one profile only: the key is on the model’s request',
    policies: [
      identity(
        allow('bedrock:InvokeModel', 'arn:aws:bedrock:*::foundation-model/*', {
          ArnLike: {
            'bedrock:InferenceProfileArn':
              'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0',
          },
        }),
      ),
    ],
    asked: {
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0',
    },
    rows: [
      [
        'through it',
        {
          context: {
            'bedrock:InferenceProfileArn':
              'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0',
          },
        },
        'allowed',
      ],
      [
        'through another',
        {
          context: {
            'bedrock:InferenceProfileArn':
              'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-pro-v1:0',
          },
        },
        'denied-implicit',
      ],
      ['by itself', {}, 'denied-implicit'],
    ],
  },
  {
    page: `${BEDROCK}global-cross-region-inference.html`,
    rule: 'the request of a global profile has "unspecified" for its Region',
    policies: [
      identity(
        allow('bedrock:InvokeModel'),
        deny('bedrock:*', '*', { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] } }),
      ),
    ],
    asked: {
      action: 'bedrock:InvokeModel',
      resource: 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0',
    },
    rows: [
      ['a Region that is listed', { context: { 'aws:RequestedRegion': 'us-west-2' } }, 'allowed'],
      ['unspecified', { context: { 'aws:RequestedRegion': 'unspecified' } }, 'denied-explicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_examples_aws_mfa-dates.html`,
    rule: 'dates and MFA together',
    policies: [
      identity(
        allow('s3:*', '*', {
          DateGreaterThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2026-12-31T23:59:59Z' },
          Bool: { [MFA]: true },
        }),
      ),
    ],
    asked: { context: { 'aws:CurrentTime': '2026-11-26T12:00:00Z', [MFA]: 'true' } },
    rows: [
      ['within', {}, 'allowed'],
      ['before', { context: { 'aws:CurrentTime': '2026-06-30T12:00:00Z' } }, 'denied-implicit'],
      ['after', { context: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }, 'denied-implicit'],
      ['without MFA', { context: { [MFA]: null } }, 'denied-implicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_examples_aws_deny-requested-region.html`,
    rule: 'a Deny outside of Regions spares the actions that it leaves out',
    policies: [
      identity(allow('*'), {
        Effect: 'Deny',
        NotAction: ['iam:*', 'cloudfront:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
      }),
    ],
    asked: { resource: '*', context: { 'aws:RequestedRegion': 'us-east-1' } },
    rows: [
      ['left out', { action: 'iam:CreateUser' }, 'allowed'],
      ['elsewhere', { action: 'ec2:RunInstances' }, 'denied-explicit'],
      ['within', { action: 'ec2:RunInstances', context: { 'aws:RequestedRegion': 'eu-west-1' } }, 'allowed'],
    ],
  },
  {
    page: `${GUIDE}id_roles_use_passrole.html`,
    rule: 'a role is passed to one service',
    policies: [
      identity(
        allow('iam:PassRole', 'arn:aws:iam::111122223333:role/agents/*', {
          StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' },
        }),
      ),
    ],
    asked: {
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::111122223333:role/agents/support',
      context: { 'iam:PassedToService': 'bedrock.amazonaws.com' },
    },
    rows: [
      ['to it', {}, 'allowed'],
      ['to another', { context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }, 'denied-implicit'],
      ['another role', { resource: 'arn:aws:iam::111122223333:role/admin' }, 'denied-implicit'],
    ],
  },
];
