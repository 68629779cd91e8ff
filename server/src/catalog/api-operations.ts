/**
 * Names that are written where an action belongs, outside of the table of Bedrock's own operations: API operations whose
 * permission has another name, and the names of other endpoints. By `prefix:name` in lower case → the actions that
 * authorize them. The sources stand above each group.
 */
const OPERATIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    // The bedrock-mantle endpoint has one action for inference. The same APIs at bedrock-runtime need InvokeModel, whose
    // hover says so; here one of the two is offered, since both together may be more than was meant.
    // https://docs.aws.amazon.com/bedrock/latest/userguide/endpoints.html
    'bedrock:chatcompletions': ['bedrock-mantle:CreateInference'],
    'bedrock:createchatcompletion': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:chatcompletions': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:createchatcompletion': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:createresponse': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:createmessage': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:invokemodel': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:invokemodelwithresponsestream': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:converse': ['bedrock-mantle:CreateInference'],
    'bedrock-mantle:conversestream': ['bedrock-mantle:CreateInference'],
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
    's3:listobjects': ['s3:ListBucket'],
    's3:listobjectsv2': ['s3:ListBucket'],
    's3:headbucket': ['s3:ListBucket'],
    's3:listobjectversions': ['s3:ListBucketVersions'],
    's3:listbuckets': ['s3:ListAllMyBuckets'],
    's3:headobject': ['s3:GetObject'],
    's3:selectobjectcontent': ['s3:GetObject'],
    's3:copyobject': ['s3:GetObject', 's3:PutObject'],
    's3:uploadpart': ['s3:PutObject'],
    's3:uploadpartcopy': ['s3:GetObject', 's3:PutObject'],
    's3:createmultipartupload': ['s3:PutObject'],
    's3:completemultipartupload': ['s3:PutObject'],
    's3:listmultipartuploads': ['s3:ListBucketMultipartUploads'],
    's3:listparts': ['s3:ListMultipartUploadParts'],
    's3:deleteobjects': ['s3:DeleteObject'],
    's3:getbucketencryption': ['s3:GetEncryptionConfiguration'],
    's3:putbucketencryption': ['s3:PutEncryptionConfiguration'],
    's3:deletebucketencryption': ['s3:PutEncryptionConfiguration'],
    's3:getbucketlifecycle': ['s3:GetLifecycleConfiguration'],
    's3:getbucketlifecycleconfiguration': ['s3:GetLifecycleConfiguration'],
    's3:putbucketlifecycle': ['s3:PutLifecycleConfiguration'],
    's3:putbucketlifecycleconfiguration': ['s3:PutLifecycleConfiguration'],
    's3:getbucketreplication': ['s3:GetReplicationConfiguration'],
    's3:putbucketreplication': ['s3:PutReplicationConfiguration'],
    's3:getpublicaccessblock': ['s3:GetBucketPublicAccessBlock'],
    's3:putpublicaccessblock': ['s3:PutBucketPublicAccessBlock'],
    's3:getbucketnotificationconfiguration': ['s3:GetBucketNotification'],
    's3:putbucketnotificationconfiguration': ['s3:PutBucketNotification'],
    // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    'lambda:invoke': ['lambda:InvokeFunction'],
    'lambda:invokewithresponsestream': ['lambda:InvokeFunction'],
  }),
);

/** The actions, `prefix:Name`, that authorize what a name means; empty where it is not known. Any case. */
export const actionsOfOperation = (prefix: string, name: string): readonly string[] =>
  OPERATIONS.get(`${prefix}:${name}`.toLowerCase()) ?? [];

/** Names of services that are written for their prefixes. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    agentcore: 'bedrock-agentcore',
    bedrockagentcore: 'bedrock-agentcore',
    mantle: 'bedrock-mantle',
    emr: 'elasticmapreduce',
    elb: 'elasticloadbalancing',
    elbv2: 'elasticloadbalancing',
    'cloudwatch-logs': 'logs',
    cloudwatchlogs: 'logs',
    eventbridge: 'events',
    stepfunctions: 'states',
    'step-functions': 'states',
    sfn: 'states',
    opensearch: 'es',
    elasticsearch: 'es',
    opensearchserverless: 'aoss',
    'opensearch-serverless': 'aoss',
    apigatewayv2: 'apigateway',
    msk: 'kafka',
    documentdb: 'rds',
    'sso-admin': 'sso',
  }),
);

/** The service prefix that a service's other name stands for. Any case. */
export const prefixOfService = (name: string): string | undefined => PREFIXES.get(name.toLowerCase());
