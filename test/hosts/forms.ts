/** The forms in which policies are written in real files, each with the policies that must be found in it. */

export interface Form {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Of each policy: its kind, and its actions as they are read; a statement that a template may leave out has a `?`. */
  readonly policies: readonly string[];
}

const yaml = (name: string, text: string, ...policies: readonly string[]): Form => ({
  name,
  path: 'template.yaml',
  text: text.replace(/^\n/, ''),
  policies,
});

const terraform = (name: string, text: string, ...policies: readonly string[]): Form => ({
  name,
  path: 'main.tf',
  text: text.replace(/^\n/, ''),
  policies,
});

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

export const TERRAFORM_FORMS: readonly Form[] = [
  terraform(
    'jsonencode in a role and its policies',
    `
resource "aws_iam_role" "lambda" {
  name = "content"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Action = "sts:AssumeRole"
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
      },
    ]
  })

  inline_policy {
    name = "x"
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["bedrock:ListAgents"], Resource = "*" }]
    })
  }
}

resource "aws_iam_role_policy" "bedrock" {
  role   = aws_iam_role.lambda.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      { "Effect" : "Allow", "Action" : "bedrock:InvokeModel", "Resource" : "arn:aws:bedrock:\${var.region}::foundation-model/*" }
    ]
  })
}
`,
    'trust: sts:AssumeRole',
    'identity: bedrock:ListAgents',
    'identity: bedrock:InvokeModel',
  ),
  terraform(
    'objects without jsonencode: locals, variables and module inputs',
    `
locals {
  policy = {
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["bedrock:Retrieve"]
      Resource = local.knowledge_base_arn
    }]
  }
}

variable "policy" {
  default = {
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Action = "bedrock:*", Resource = "*" }]
  }
}

module "role" {
  source = "./role"
  policies = {
    invoke = { Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "bedrock:InvokeFlow", Resource = "*" }] }
  }
}
`,
    'identity: bedrock:Retrieve',
    'identity: bedrock:*',
    'identity: bedrock:InvokeFlow',
  ),
  terraform(
    'heredocs, indented and not',
    `
resource "aws_iam_policy" "one" {
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "bedrock:GetPrompt", "Resource": "arn:aws:bedrock:\${var.region}:\${local.account}:prompt/*" }
  ]
}
EOF
}

resource "aws_s3_bucket_policy" "two" {
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": "\${aws_iam_role.app.arn}" },
        "Action": "s3:GetObject", "Resource": \${jsonencode(local.resources)}
      }]
    }
  POLICY
}
`,
    'identity: bedrock:GetPrompt',
    'resource: s3:GetObject',
  ),
  terraform(
    'aws_iam_policy_document, and the kinds by who uses it',
    `
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["bedrock.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "allow" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]

  statement {
    sid       = "Invoke"
    effect    = "Allow"
    actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = ["arn:\${local.partition}:bedrock:*::foundation-model/anthropic.*"] # all of them
  }

  dynamic "statement" {
    for_each = var.with_agents ? [1] : []
    content {
      actions   = ["bedrock:InvokeAgent"]
      resources = [statement.value]
    }
  }
}

data "aws_iam_policy_document" "scp" {
  statement {
    effect    = "Deny"
    actions   = ["bedrock:Delete*"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "app" {
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = aws_iam_policy.boundary.arn
}

resource "aws_iam_policy" "app" {
  count  = 1
  policy = data.aws_iam_policy_document.allow[0].json
}

resource "aws_organizations_policy" "scp" {
  type    = "SERVICE_CONTROL_POLICY"
  content = data.aws_iam_policy_document.scp.minified_json
}

resource "aws_iam_policy" "boundary" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "bedrock:*", Resource = "*" }] })
}
`,
    'trust: sts:AssumeRole',
    'identity: bedrock:InvokeModel bedrock:InvokeModelWithResponseStream ?bedrock:InvokeAgent',
    'scp: bedrock:Delete*',
    'boundary: bedrock:*',
  ),
  terraform(
    'statements that are put together',
    `
resource "aws_iam_policy" "joined" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Effect   = "Allow"
          Action   = concat(["bedrock:ListAgents"], var.more_actions)
          Resource = "*"
        },
      ],
      var.guardrail != null ? [
        { Effect = "Allow", Action = ["bedrock:ApplyGuardrail"], Resource = [var.guardrail] }
      ] : [],
      [for name in var.names : { Effect = "Allow", Action = "bedrock:\${name}", Resource = "*" }],
      local.statements,
    )
  })
}

resource "aws_iam_policy" "chosen" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = flatten([
      [{ Effect = "Allow", Action = "bedrock:GetFlow", Resource = "*" }],
      [{ Effect = "Allow", Action = var.write ? "bedrock:UpdateFlow" : "bedrock:ListFlows", Resource = "*" }],
    ])
  })
}
`,
    'identity: bedrock:ListAgents ?bedrock:ApplyGuardrail',
    'identity: bedrock:GetFlow bedrock:UpdateFlow bedrock:ListFlows',
  ),
  terraform(
    'what modules write',
    `
data "aws_iam_policy_document" "logs" {
  count = local.create_role && var.attach_logs ? 1 : 0

  statement {
    effect = "Allow"

    actions = compact([
      !var.use_existing_group ? "logs:CreateLogGroup" : "",
      "logs:CreateLogStream",
    ])

    resources = flatten([for _, v in ["%v:*", "%v:*:*"] : format(v, local.log_group_arn)])
  }

  dynamic "statement" {
    for_each = var.policy_statements

    content {
      sid     = lookup(statement.value, "sid", replace(statement.key, "/[^0-9A-Za-z]*/", ""))
      effect  = lookup(statement.value, "effect", null)
      actions = lookup(statement.value, "actions", null)

      dynamic "principals" {
        for_each = lookup(statement.value, "principals", [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
    }
  }
}
`,
    'identity: logs:CreateLogGroup logs:CreateLogStream ?',
  ),
];

