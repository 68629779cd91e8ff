/** What a person types: task by task the keys, and the document that must come of them, to the letter. */

export interface Task {
  readonly name: string;
  readonly file: string;
  /** The document before, with `¦` for the cursor. */
  readonly start?: string;
  /** What is pasted at the cursor before. */
  readonly pasted?: string;
  /**
   * The keys: characters as they are, ⏎ for Enter, ⇥ for Tab to the next place, ↓ and ⎋ for the arrow and Escape, and ⟦label⟧ for Tab
   * on a list whose first suggestion is to be this one. ⟨label⟩ only waits for the list.
   */
  readonly keys: string;
  readonly result: string;
  /** The most keys that it may take. */
  readonly most?: number;
}

/** The keys of a script, by their names, and the suggestions that are accepted. */
export function readKeys(script: string): { readonly keys: readonly string[]; readonly wanted: readonly string[] } {
  const NAMES: Readonly<Record<string, string>> = {
    '⏎': 'Enter',
    '⇥': 'Tab',
    '↓': 'ArrowDown',
    '⎋': 'Escape',
    '⇲': 'End',
    '⤓': 'Control+End',
    '↑': 'ArrowUp',
  };
  const pieces = script.match(/⟦[^⟧]*⟧|⟨[^⟩]*⟩|[\s\S]/gu) ?? [];
  return {
    keys: pieces.flatMap((piece) =>
      piece.startsWith('⟦') ? ['list', 'Tab'] : piece.startsWith('⟨') ? ['list'] : [NAMES[piece] ?? piece],
    ),
    wanted: pieces.filter((piece) => /^[⟦⟨]/.test(piece)).map((piece) => piece.slice(1, -1)),
  };
}

const CLAUDE = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

