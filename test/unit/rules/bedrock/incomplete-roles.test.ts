import assert from 'node:assert/strict';
import { readDocument } from '../../../../server/src/service.ts';
import { service } from '../../../service.ts';

const TRUST = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'bedrock.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLike: {
        'aws:SourceArn': {
          'Fn::Sub': 'arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:knowledge-base/*',
        },
      },
    },
  },
};

const allowing = (...actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

const EMBED = { PolicyName: 'embed', PolicyDocument: allowing('bedrock:InvokeModel') };

const role = (properties: object, more: object = {}) => ({
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, ...properties } },
    ...more,
  },
});

const found = (document: object) => foundIn(JSON.stringify(document, undefined, 2), 'template.json');

const foundIn = (text: string, path: string) =>
  service
    .check(readDocument(text, { path }))
    .filter(({ rule }) => rule.id.endsWith('-role-incomplete'))
    .map(({ message }) => message);

describe('a role that a document holds whole', () => {
  it('lacks what AWS’s page for it lists, also where a template puts its conditions together', () => {
    const [only, ...more] = found(role({ Policies: [EMBED] }));
    assert.match(
      only ?? '',
      /A knowledge base assumes this role, which lacks its store .* allow aoss:APIAccessAll or its like/,
    );
    assert.deepEqual(more, []);
  });

  it('is complete with a policy that is a resource of its own', () => {
    const store = {
      Store: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 's', Roles: [{ Ref: 'Role' }], PolicyDocument: allowing('aoss:APIAccessAll') },
      },
    };
    assert.deepEqual(found(role({ Policies: [EMBED] }, store)), []);
    const other = { Store: { ...store.Store, Properties: { ...store.Store.Properties, Roles: [{ Ref: 'Other' }] } } };
    assert.equal(found(role({ Policies: [EMBED] }, other)).length, 1);
    const rolePolicy = {
      Store: {
        Type: 'AWS::IAM::RolePolicy',
        Properties: {
          PolicyName: 's',
          RoleName: { Ref: 'Role' },
          PolicyDocument: allowing('s3vectors:QueryVectors', 's3vectors:GetVectors'),
        },
      },
    };
    assert.deepEqual(found(role({ Policies: [EMBED] }, rolePolicy)), []);
  });

  it('is left alone with managed policies, and where no permissions stand here', () => {
    const arn = 'arn:aws:iam::222233334444:policy/Store';
    assert.deepEqual(found(role({ Policies: [EMBED], ManagedPolicyArns: [arn] })), []);
    assert.deepEqual(found(role({ Policies: [EMBED], ManagedPolicyArns: { Ref: 'Arns' } })), []);
    assert.equal(found(role({ Policies: [EMBED], ManagedPolicyArns: [] })).length, 1);
    assert.deepEqual(found(role({})), []);
  });

  it('may stand in the form of IAM’s API', () => {
    const listed = {
      RoleName: 'R',
      AssumeRolePolicyDocument: TRUST,
      RolePolicyList: [EMBED],
      AttachedManagedPolicies: [],
    };
    assert.equal(found(listed).length, 1);
    assert.equal(found({ RoleDetailList: [listed] }).length, 1);
  });

  it('is no runtime’s where nothing in it is for a runtime', () => {
    const trust = {
      ...TRUST,
      Statement: {
        ...TRUST.Statement,
        Principal: { Service: 'bedrock-agentcore.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:bedrock-agentcore:eu-west-1:222233334444:*' } },
      },
    };
    const gateway = { PolicyName: 'g', PolicyDocument: allowing('lambda:InvokeFunction') };
    assert.deepEqual(found(role({ AssumeRolePolicyDocument: trust, Policies: [gateway] })), []);
    const runtime = { PolicyName: 'r', PolicyDocument: allowing('ecr:BatchGetImage') };
    assert.deepEqual(
      found(role({ AssumeRolePolicyDocument: trust, Policies: [runtime] })).map(
        (each) => each.match(/lacks [a-z ]+/)?.[0],
      ),
      ['lacks writing its logs', 'lacks calling models'],
    );
  });
});

describe('a role that a Terraform file holds whole', () => {
  const trust = `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["bedrock.amazonaws.com"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:bedrock:\${var.region}:\${local.account}:knowledge-base/*"]
    }
  }
}
`;
  const role = (attributes = '') =>
    `resource "aws_iam_role" "kb" {\n  assume_role_policy = data.aws_iam_policy_document.trust.json\n${attributes}}\n`;
  const document = (action: string) =>
    `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
  const rolePolicy = (name: string, action: string, of = 'kb') =>
    `resource "aws_iam_role_policy" "${name}" {\n  role   = aws_iam_role.${of}.id\n  policy = ${document(action)}\n}\n`;
  const attached = (action: string) =>
    `resource "aws_iam_policy" "p" {\n  policy = ${document(action)}\n}\nresource "aws_iam_role_policy_attachment" "p" {\n  role       = aws_iam_role.kb.name\n  policy_arn = aws_iam_policy.p.arn\n}\n`;
  const of = (...blocks: readonly string[]) => foundIn([trust, ...blocks].join('\n'), 'main.tf');

  it('lacks what AWS’s page for it lists', () => {
    const [only, ...more] = of(role(), rolePolicy('embed', 'bedrock:InvokeModel'));
    assert.match(only ?? '', /A knowledge base assumes this role, which lacks its store/);
    assert.deepEqual(more, []);
  });

  it('is complete with its policies, in it, beside it and attached to it', () => {
    const embed = rolePolicy('embed', 'bedrock:InvokeModel');
    assert.deepEqual(of(role(), embed, rolePolicy('store', 'aoss:APIAccessAll')), []);
    assert.deepEqual(of(role(), embed, attached('aoss:APIAccessAll')), []);
    const inline = `  inline_policy {\n    name   = "store"\n    policy = ${document('aoss:APIAccessAll')}\n  }\n`;
    assert.deepEqual(of(role(inline), embed), []);
    assert.equal(of(role(), embed, rolePolicy('store', 'aoss:APIAccessAll', 'other')).length, 1);
  });

  it('is left alone with policies from elsewhere, and where no permissions stand here', () => {
    const embed = rolePolicy('embed', 'bedrock:InvokeModel');
    const managed = '  managed_policy_arns = ["arn:aws:iam::222233334444:policy/Store"]\n';
    assert.deepEqual(of(role(managed), embed), []);
    const attachment = (arn: string) =>
      `resource "aws_iam_role_policy_attachment" "a" {\n  role       = aws_iam_role.kb.name\n  policy_arn = ${arn}\n}\n`;
    assert.deepEqual(of(role(), embed, attachment('"arn:aws:iam::222233334444:policy/Store"')), []);
    assert.deepEqual(of(role(), embed, attachment('var.policy_arn')), []);
    assert.deepEqual(of(role()), []);
  });
});