/** What only looks alike: nothing is found, and nothing is said. */
export const NEITHER: readonly Form[] = [
  yaml(
    'an AWS WAF rule',
    `
Resources:
  Acl:
    Type: AWS::WAFv2::WebACL
    Properties:
      Rules:
        - Name: CommonRules
          Priority: 1
          OverrideAction: { None: {} }
          Statement:
            ManagedRuleGroupStatement:
              VendorName: AWS
              Name: AWSManagedRulesCommonRuleSet
        - Name: Rate
          Action: { Block: {} }
          Statement:
            RateBasedStatement: { Limit: 1000, AggregateKeyType: IP }
`,
  ),
  yaml(
    'a Kubernetes manifest',
    `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: require-labels }
spec:
  rules:
    - name: check
      match: { resources: { kinds: [Pod] } }
      validate: { message: "statement", pattern: { metadata: { labels: { app: "?*" } } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["get"]
`,
  ),
  yaml(
    'a GitHub workflow',
    `
name: policies
on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          aws iam create-policy --policy-document '{ "Version": "2012-10-17", "Statement": [] }'
          echo "statements: \${{ github.sha }}"
`,
  ),
  yaml(
    'an OpenAPI file',
    `
openapi: 3.0.1
info: { title: Statements, version: "2012-10-17" }
paths:
  /statements:
    get:
      responses: { "200": { description: Statement } }
components:
  schemas:
    Statement:
      type: object
      properties:
        Effect: { type: string, enum: [Allow, Deny] }
        Action: { type: string }
        Resource: { type: string }
`,
  ),
  yaml(
    'an Ansible playbook',
    `
- hosts: all
  tasks:
    - name: apply policies
      when: statement is defined
      template: { src: policy.json.j2, dest: "{{ path }}/policy.json" }
    - debug: msg="{{ lookup('template', 'Statement') }}"
`,
  ),
  terraform(
    'an AWS WAF rule in Terraform',
    `
resource "aws_wafv2_web_acl" "acl" {
  rule {
    name = "common"
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
  }
  rule {
    statement {
      and_statement {
        statement { geo_match_statement { country_codes = ["DE"] } }
      }
    }
  }
}

variable "policies" { type = list(object({ Effect = string, Action = list(string) })) }
`,
  ),
];