const TEMPLATE = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: invoke
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - ¦
`;

export const TASKS: readonly Task[] = [
  {
    name: 'Sonnet through its EU profile, guardrail required',
    file: 'eu-sonnet.policy.json',
    most: 90,
    keys: 'pol⟦policy⟧⟦Allow⟧inf⟦inference, streaming included⟧⇥eusonnet⟦eu.anthropic.claude-sonnet-5 + model ARNs⟧⇥222233334444⇥⇥⏎con⟦Condition⟧guard⟦bedrock:GuardrailIdentifier⟧⟦guardrail/GuardrailId⟧ab12cd34ef56',
    result: `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
            "Resource": [
                "arn:aws:bedrock:eu-central-1:222233334444:inference-profile/eu.anthropic.claude-sonnet-5",
                "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-5"
            ],
            "Condition": { "ArnLike": { "bedrock:GuardrailIdentifier": "arn:aws:bedrock:eu-central-1:222233334444:guardrail/ab12cd34ef56" } }
        }
    ]
}`,
  },
  {
    name: 'Sonnet 4.5 by its full id',
    file: 'full-id.policy.json',
    start: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": ["bedrock:InvokeModel"],
    "Resource": ["arn:aws:bedrock:eu-central-1:222233334444:inference-profile/¦"]
  }
}
`,
    keys: `eu.anthropic.claude-sonnet-4-5⟦eu.${CLAUDE} + model ARNs⟧`,
    result: `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": ["bedrock:InvokeModel"],
    "Resource": [
      "arn:aws:bedrock:eu-central-1:222233334444:inference-profile/eu.${CLAUDE}",
      "arn:aws:bedrock:*::foundation-model/${CLAUDE}"
    ]
  }
}
`,
  },
  {
    name: 'an agent with a knowledge base',
    file: 'agent.policy.json',
    keys: 'pol⟦policy⟧⟦Allow⟧invokeag⟦bedrock:InvokeAgent⟧⇥agent-al⟦agent-alias⟧eu-central-1⇥222233334444⇥AGENT12345⇥ALIAS12345⇥⇥↓⇲,⏎state⟦statement⟧⟦Allow⟧retr⟦bedrock:Retrieve⟧⇥know⟦knowledge-base⟧KB12345678',
    result: `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["bedrock:InvokeAgent"],
            "Resource": ["arn:aws:bedrock:eu-central-1:222233334444:agent-alias/AGENT12345/ALIAS12345"]
        },
        {
            "Effect": "Allow",
            "Action": ["bedrock:Retrieve"],
            "Resource": ["arn:aws:bedrock:eu-central-1:222233334444:knowledge-base/KB12345678"]
        }
    ]
}`,
  },
  {
    name: 'a trust policy',
    file: 'agent-trust.json',
    keys: 'tru⟦trust policy⟧⇥⏎con⟦Condition⟧sourceacc⟦aws:SourceAccount⟧222233334444',
    result: `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": { "Service": "bedrock.amazonaws.com" },
            "Action": "sts:AssumeRole",
            "Condition": { "StringEquals": { "aws:SourceAccount": "222233334444" } }
        }
    ]
}`,
  },
  {
    name: 'a service control policy',
    file: 'regions.scp.json',
    keys: 'ser⟦service control policy⟧⟨Allow⟩↓⇥bedr⟦bedrock⟧*⇥*⇥⏎con⟦Condition⟧reque⟦aws:RequestedRegion⟧eu-c⟦eu-central-1⟧',
    result: `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Deny",
            "Action": ["bedrock:*"],
            "Resource": ["*"],
            "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-central-1" } }
        }
    ]
}`,
  },
  {
    name: 'a policy element by element',
    file: 'elements.policy.json',
    keys: '{⏎"v⟦Version⟧,⏎s⟦Statement⟧e⟦Effect⟧⟦Allow⟧,⏎a⟦Action⟧stream⟦bedrock:InvokeModelWithResponseStream⟧⇥,⏎r⟦Resource⟧nova-lite⟦us.amazon.nova-lite-v1:0 + model ARNs⟧us-west-2⇥222233334444',
    result: `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["bedrock:InvokeModelWithResponseStream"],
            "Resource": [
                "arn:aws:bedrock:us-west-2:222233334444:inference-profile/us.amazon.nova-lite-v1:0",
                "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"
            ]
        }
    ]
}`,
  },
  {
    name: 'a statement pasted and edited',
    file: 'pasted.policy.json',
    start: '{\n  "Version": "2012-10-17",\n  "Statement": [\n    ¦\n  ]\n}\n',
    pasted:
      '{\n      "Effect": "Allow",\n      "Action": "bedrock:InvokeModel",\n      "Resource": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"\n    }',
    keys: '↑↑↑⇲⏎sid⟦Sid⟧AskNova',
    result: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Sid": "AskNova",
      "Action": "bedrock:InvokeModel",
      "Resource": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
    }
  ]
}
`,
  },
  {
    name: 'another statement after the first',
    file: 'second.policy.json',
    start: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "*" }¦
  ]
}
`,
    keys: ',⏎{⏎"e⟦Effect⟧⟦Allow⟧,⏎a⟦Action⟧guard⟦bedrock:ApplyGuardrail⟧⇥,⏎r⟦Resource⟧gu⟦guardrail⟧eu-west-1⇥222233334444⇥ab12cd34ef56',
    result: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "*" },
    {
      "Effect": "Allow",
      "Action": ["bedrock:ApplyGuardrail"],
      "Resource": ["arn:aws:bedrock:eu-west-1:222233334444:guardrail/ab12cd34ef56"]
    }
  ]
}
`,
  },
  {
    name: 'a condition on the organization',
    file: 'organization.policy.json',
    keys: 'pol⟦policy⟧⟦Allow⟧agent⟦bedrock:GetAgent⟧⇥*⇥,⏎con⟦Condition⟧"princorg⟦aws:PrincipalOrgID⟧o-abc1234567',
    result: `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["bedrock:GetAgent"],
            "Resource": ["*"],
            "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abc1234567" } }
        }
    ]
}`,
  },
  {
    name: 'package.json',
    file: 'package.json',
    keys: '{⏎"name": "eu-policy",⏎"version": "1.0.0",⏎"scripts": {⏎"deploy": "node deploy.js --stage dev-2",⏎"de": "tsc"',
    result: `{
    "name": "eu-policy",
    "version": "1.0.0",
    "scripts": {
        "deploy": "node deploy.js --stage dev-2",
        "de": "tsc"
    }
}`,
  },
  {
    name: 'tsconfig.json',
    file: 'tsconfig.json',
    keys: '{⏎"compilerOptions": {⏎"target": "es2023",⏎"lib": ["es2023", "dom"],⏎"strict": true',
    result: `{
    "compilerOptions": {
        "target": "es2023",
        "lib": ["es2023", "dom"],
        "strict": true
    }
}`,
  },
  {
    name: 'the JSON of a workflow',
    file: '.github/workflows/ci.json',
    keys: '{⏎"on": { "push": { "branches": ["main"',
    result: `{
    "on": { "push": { "branches": ["main"]}}
}`,
  },
  {
    name: 'an OpenAPI file',
    file: 'openapi.json',
    keys: '{⏎"openapi": "3.1.0",⏎"info": { "title": "Statement API", "version": "2.0',
    result: `{
    "openapi": "3.1.0",
    "info": { "title": "Statement API", "version": "2.0"}
}`,
  },
  {
    name: 'a statement in a CloudFormation template',
    file: 'template.yaml',
    start: TEMPLATE,
    keys: 'st⟦statement⟧⟦Allow⟧inf⟦inference, streaming included⟧⇥found⟦foundation-model⟧',
    result: TEMPLATE.replace(
      '¦',
      `Effect: Allow
                Action:
                  - bedrock:InvokeModel
                  - bedrock:InvokeModelWithResponseStream
                Resource:
                  - arn:aws:bedrock:us-east-1::foundation-model/ResourceId`,
    ),
  },
  {
    name: 'a condition in a CloudFormation template',
    file: 'conditions.yaml',
    start: TEMPLATE.replace(
      '¦',
      'Effect: Allow\n                Action: bedrock:InvokeModel*\n                Resource: "*"\n                ¦',
    ),
    keys: 'con⟦Condition⟧StringE⟦StringEquals⟧Reque⟦aws:RequestedRegion⟧eu-w⟦eu-west-1⟧',
    result: TEMPLATE.replace(
      '¦',
      `Effect: Allow
                Action: bedrock:InvokeModel*
                Resource: "*"
                Condition:
                  StringEquals:
                    aws:RequestedRegion: eu-west-1`,
    ),
  },
  {
    name: 'a statement with a condition in aws_iam_policy_document',
    file: 'main.tf',
    start: 'data "aws_iam_policy_document" "x" {\n  ¦\n}\n',
    keys: 'st⟦statement⟧⟦Allow⟧bedrock:inv⟦InvokeModel⟧⇥every⟦*⟧⇥⏎con⟦condition⟧StringE⟦StringEquals⟧Reque⟦aws:RequestedRegion⟧eu-w⟦eu-west-1⟧',
    result: `data "aws_iam_policy_document" "x" {
  statement {
    effect    = "Allow"
    actions   = ["bedrock:InvokeModel"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1"]
    }
  }
}
`,
  },
  {
    name: 'a condition, attribute by attribute',
    file: 'attributes.tf',
    start: `data "aws_iam_policy_document" "x" {
  statement {
    actions   = ["bedrock:InvokeModel"]
    resources = ["*"]
    condition {
      ¦
    }
  }
}
`,
    keys: 'te⟦test⟧StringE⟦StringEquals⟧⏎var⟦variable⟧Reque⟦aws:RequestedRegion⟧⏎val⟦values⟧eu-w⟦eu-west-1⟧',
    result: `data "aws_iam_policy_document" "x" {
  statement {
    actions   = ["bedrock:InvokeModel"]
    resources = ["*"]
    condition {
      test = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1"]
    }
  }
}
`,
  },
  {
    name: 'a statement in jsonencode',
    file: 'policy.tf',
    start: `resource "aws_iam_policy" "x" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      ¦
    ]
  })
}
`,
    keys: 'st⟦statement⟧⟦Allow⟧inf⟦inference, streaming included⟧⇥found⟦foundation-model⟧',
    result: `resource "aws_iam_policy" "x" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
        Resource = ["arn:aws:bedrock:us-east-1::foundation-model/ResourceId"]
      }
    ]
  })
}
`,
  },
  {
    name: 'the statements that a module takes',
    file: 'module.tf',
    start: `module "chat" {
  source = "terraform-aws-modules/lambda/aws"
  policy_statements = {
    models = {
      actions   = ["bedrock:ListFoundationModels", "¦"]
      resources = ["*"]
    }
  }
}
`,
    keys: 'bedrock:GetFound⟦GetFoundationModel⟧',
    result: `module "chat" {
  source = "terraform-aws-modules/lambda/aws"
  policy_statements = {
    models = {
      actions   = ["bedrock:ListFoundationModels", "bedrock:GetFoundationModel"]
      resources = ["*"]
    }
  }
}
`,
  },
];
