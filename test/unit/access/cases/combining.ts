/** Policies of several kinds together. */
import {
  allow,
  boundary,
  deny,
  endpoint,
  type Group,
  GUIDE,
  identity,
  key,
  ORGANIZATIONS,
  rcp,
  resource,
  scp,
  session,
  to,
  trust,
} from './case.ts';

const LOGIC = `${GUIDE}reference_policies_evaluation-logic_policy-eval-denyallow.html`;
const CROSS = `${GUIDE}reference_policies_evaluation-logic-cross-account.html`;
const ACCOUNT = '111122223333';
const USER = `arn:aws:iam::${ACCOUNT}:user/ada`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/run`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const OTHER = 'arn:aws:iam::444455556666:user/eve';
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/fay`;
const SERVICE_LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/k1`;
const SEND = { action: 'sqs:SendMessage', resource: QUEUE };
const DECRYPT = { action: 'kms:Decrypt', resource: KEY };
const ASSUME = { action: 'sts:AssumeRole', resource: ROLE };
const full = allow('*');
const names = (principal: unknown, action = 'sqs:SendMessage') => to(principal, allow(action));

export const COMBINING: readonly Group[] = [
  {
    page: `${GUIDE}access_policies_boundaries.html`,
    rule: 'a boundary has to allow what the identity policies allow, and grants nothing',
    policies: [identity(allow(['s3:*', 'sqs:*'])), boundary(allow(['s3:*', 'sns:*']), deny('s3:DeleteObject'))],
    asked: { principal: USER },
    rows: [
      ['both', { action: 's3:GetObject' }, 'allowed'],
      ['the identity policy alone', { action: 'sqs:SendMessage', resource: QUEUE }, 'denied-implicit'],
      ['the boundary alone', { action: 'sns:Publish' }, 'denied-implicit'],
      ['the boundary denies', { action: 's3:DeleteObject' }, 'denied-explicit'],
      ['neither', { action: 'ec2:RunInstances' }, 'denied-implicit'],
    ],
  },
  {
    page: `${GUIDE}access_policies.html#policies_session`,
    rule: 'a session policy has to allow too: identity, boundary and session policy meet',
    policies: [
      identity(allow(['s3:*', 'sqs:*', 'sns:*'])),
      boundary(allow(['s3:*', 'sqs:*'])),
      session(allow('s3:GetObject'), deny('s3:PutObject')),
    ],
    asked: { principal: SESSION },
    rows: [
      ['all three', { action: 's3:GetObject' }, 'allowed'],
      ['not the session policy', { action: 's3:ListBucket' }, 'denied-implicit'],
      ['neither boundary nor session policy', { action: 'sns:Publish' }, 'denied-implicit'],
      ['the session policy denies', { action: 's3:PutObject' }, 'denied-explicit'],
    ],
  },
  {
    page: LOGIC,
    rule: 'several identity policies, several session policies: one of each is enough',
    policies: [
      identity(allow('s3:GetObject')),
      identity(allow('s3:PutObject')),
      session(allow('s3:Get*')),
      session(allow('s3:Put*')),
    ],
    asked: { principal: SESSION },
    rows: [
      ['the first of each', { action: 's3:GetObject' }, 'allowed'],
      ['the second of each', { action: 's3:PutObject' }, 'allowed'],
      ['none of the first', { action: 's3:GetObjectAcl' }, 'denied-implicit'],
    ],
  },
  {
    page: `${ORGANIZATIONS}orgs_manage_policies_scps_evaluation.html`,
    rule: 'an Allow is needed at every level, and one policy of a level is enough',
    policies: [
      identity(full),
      scp('root', full),
      scp('unit', allow('s3:*')),
      scp('unit', allow('sqs:*')),
      scp('account', full),
      scp('account', deny('s3:DeleteBucket')),
    ],
    asked: { principal: USER },
    rows: [
      ['the first policy of a level', { action: 's3:GetObject' }, 'allowed'],
      ['the second policy of a level', { action: 'sqs:SendMessage', resource: QUEUE }, 'allowed'],
      ['not at one level', { action: 'ec2:RunInstances' }, 'denied-implicit'],
      ['a Deny at one level', { action: 's3:DeleteBucket' }, 'denied-explicit'],
      ['the root user too', { action: 'ec2:RunInstances', principal: ROOT }, 'denied-implicit'],
      ['the root user, allowed', { action: 's3:GetObject', principal: ROOT }, 'allowed'],
      ['a service-linked role is not bound', { action: 'ec2:RunInstances', principal: SERVICE_LINKED }, 'allowed'],
    ],
  },
  {
    page: `${ORGANIZATIONS}orgs_manage_policies_scps.html`,
    rule: 'an SCP grants nothing',
    policies: [scp('root', full)],
    asked: { principal: USER },
    rows: [['no identity policy', {}, 'denied-implicit']],
  },
  {
    page: `${ORGANIZATIONS}orgs_manage_policies_scps_evaluation.html`,
    rule: 'a level of denials alone allows nothing: FullAWSAccess was taken away',
    policies: [identity(full), scp('root', deny('iam:*'))],
    asked: { principal: USER },
    rows: [
      ['what is not denied', {}, 'denied-implicit'],
      ['what is denied', { action: 'iam:CreateUser' }, 'denied-explicit'],
    ],
  },
  {
    page: `${ORGANIZATIONS}orgs_manage_policies_rcps.html`,
    rule: 'an RCP denies everybody on the resources of some services, and allows nothing away',
    policies: [
      identity(full),
      rcp(
        to('*', deny('s3:*', '*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } })),
        to('*', deny('kms:*')),
        to('*', deny('bedrock:*')),
      ),
    ],
    asked: { principal: USER, context: { 'aws:PrincipalOrgID': 'o-1' } },
    rows: [
      ['within the organization', {}, 'allowed'],
      ['from outside', { context: { 'aws:PrincipalOrgID': 'o-2' } }, 'denied-explicit'],
      ['the root user', { principal: ROOT, context: { 'aws:PrincipalOrgID': null } }, 'denied-explicit'],
      ['a service-linked role', { principal: SERVICE_LINKED, context: { 'aws:PrincipalOrgID': null } }, 'allowed'],
      ['a service that RCPs do not know', { action: 'bedrock:ListAgents', resource: '*' }, 'allowed'],
      ['retiring a grant', { action: 'kms:RetireGrant', resource: KEY }, 'allowed'],
      ['KMS otherwise', { action: 'kms:DescribeKey', resource: KEY }, 'denied-explicit'],
    ],
  },
  {
    page: LOGIC,
    rule: 'a resource’s policy that names a user or a session grants whatever is left unsaid elsewhere',
    policies: [
      identity(allow('s3:*')),
      boundary(allow('s3:*')),
      session(allow('s3:*')),
      resource(names({ AWS: [USER, SESSION, FEDERATED] })),
    ],
    asked: SEND,
    rows: [
      ['the user', { principal: USER }, 'allowed'],
      ['the session', { principal: SESSION }, 'allowed'],
      ['the federated user', { principal: FEDERATED }, 'allowed'],
      ['another user', { principal: `arn:aws:iam::${ACCOUNT}:user/bob` }, 'denied-implicit'],
      ['another session of the role', { principal: `${SESSION}2` }, 'denied-implicit'],
      ['the name in another case', { principal: `arn:aws:iam::${ACCOUNT}:user/Ada` }, 'denied-implicit'],
    ],
  },
  {
    page: LOGIC,
    rule: 'a resource’s policy that names a role grants within boundary and session policy',
    policies: [boundary(allow('s3:*')), resource(names({ AWS: ROLE }))],
    asked: { ...SEND, principal: SESSION },
    rows: [
      ['outside of the boundary', {}, 'denied-implicit'],
      ['the role itself', { principal: ROLE }, 'denied-implicit'],
    ],
  },
  {
    page: LOGIC,
    rule: 'a resource’s policy that names a role is enough without an identity policy',
    policies: [resource(names({ AWS: ROLE }))],
    asked: SEND,
    rows: [
      ['a session of the role', { principal: SESSION }, 'allowed'],
      ['the role', { principal: ROLE }, 'allowed'],
      ['another role', { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/app2/run` }, 'denied-implicit'],
      ['a user of the same name', { principal: `arn:aws:iam::${ACCOUNT}:user/app` }, 'denied-implicit'],
      [
        'the same role of another account',
        { principal: 'arn:aws:sts::444455556666:assumed-role/app/run' },
        'denied-implicit',
      ],
    ],
  },
  {
    page: LOGIC,
    rule: 'a Deny anywhere overrules a resource’s policy that grants directly',
    policies: [identity(deny('sqs:SendMessage')), resource(names({ AWS: USER }))],
    asked: SEND,
    rows: [['the user', { principal: USER }, 'denied-explicit']],
  },
  {
    page: LOGIC,
    rule: 'an identity policy is enough where the resource’s policy says nothing, and a Deny there overrules it',
    policies: [identity(allow('sqs:*')), resource(to('*', deny('sqs:DeleteQueue')))],
    asked: { ...SEND, principal: USER },
    rows: [
      ['nothing said', {}, 'allowed'],
      ['denied', { action: 'sqs:DeleteQueue' }, 'denied-explicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_principal.html`,
    rule: 'a role that aws:PrincipalArn names under "Principal": "*" is not limited by boundary and session policy',
    policies: [
      boundary(allow('s3:*')),
      session(allow('s3:*')),
      resource({
        Effect: 'Allow',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } },
      }),
    ],
    asked: SEND,
    rows: [
      ['the role', { principal: SESSION, context: { 'aws:PrincipalArn': ROLE } }, 'allowed'],
      [
        'another role',
        {
          principal: `arn:aws:sts::${ACCOUNT}:assumed-role/other/run`,
          context: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/other` },
        },
        'denied-implicit',
      ],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_principal.html`,
    rule: '"*" names everybody; within the account no other permission is required, from others there is',
    policies: [resource(names('*'))],
    asked: SEND,
    rows: [
      ['a user of the account', { principal: USER }, 'allowed'],
      ['a role of the account', { principal: SESSION }, 'allowed'],
      ['a user of another account, without a policy there', { principal: OTHER }, 'denied-implicit'],
      ['nobody in particular', { principal: '*' }, 'allowed'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_principal.html`,
    rule: 'the account’s number and its root ARN mean the same: they delegate to the account',
    policies: [
      identity(allow('sqs:SendMessage')),
      resource(names({ AWS: ACCOUNT }), names({ AWS: ROOT }, 'sqs:ReceiveMessage')),
    ],
    asked: { ...SEND, principal: USER },
    rows: [
      ['with an identity policy', {}, 'allowed'],
      ['the root user', { action: 'sqs:ReceiveMessage', principal: ROOT }, 'allowed'],
      // Of other services than KMS and IAM AWS's pages do not decide whether that is enough.
      ['without an identity policy', { action: 'sqs:ReceiveMessage' }, 'depends'],
    ],
  },
  {
    page: CROSS,
    rule: 'across accounts both sides have to allow',
    policies: [
      identity(allow('sqs:SendMessage')),
      boundary(allow('sqs:*')),
      resource(names({ AWS: '444455556666' }), names({ AWS: OTHER }, 'sqs:ReceiveMessage')),
    ],
    asked: { ...SEND, principal: OTHER },
    rows: [
      ['both', {}, 'allowed'],
      ['the resource’s policy alone', { action: 'sqs:ReceiveMessage' }, 'denied-implicit'],
      ['somebody else', { principal: 'arn:aws:iam::777788889999:user/zoe' }, 'denied-implicit'],
    ],
  },
  {
    page: CROSS,
    rule: 'across accounts an identity policy alone is not enough, nor is one within another boundary',
    policies: [identity(allow('sqs:*')), boundary(allow('s3:*')), resource(names({ AWS: OTHER }))],
    asked: { ...SEND, principal: OTHER },
    rows: [
      ['outside of the boundary', {}, 'denied-implicit'],
      ['not named', { action: 'sqs:DeleteQueue' }, 'denied-implicit'],
    ],
  },
  {
    page: CROSS,
    rule: 'without a policy of the resource nobody from another account has access',
    policies: [identity(allow('sqs:*'))],
    asked: SEND,
    rows: [
      ['another account', { principal: OTHER }, 'denied-implicit'],
      ['the same account', { principal: USER }, 'allowed'],
      [
        'the account of the resource, where its ARN has none',
        {
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::data/x',
          principal: USER,
          context: { 'aws:ResourceAccount': '444455556666' },
        },
        'denied-implicit',
      ],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    rule: 'a trust policy has to allow in the same account too; a user or role that it names needs no other policy',
    policies: [trust(to({ AWS: USER }, { Effect: 'Allow', Action: 'sts:AssumeRole' }))],
    asked: ASSUME,
    rows: [
      ['the user', { principal: USER }, 'allowed'],
      ['another user', { principal: `arn:aws:iam::${ACCOUNT}:user/bob` }, 'denied-implicit'],
      ['tags are another action', { action: 'sts:TagSession', principal: USER }, 'denied-implicit'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    rule: 'a trust policy that names the account delegates to its identity policies',
    policies: [
      identity(allow('sts:AssumeRole', ROLE)),
      trust(to({ AWS: ROOT }, { Effect: 'Allow', Action: 'sts:AssumeRole' })),
    ],
    asked: ASSUME,
    rows: [
      ['with an identity policy', { principal: USER }, 'allowed'],
      ['from another account', { principal: OTHER }, 'denied-implicit'],
      ['the root user cannot assume roles', { principal: ROOT }, 'denied-implicit'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    rule: 'an identity policy alone assumes no role',
    policies: [
      identity(allow('sts:AssumeRole')),
      trust(to({ Service: 'bedrock.amazonaws.com' }, { Effect: 'Allow', Action: 'sts:AssumeRole' })),
    ],
    asked: ASSUME,
    rows: [
      ['a user', { principal: USER }, 'denied-implicit'],
      ['the service', { principal: 'bedrock.amazonaws.com' }, 'allowed'],
      ['another service', { principal: 'lambda.amazonaws.com' }, 'denied-implicit'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    rule: 'a trust policy that names an account is not enough without an identity policy',
    policies: [trust(to({ AWS: ROOT }, { Effect: 'Allow', Action: 'sts:AssumeRole' }))],
    asked: ASSUME,
    rows: [['a user', { principal: USER }, 'denied-implicit']],
  },
  {
    page: `${GUIDE}confused-deputy.html`,
    rule: 'a service assumes a role only for the account and the resource that the conditions name',
    policies: [
      trust({
        Effect: 'Allow',
        Principal: { Service: 'bedrock.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': `arn:aws:bedrock:us-east-1:${ACCOUNT}:agent/*` },
        },
      }),
    ],
    asked: {
      ...ASSUME,
      principal: 'bedrock.amazonaws.com',
      context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': `arn:aws:bedrock:us-east-1:${ACCOUNT}:agent/A1` },
    },
    rows: [
      ['its own', {}, 'allowed'],
      ['another account', { context: { 'aws:SourceAccount': '444455556666' } }, 'denied-implicit'],
      [
        'another kind of resource',
        { context: { 'aws:SourceArn': `arn:aws:bedrock:us-east-1:${ACCOUNT}:knowledge-base/K1` } },
        'denied-implicit',
      ],
      ['without the keys', { context: { 'aws:SourceAccount': null, 'aws:SourceArn': null } }, 'denied-implicit'],
    ],
  },
  {
    page: `${GUIDE}id_roles_create_for-idp_oidc.html`,
    rule: 'an identity provider assumes a role by the trust policy alone',
    policies: [
      trust({
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
          StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:*' },
        },
      }),
    ],
    asked: {
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: ROLE,
      principal: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
      context: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:ref:refs/heads/main',
      },
    },
    rows: [
      ['the repository', {}, 'allowed'],
      [
        'another repository',
        { context: { 'token.actions.githubusercontent.com:sub': 'repo:octo-org/other:ref:refs/heads/main' } },
        'denied-implicit',
      ],
      ['another provider', { principal: `arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com` }, 'denied-implicit'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
    rule: 'a key’s policy with the account’s statement lets identity policies allow',
    policies: [identity(allow('kms:Decrypt')), key(to({ AWS: ROOT }, allow('kms:*')))],
    asked: DECRYPT,
    rows: [
      ['with an identity policy', { principal: USER }, 'allowed'],
      ['without one', { action: 'kms:Encrypt', principal: USER }, 'denied-implicit'],
      ['the root user', { action: 'kms:Encrypt', principal: ROOT }, 'allowed'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
    rule: 'without the account’s statement identity policies have no effect, but for a Deny',
    policies: [
      identity(allow('kms:*'), deny('kms:Encrypt')),
      key(to({ AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:user/bob`] }, allow(['kms:Decrypt', 'kms:Encrypt']))),
    ],
    asked: DECRYPT,
    rows: [
      ['a user that is not named', { principal: USER }, 'denied-implicit'],
      ['the role that is named', { principal: SESSION }, 'allowed'],
      ['a Deny of the identity policy', { action: 'kms:Encrypt', principal: SESSION }, 'denied-explicit'],
      ['the root user', { principal: ROOT }, 'denied-implicit'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
    rule: 'a key of another account: its policy and an identity policy have to allow',
    policies: [
      identity(allow('kms:Decrypt', KEY)),
      key(to({ AWS: 'arn:aws:iam::444455556666:root' }, allow(['kms:Decrypt', 'kms:DescribeKey']))),
    ],
    asked: { ...DECRYPT, principal: OTHER },
    rows: [
      ['both', {}, 'allowed'],
      ['the key’s policy alone', { action: 'kms:DescribeKey' }, 'denied-implicit'],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    rule: 'through an endpoint its policy has to allow too, and grants nothing',
    policies: [
      identity(allow(['bedrock:InvokeModel', 'bedrock:ListAgents'])),
      endpoint(to('*', allow(['bedrock:InvokeModel', 'bedrock:ListFlows']))),
    ],
    asked: { principal: USER, resource: '*' },
    rows: [
      ['both', { action: 'bedrock:InvokeModel' }, 'allowed'],
      ['not the endpoint', { action: 'bedrock:ListAgents' }, 'denied-implicit'],
      ['the endpoint alone', { action: 'bedrock:ListFlows' }, 'denied-implicit'],
    ],
  },
  {
    page: LOGIC,
    rule: 'of a federated user without a session policy the page says both that it is allowed and that it is denied',
    policies: [identity(allow('s3:*'))],
    asked: { principal: FEDERATED },
    rows: [
      ['what its user may', {}, 'depends'],
      ['what its user may not', { action: 'sqs:SendMessage', resource: QUEUE }, 'denied-implicit'],
    ],
  },
  {
    page: `${GUIDE}id_root-user.html`,
    rule: 'the root user is allowed without a policy, and held by a Deny of a resource’s policy',
    policies: [resource(to('*', deny('s3:DeleteBucket')))],
    asked: { principal: ROOT, resource: 'arn:aws:s3:::data' },
    rows: [
      ['whatever', { action: 's3:GetBucketPolicy' }, 'allowed'],
      ['a Deny', { action: 's3:DeleteBucket' }, 'denied-explicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_notprincipal.html`,
    rule: 'NotPrincipal with Deny spares a user that it names with the account, and a session with role and account',
    policies: [
      identity(allow('s3:*')),
      resource({ Effect: 'Deny', NotPrincipal: { AWS: [USER, ROLE, SESSION, ROOT] }, Action: 's3:*', Resource: '*' }),
    ],
    asked: {},
    rows: [
      ['the user', { principal: USER }, 'allowed'],
      ['the session', { principal: SESSION }, 'allowed'],
      ['another user of the account', { principal: `arn:aws:iam::${ACCOUNT}:user/bob` }, 'denied-explicit'],
      ['another session of the role', { principal: `${SESSION}2` }, 'denied-explicit'],
      ['another account', { principal: OTHER }, 'denied-explicit'],
      ['a service', { principal: 'cloudtrail.amazonaws.com' }, 'denied-explicit'],
    ],
  },
  {
    page: `${GUIDE}reference_policies_elements_notprincipal.html`,
    rule: 'NotPrincipal with Deny always denies a principal with a boundary',
    policies: [
      identity(allow('s3:*')),
      boundary(allow('s3:*')),
      resource({ Effect: 'Deny', NotPrincipal: { AWS: [USER, ROOT] }, Action: 's3:*', Resource: '*' }),
    ],
    asked: {},
    rows: [['the user that it names', { principal: USER }, 'denied-explicit']],
  },
  {
    page: `${GUIDE}reference_policies_elements_principal.html`,
    rule: 'services are named by their principals, and AWS says whose they are',
    policies: [
      resource(
        {
          Effect: 'Allow',
          Principal: { Service: ['sns.amazonaws.com', 's3.amazonaws.com'] },
          Action: 'sqs:SendMessage',
          Resource: '*',
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::data' } },
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: '*',
          Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        },
      ),
    ],
    asked: { ...SEND, context: { 'aws:SourceArn': 'arn:aws:s3:::data' } },
    rows: [
      ['a service of the list', { principal: 's3.amazonaws.com' }, 'allowed'],
      ['another service', { principal: 'events.amazonaws.com' }, 'denied-implicit'],
      [
        'for another bucket',
        { principal: 's3.amazonaws.com', context: { 'aws:SourceArn': 'arn:aws:s3:::other' } },
        'denied-implicit',
      ],
      ['a user', { principal: USER }, 'denied-explicit'],
    ],
  },
];
