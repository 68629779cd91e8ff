/** Forms of Terraform. */
import { type Form, terraform } from './form.ts';

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
