import { type Form, terraform, yaml } from './form.ts';

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
