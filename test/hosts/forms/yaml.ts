/** Forms of YAML. */
import { type Form, yaml } from './form.ts';

export const YAML_FORMS: readonly Form[] = [
  yaml(
    'a CloudFormation role',
    `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  ModelId:
    Type: String
    Default: anthropic.claude-haiku-4-5-20251001-v1:0
Resources:
  AgentRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
        - Effect: Allow
          Principal:
            Service: bedrock.amazonaws.com
          Action: sts:AssumeRole
          Condition:
            StringEquals:
              aws:SourceAccount: !Ref AWS::AccountId
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonBedrockReadOnly
      Policies:
        - PolicyName: invoke # what the agent calls
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Sid: Invoke
                Effect: Allow
                Action:
                  # streaming too
                  - bedrock:InvokeModel
                  - "bedrock:InvokeModelWithResponseStream"
                Resource: !Sub "arn:\${AWS::Partition}:bedrock:\${AWS::Region}::foundation-model/\${ModelId}"
`,
    'trust: sts:AssumeRole',
    'identity: bedrock:InvokeModel bedrock:InvokeModelWithResponseStream',
  ),
  yaml(
    'a statement that is a single mapping, and lists in brackets',
    `
Resources:
  Policy:
    Type: 'AWS::IAM::ManagedPolicy'
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          Effect: Allow
          Action: [bedrock:Retrieve, 'bedrock:RetrieveAndGenerate',
            "bedrock:ListKnowledgeBases"]
          Resource: ['*']
`,
    'identity: bedrock:Retrieve bedrock:RetrieveAndGenerate bedrock:ListKnowledgeBases',
  ),
  yaml(
    'branches of !If and of Fn::If',
    `
Resources:
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: bedrock:GetAgent
            Resource: "*"
          - !If
            - WithGuardrail
            - Effect: Allow
              Action: bedrock:ApplyGuardrail
              Resource: !GetAtt Guardrail.GuardrailArn
            - !Ref AWS::NoValue
          - Fn::If:
              - WithMemory
              - Effect: Allow
                Action: bedrock:GetAgentMemory
                Resource: "*"
              - Effect: Deny
                Action: bedrock:DeleteAgentMemory
                Resource: "*"
`,
    'identity: bedrock:GetAgent ?bedrock:ApplyGuardrail ?bedrock:GetAgentMemory ?bedrock:DeleteAgentMemory',
  ),
  yaml(
    'JSON in block scalars, substituted and not',
    `
Resources:
  ResourcePolicy:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: bedrock
      PolicyDocument: !Sub |
        {
          "Version": "2012-10-17",
          "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "bedrock.amazonaws.com" },
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": "arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:*"
          }]
        }
  Scp:
    Type: AWS::Organizations::Policy
    Properties:
      Type: SERVICE_CONTROL_POLICY
      Content: |
        { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "bedrock:Create*", "Resource": "*" }] }
`,
    'resource: logs:CreateLogStream logs:PutLogEvents',
    'scp: bedrock:Create*',
  ),
  yaml(
    'resource policies and a VPC endpoint',
    `
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root" }
            Action: kms:*
            Resource: "*"
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      ServiceName: !Sub com.amazonaws.\${AWS::Region}.bedrock-runtime
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: bedrock:InvokeModel
            Resource: "*"
`,
    'resource: kms:*',
    'endpoint: bedrock:InvokeModel',
  ),
  yaml(
    'AWS SAM: statements, templates and names',
    `
Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Policies:
        - AmazonS3ReadOnlyAccess
        - DynamoDBCrudPolicy:
            TableName: !Ref Table
        - Statement:
            - Effect: Allow
              Action:
                - bedrock:InvokeModel
              Resource: !Sub 'arn:aws:bedrock:\${AWS::Region}::foundation-model/*'
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: bedrock:InvokeAgent
              Resource: '*'
`,
    'identity: bedrock:InvokeModel',
    'identity: bedrock:InvokeAgent',
  ),
  yaml(
    'the Serverless Framework, new and old',
    `
service: chat
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - bedrock:InvokeModel
          Resource: arn:aws:bedrock:\${aws:region}::foundation-model/*
functions:
  chat:
    handler: chat.handler
    iamRoleStatements:
      - Effect: Allow
        Action: bedrock:Retrieve
        Resource: "*"
resources:
  Resources:
    Policy:
      Type: AWS::IAM::ManagedPolicy
      Properties:
        PolicyDocument:
          Version: "2012-10-17"
          Statement: [{ Effect: Allow, Action: "bedrock:ListAgents", Resource: "*" }]
`,
    'identity: bedrock:InvokeModel',
    'identity: bedrock:Retrieve',
    'identity: bedrock:ListAgents',
  ),
  yaml(
    'a policy alone, and two documents in one file',
    `
Version: "2012-10-17"
Statement:
  - Effect: Allow
    Action: bedrock:ListGuardrails
    Resource: "*"
---
Version: "2012-10-17"
Statement:
  - Effect: Allow
    Action: bedrock:ListFlows
    Resource: "*"
`,
    'identity: bedrock:ListGuardrails',
    'identity: bedrock:ListFlows',
  ),
  yaml(
    'anchors, folded scalars and tabs behind values',
    `
x-actions: &actions
  - bedrock:InvokeModel
Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Description: >-
        What the Statement of this policy
        allows: nothing else
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow\t
            Action: *actions
            Resource: "*"
          - Effect: Allow
            Action: &more
              - bedrock:GetFlow
            Resource: !Join ['', ['arn:', !Ref AWS::Partition, ':bedrock:us-east-1:222233334444:flow/*']]
`,
    'identity: bedrock:InvokeModel bedrock:GetFlow',
  ),
];
