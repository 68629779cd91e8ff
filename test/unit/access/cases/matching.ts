/** Actions, resources and variables. */
import { allow, BEDROCK, deny, type Group, GUIDE, identity, type Row } from './case.ts';

const on = (resource: string) => ({ resource });
const by = (action: string) => ({ action });
const yes = (name: string, asked: Row[1]): Row => [name, asked, 'allowed'];
const no = (name: string, asked: Row[1]): Row => [name, asked, 'denied-implicit'];

const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';

export const MATCHING: readonly Group[] = [
  {
    page: `${GUIDE}reference_policies_elements_action.html`,
    rule: 'prefix and name in any case; * and ? anywhere in the name',
    policies: [identity(allow(['iam:*AccessKey*', 'S3:getobject', 'bedrock:Invoke?odel', 'sqs:*']))],
    asked: { resource: '*' },
    rows: [
      yes('wildcards on both sides', by('iam:ListAccessKeys')),
      yes('nothing in the place of a star', by('iam:AccessKey')),
      yes('a prefix in another case', by('IAM:createaccesskey')),
      yes('a name in another case', by('s3:GetObject')),
      yes('one character for ?', by('bedrock:InvokeModel')),
      no('two characters for ?', by('bedrock:InvokeMModel')),
      no('no character for ?', by('bedrock:Invokeodel')),
      yes('all of a service', by('sqs:SendMessage')),
      no('another service', by('sns:Publish')),
      no('a longer name', by('s3:GetObjectVersion')),
      no('a name that only begins alike', by('iam:ListUsers')),
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_notaction.html`,
    rule: 'NotAction with Allow allows all that it does not list',
    policies: [identity({ Effect: 'Allow', NotAction: ['iam:*', 's3:DeleteBucket'], Resource: '*' })],
    asked: { resource: '*' },
    rows: [
      yes('what is not listed', by('sqs:SendMessage')),
      yes('another action of the same service', by('s3:GetObject')),
      no('what is listed', by('s3:DeleteBucket')),
      no('in another case', by('S3:deletebucket')),
      no('what a pattern of it matches', by('iam:CreateUser')),
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_notaction.html`,
    rule: 'NotAction with Deny denies all that it does not list, and allows nothing by itself',
    policies: [identity(allow('s3:*'), { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' })],
    asked: {},
    rows: [
      yes('what is listed and allowed', by('s3:GetObject')),
      ['what is not listed', by('s3:PutObject'), 'denied-explicit'],
      ['what is neither listed nor allowed', by('sqs:SendMessage'), 'denied-explicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_resource.html`,
    rule: 'a * matches any run of characters, also none and slashes; a ? matches one',
    policies: [identity(allow('s3:GetObject', ['arn:aws:s3:::data/*', 'arn:aws:s3:::logs-20??/day']))],
    asked: {},
    rows: [
      yes('a run', on('arn:aws:s3:::data/report')),
      yes('none', on('arn:aws:s3:::data/')),
      yes('slashes', on('arn:aws:s3:::data/2026/11/report')),
      no('without what stands before the star', on('arn:aws:s3:::data')),
      no('in another case', on('arn:aws:s3:::Data/report')),
      yes('one character each', on('arn:aws:s3:::logs-2026/day')),
      no('too few characters', on('arn:aws:s3:::logs-202/day')),
      no('too many characters', on('arn:aws:s3:::logs-20261/day')),
      yes('only * and ? are special', on('arn:aws:s3:::data/[a]')),
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_resource.html`,
    rule: 'a * that ends a segment may run over the colon; one within a segment stays in it',
    policies: [
      identity(
        allow('logs:*', 'arn:aws:logs:*:log-group:app'),
        allow('sqs:*', 'arn:aws:sqs:us-*-1:111122223333:jobs'),
        allow('bedrock:*', 'arn:aws:bedrock:*:*:guardrail/*'),
      ),
    ],
    asked: {},
    rows: [
      yes('over the colon', {
        action: 'logs:GetLogEvents',
        resource: 'arn:aws:logs:us-east-1:111122223333:log-group:app',
      }),
      no('another end', {
        action: 'logs:GetLogEvents',
        resource: 'arn:aws:logs:us-east-1:111122223333:log-group:other',
      }),
      yes('within the segment', { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:111122223333:jobs' }),
      no('within the segment, and no further', {
        action: 'sqs:SendMessage',
        resource: 'arn:aws:sqs:us-x:y-1:111122223333:jobs',
      }),
      yes('each field', {
        action: 'bedrock:ApplyGuardrail',
        resource: 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/g1',
      }),
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_notresource.html`,
    rule: 'NotResource names all that it does not list',
    policies: [
      identity(allow('s3:*'), {
        Effect: 'Deny',
        Action: 's3:*',
        NotResource: ['arn:aws:s3:::hr', 'arn:aws:s3:::hr/*'],
      }),
    ],
    asked: {},
    rows: [
      yes('what is listed', on('arn:aws:s3:::hr/payroll')),
      yes('the bucket', on('arn:aws:s3:::hr')),
      ['what is not listed', on('arn:aws:s3:::hr2/payroll'), 'denied-explicit'],
      ['actions without resources', { action: 's3:ListAllMyBuckets', resource: '*' }, 'denied-explicit'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    rule: 'an action without resource types is matched by "*" alone',
    policies: [
      identity(
        allow('bedrock:ListAgents', 'arn:aws:bedrock:us-east-1:111122223333:agent/*'),
        allow('bedrock:ListFlows'),
      ),
    ],
    asked: { resource: '*' },
    rows: [no('an ARN', by('bedrock:ListAgents')), yes('"*"', by('bedrock:ListFlows'))],
  },
  {
    page: `${BEDROCK}inference-prereq.html`,
    rule: 'a model belongs to no account, and its id holds colons',
    policies: [
      identity(
        allow('bedrock:InvokeModel*', [
          'arn:aws:bedrock:us-east-1::foundation-model/amazon.*',
          'arn:aws:bedrock:*:111122223333:inference-profile/us.*',
        ]),
      ),
    ],
    asked: { action: 'bedrock:InvokeModel', resource: MODEL },
    rows: [
      yes('the model', {}),
      yes('as a stream', by('bedrock:InvokeModelWithResponseStream')),
      no('another Region', on('arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0')),
      no('another provider', on('arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-8b-instruct-v1:0')),
      yes('a profile', on('arn:aws:bedrock:us-east-2:111122223333:inference-profile/us.amazon.nova-lite-v1:0')),
      no(
        'a profile of another geography',
        on('arn:aws:bedrock:us-east-2:111122223333:inference-profile/eu.amazon.nova-lite-v1:0'),
      ),
      no(
        'a profile in another account',
        on('arn:aws:bedrock:us-east-2:444455556666:inference-profile/us.amazon.nova-lite-v1:0'),
      ),
      no('the operation’s name is no action', by('bedrock:Converse')),
    ],
  },
  {
    page: `${BEDROCK}global-cross-region-inference.html`,
    rule: 'the model of a global profile has no Region, and a pattern has to leave room for that',
    policies: [
      identity(
        allow('bedrock:InvokeModel', [
          'arn:aws:bedrock:::foundation-model/anthropic.*',
          'arn:aws:bedrock:*::foundation-model/amazon.*',
          'arn:aws:bedrock:us-*::foundation-model/meta.*',
        ]),
      ),
    ],
    asked: { action: 'bedrock:InvokeModel' },
    rows: [
      yes('an empty Region', on('arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0')),
      no(
        'a Region where none is written',
        on('arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0'),
      ),
      yes('a star for none', on('arn:aws:bedrock:::foundation-model/amazon.nova-2-lite-v1:0')),
      yes('a star for one', on('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0')),
      no('a prefix for none', on('arn:aws:bedrock:::foundation-model/meta.llama3-8b-instruct-v1:0')),
    ],
  },
  {
    page: `${GUIDE}reference_policies_variables.html`,
    rule: 'a variable stands for the value of the request; without a value the Resource matches nothing',
    policies: [
      identity(
        allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'),
        allow('s3:GetObject', "arn:aws:s3:::team/${aws:PrincipalTag/team, 'none'}/*"),
        allow('s3:PutObject', 'arn:aws:s3:::raw/${*}/${?}${$}'),
      ),
    ],
    asked: { context: { 'aws:username': 'ada' } },
    rows: [
      yes('the value', on('arn:aws:s3:::home/ada/notes')),
      no('another value', on('arn:aws:s3:::home/bob/notes')),
      no('no value', { resource: 'arn:aws:s3:::home/ada/notes', context: { 'aws:username': null } }),
      no('no value, and an empty part', { resource: 'arn:aws:s3:::home//notes', context: { 'aws:username': null } }),
      no('a star in the value is no wildcard', {
        resource: 'arn:aws:s3:::home/ada/notes',
        context: { 'aws:username': '*' },
      }),
      yes('a star in the value is itself', { resource: 'arn:aws:s3:::home/*/notes', context: { 'aws:username': '*' } }),
      yes('a key in any case', {
        resource: 'arn:aws:s3:::home/ada/notes',
        context: { 'aws:username': null, 'AWS:UserName': 'ada' },
      }),
      yes('the default value', on('arn:aws:s3:::team/none/plan')),
      yes('the value before the default', {
        resource: 'arn:aws:s3:::team/ai/plan',
        context: { 'aws:PrincipalTag/team': 'ai' },
      }),
      no('the default beside a value', {
        resource: 'arn:aws:s3:::team/none/plan',
        context: { 'aws:PrincipalTag/team': 'ai' },
      }),
      yes('escapes', { action: 's3:PutObject', resource: 'arn:aws:s3:::raw/*/?$' }),
      no('escapes are no wildcards', { action: 's3:PutObject', resource: 'arn:aws:s3:::raw/x/y$' }),
      ['not known', { resource: 'arn:aws:s3:::home/eve/notes', context: {}, otherKeys: 'unknown' }, 'denied-implicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_variables.html`,
    rule: 'a variable that is not known leaves the answer open',
    policies: [identity(allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'))],
    asked: { otherKeys: 'unknown' },
    rows: [
      ['where it could fit', on('arn:aws:s3:::home/ada/notes'), 'depends', ['aws:username']],
      no('where it cannot', on('arn:aws:s3:::other/ada/notes')),
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_version.html`,
    rule: 'in Version 2008-10-17 a variable is plain text',
    policies: [
      {
        kind: 'identity',
        version: '2008-10-17',
        statements: [allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*')],
      },
    ],
    asked: { context: { 'aws:username': 'ada' } },
    rows: [
      no('the value', on('arn:aws:s3:::home/ada/notes')),
      yes('the text', on('arn:aws:s3:::home/${aws:username}/notes')),
    ],
  },
  {
    page: `${GUIDE}reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`,
    rule: 'an explicit Deny overrides every Allow; without an Allow a request is denied',
    policies: [identity(deny('s3:*', 'arn:aws:s3:::data/secret/*'), allow('s3:GetObject', 'arn:aws:s3:::data/*'))],
    asked: {},
    rows: [
      yes('allowed', on('arn:aws:s3:::data/report')),
      ['denied though allowed', on('arn:aws:s3:::data/secret/key'), 'denied-explicit'],
      [
        'denied and not allowed',
        { action: 's3:PutObject', resource: 'arn:aws:s3:::data/secret/key' },
        'denied-explicit',
      ],
      no('not allowed', by('s3:PutObject')),
      no('elsewhere', on('arn:aws:s3:::other/report')),
    ],
  },
];
