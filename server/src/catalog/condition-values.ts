/** https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html */

import { table } from '../patterns/table.ts';

const DATA_RETENTION = ['none', 'default', 'aws_review', 'provider_data_share', 'inherit'];

/**
 * Values that condition keys take, by key in lower case. The source of each row is the key's own description in the
 * authorization reference of its service, or on the page of global keys:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export const CONDITION_VALUES = table<readonly string[]>({
  'bedrock:bearertokentype': ['SHORT_TERM', 'LONG_TERM'],
  'bedrock-mantle:bearertokentype': ['SHORT_TERM', 'LONG_TERM'],
  'bedrock:servicetier': ['default', 'priority', 'flex', 'reserved'],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_api_keys_for_aws_services.html
  'iam:servicespecificcredentialservicename': [
    'bedrock.amazonaws.com',
    'aws-external-anthropic.amazonaws.com',
    'cloudwatch.amazonaws.com',
    'logs.amazonaws.com',
    'codecommit.amazonaws.com',
    'cassandra.amazonaws.com',
  ],
  'iam:awsservicename': ['network.bedrock-agentcore.amazonaws.com', 'runtime-identity.bedrock-agentcore.amazonaws.com'],
  'bedrock:dataretentionmode': DATA_RETENTION,
  'bedrock-mantle:dataretentionmode': DATA_RETENTION,
  'bedrock-mantle:servicetier': ['default', 'priority', 'flex', 'reserved'],
  'aws:calledvia': [
    'bedrock.amazonaws.com',
    'cloudformation.amazonaws.com',
    'athena.amazonaws.com',
    'dynamodb.amazonaws.com',
    'kms.amazonaws.com',
  ],
  'aws:calledviafirst': ['bedrock.amazonaws.com', 'cloudformation.amazonaws.com'],
  'aws:calledvialast': ['bedrock.amazonaws.com', 'bedrock-mantle.amazonaws.com'],
  'aws:principaltype': ['AssumedRole', 'User', 'FederatedUser', 'Account', 'Anonymous'],
  'aws:federatedprovider': [
    'cognito-identity.amazonaws.com',
    'accounts.google.com',
    'graph.facebook.com',
    'www.amazon.com',
  ],
  'saml:aud': ['https://signin.aws.amazon.com/saml'],
  'token.actions.githubusercontent.com:aud': ['sts.amazonaws.com'],
});

/** Keys (lower case) whose values are service principals. */
export const SERVICE_PRINCIPAL_KEYS: ReadonlySet<string> = new Set([
  'iam:passedtoservice',
  'aws:principalservicename',
  'aws:principalservicenameslist',
]);

/** Keys (lower case) whose values are account ids. */
export const ACCOUNT_KEYS: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:principalaccount',
  'aws:resourceaccount',
  'aws:vpceaccount',
  'kms:calleraccount',
]);
