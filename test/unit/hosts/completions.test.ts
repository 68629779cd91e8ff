/** Completion in YAML and Terraform: what the list begins with, and what is written. */
import assert from 'node:assert/strict';
import { withoutTabStops } from '../../../server/src/model/tab-stops.ts';
import { readDocument } from '../../../server/src/service.ts';
import { readCursor } from '../../marks.ts';
import { service } from '../../service.ts';

/** The document after a completion; the labels that were offered where there is no such one. */
function accepted(marked: string, path: string, label: string): string {
  const { text, offset } = readCursor(marked);
  const document = readDocument(text, { path });
  const { items } = service.complete(document, offset, { snippets: true });
  const item = items.find((each) => each.label === label);
  if (!item) return items.map((each) => each.label).join(' | ');
  const { start, end } = item.replace;
  const written = item.isSnippet ? withoutTabStops(item.insert) : item.insert;
  // The editor indents further lines like the first one, unless they have their indentation.
  const [indentation = ''] = /^ */.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1)) ?? [];
  const insert = item.isIndented ? written : written.replaceAll('\n', `\n${indentation}`);
  return text.slice(0, start) + insert + text.slice(end);
}

const inTemplate = (lines: string): string =>
  `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
${lines.replace(/^(?=.)/gm, '          ')}
`;

const inStatement = (lines: string): string =>
  inTemplate(
    `- Effect: Allow\n  Action: bedrock:InvokeModel\n  Resource: "*"\n${lines.replace(/^(?=.)/gm, '  ')}`,
  ).replace('AssumeRolePolicyDocument', 'PolicyDocument');

const inInput = (lines: string): string =>
  `module "chat" {\n  policy_statements = {\n    own = {\n      ${lines}\n    }\n    other = { actions = ["bedrock:ListAgents"], resources = ["*"] }\n  }\n}\n`;

const inDocument = (lines: string): string =>
  `data "aws_iam_policy_document" "x" {\n  statement {\n    actions   = ["bedrock:InvokeModel"]\n    resources = ["*"]\n${lines.replace(/^(?=.)/gm, '    ')}\n  }\n}\n`;

const inObject = (lines: string): string =>
  `resource "aws_iam_policy" "x" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect = "Allow"\n${lines.replace(/^(?=.)/gm, '      ')}\n    }]\n  })\n}\n`;

describe('a completion in another host', () => {
  for (const [path, before, label, after] of [
    [
      't.yaml',
      inTemplate('- Effect: Allow\n  Pr¦'),
      'Principal',
      inTemplate('- Effect: Allow\n  Principal:\n    Service: bedrock.amazonaws.com'),
    ],
    [
      't.yaml',
      inTemplate('- Effect: Allow\n  Action: sts:Ass¦'),
      'sts:AssumeRole',
      inTemplate('- Effect: Allow\n  Action: sts:AssumeRole'),
    ],
    ['t.yaml', inTemplate('- Effect: ¦'), 'Deny', inTemplate('- Effect: Deny')],
    ['t.yaml', inStatement('Condition:\n  Bool¦'), 'Bool', inStatement('Condition:\n  Bool:\n    : ')],
    [
      't.yaml',
      inStatement('Condition:\n  StringEquals:\n    aws:RequestedR¦'),
      'aws:RequestedRegion',
      inStatement('Condition:\n  StringEquals:\n    aws:RequestedRegion: '),
    ],
    ['t.yaml', inStatement('Condition: ¦'), 'StringLike', inStatement('Condition:\n  StringLike:\n    : ')],
    [
      't.yaml',
      inStatement('NotAction:\n  - bedrock:GetA¦'),
      'GetAgent',
      inStatement('NotAction:\n  - bedrock:GetAgent'),
    ],
    [
      't.yaml',
      inStatement('NotAction: ¦'),
      'inference, streaming included',
      inStatement('NotAction:\n  - bedrock:InvokeModel\n  - bedrock:InvokeModelWithResponseStream'),
    ],
    ['t.yaml', inStatement('NotResource: ¦'), '*', inStatement('NotResource: "*"')],
    ['t.yaml', inStatement("NotResource: '¦'"), '*', inStatement("NotResource: '*'")],
    [
      't.yaml',
      inStatement('NotAction: [ "bedrock:Ret¦" ]'),
      'Retrieve',
      inStatement('NotAction: [ "bedrock:Retrieve" ]'),
    ],
    [
      't.tf',
      inDocument('con¦'),
      'condition',
      inDocument('condition {\n  test     = ""\n  variable = ""\n  values   = [""]\n}'),
    ],
    ['t.tf', inDocument('condition {\n  ¦\n}'), 'test', inDocument('condition {\n  test = ""\n}')],
    [
      't.tf',
      inDocument('condition {\n  test     = "Bool"\n  va¦\n}'),
      'values',
      inDocument('condition {\n  test     = "Bool"\n  values   = [""]\n}'),
    ],
    [
      't.tf',
      inDocument('condition {\n  test     = "Bool"\n  variable = "aws:SecureTransport"\n  ¦\n}'),
      'only those that are missing',
      'values',
    ],
    ['t.tf', inDocument('principals {\n  id¦\n}'), 'identifiers', inDocument('principals {\n  identifiers = [""]\n}')],
    [
      't.tf',
      inInput('actions = ["bedrock:GetA¦"]\n      resources = ["*"]'),
      'GetAgent',
      inInput('actions = ["bedrock:GetAgent"]\n      resources = ["*"]'),
    ],
    [
      't.tf',
      inInput('actions = ["bedrock:Retrieve", "¦"]\n      resources = ["*"]'),
      'inference, streaming included',
      inInput(
        'actions = ["bedrock:Retrieve", "bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]\n      resources = ["*"]',
      ),
    ],
    [
      't.tf',
      inInput('effect = "¦"\n      actions = ["bedrock:Retrieve"]'),
      'Deny',
      inInput('effect = "Deny"\n      actions = ["bedrock:Retrieve"]'),
    ],
    [
      't.tf',
      inInput(
        'actions = ["bedrock:Retrieve"]\n      resources = ["*"]\n      condition = { x = { test = "StringEquals", variable = "aws:RequestedRegion", values = ["eu-w¦"] } }',
      ),
      'eu-west-1',
      inInput(
        'actions = ["bedrock:Retrieve"]\n      resources = ["*"]\n      condition = { x = { test = "StringEquals", variable = "aws:RequestedRegion", values = ["eu-west-1"] } }',
      ),
    ],
    [
      't.tf',
      inInput('actions = ["bedrock:Retrieve"]\n      resources = ["*"]\n      con¦'),
      'a name of the module',
      '',
    ],
    ['t.tf', inDocument('eff¦'), 'effect', inDocument('effect    = "Allow"')],
    [
      't.tf',
      'data "aws_iam_policy_document" "x" {\n  version = ¦\n}\n',
      '2012-10-17',
      'data "aws_iam_policy_document" "x" {\n  version = "2012-10-17"\n}\n',
    ],
    [
      't.tf',
      inDocument('not_actions = ["bedrock:GetA¦"]'),
      'GetAgent',
      inDocument('not_actions = ["bedrock:GetAgent"]'),
    ],
    ['t.tf', inDocument('not_resources = ¦'), '*', inDocument('not_resources = ["*"]')],
    ['t.tf', inDocument('effect = "¦"'), 'Deny', inDocument('effect = "Deny"')],
    [
      't.tf',
      inDocument('condition {\n  test = "¦"\n}'),
      'StringLike',
      inDocument('condition {\n  test = "StringLike"\n}'),
    ],
    [
      't.tf',
      inDocument('condition {\n  test = "StringLike"\n  variable = "aws:RequestedR¦"\n}'),
      'aws:RequestedRegion',
      inDocument('condition {\n  test = "StringLike"\n  variable = "aws:RequestedRegion"\n}'),
    ],
    ['t.tf', inDocument('principals {\n  type = "¦"\n}'), 'Service', inDocument('principals {\n  type = "Service"\n}')],
    [
      't.tf',
      inDocument('principals {\n  type = "Service"\n  identifiers = ["¦"]\n}'),
      'bedrock.amazonaws.com',
      inDocument('principals {\n  type = "Service"\n  identifiers = ["bedrock.amazonaws.com"]\n}'),
    ],
    [
      't.tf',
      'resource "aws_iam_role_policy_attachment" "x" {\n  policy_arn = "Bedrock¦"\n}\n',
      'AmazonBedrockFullAccess',
      'resource "aws_iam_role_policy_attachment" "x" {\n  policy_arn = "arn:aws:iam::aws:policy/AmazonBedrockFullAccess"\n}\n',
    ],
    [
      't.tf',
      'resource "aws_iam_role" "x" {\n  managed_policy_arns = [\n    "a",\n    "¦"\n  ]\n}\n',
      'AmazonBedrockFullAccess',
      'resource "aws_iam_role" "x" {\n  managed_policy_arns = [\n    "a",\n    "arn:aws:iam::aws:policy/AmazonBedrockFullAccess"\n  ]\n}\n',
    ],
    [
      't.tf',
      'resource "aws_iam_role" "x" {\n  managed_policy_arns = ¦\n}\n',
      'AmazonBedrockFullAccess',
      'resource "aws_iam_role" "x" {\n  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]\n}\n',
    ],
    ['t.tf', inObject('Act¦'), 'Action', inObject('Action = [""]')],
    ['t.tf', inObject('Action = "bedrock:Ret¦"'), 'Retrieve', inObject('Action = "bedrock:Retrieve"')],
    ['t.tf', inObject('Resource = ¦'), '*', inObject('Resource = "*"')],
    [
      't.tf',
      inObject('Condition = {\n  Str¦\n}'),
      'StringEquals',
      inObject('Condition = {\n  StringEquals = {\n    "" = ""\n  }\n}'),
    ],
    [
      't.tf',
      inObject('Condition = {\n  StringLike = {\n    "aws:RequestedR¦" = "x"\n  }\n}'),
      'aws:RequestedRegion',
      inObject('Condition = {\n  StringLike = {\n    "aws:RequestedRegion" = "x"\n  }\n}'),
    ],
  ] as const)
    it(`writes ${label} at ${before
      .split('\n')
      .find((line) => line.includes('¦'))
      ?.trim()}`, () => {
      assert.equal(accepted(before, path, label), after);
    });

  for (const [path, marked] of [
    ['t.yaml', 'Rules:\n  - Name: x\n    Statement:\n      Man¦\n'],
    ['t.yaml', 'kind: ConfigMap\ndata:\n  Sta¦\n'],
    ['t.yaml', inStatement('# con¦')],
    ['t.tf', 'resource "aws_wafv2_web_acl" "x" {\n  rule {\n    statement {\n      ¦\n    }\n  }\n}\n'],
    ['t.tf', 'resource "aws_instance" "x" {\n  ami = "¦"\n}\n'],
    ['t.tf', inDocument('# con¦')],
  ] as const)
    it(`offers nothing at ${marked
      .split('\n')
      .find((line) => line.includes('¦'))
      ?.trim()} in ${marked.slice(0, 20).replace(/\s+/g, ' ')}`, () => {
      const { text, offset } = readCursor(marked);
      assert.deepEqual(service.complete(readDocument(text, { path }), offset, { snippets: true }).items, []);
    });
});

describe('a new statement in another host', () => {
  const BODY = '{\n\t"Effect": "Allow",\n\t"Action": ["bedrock:Retrieve"],\n\t"Resource": "*"\n}';
  const added = (marked: string, path: string): string => {
    const { text, offset } = readCursor(marked);
    const document = readDocument(text, { path });
    const place = service.statementPlace(document, offset) ?? assert.fail('no place');
    const written = place.before + place.write(BODY) + place.after;
    const after = text.slice(0, place.offset) + written + text.slice(place.offset);
    const { first } = place;
    return first ? after.slice(0, first.span.start) + first.text + after.slice(first.span.end) : after;
  };

  it('follows the lines of a sequence', () => {
    assert.equal(
      added(inTemplate('- Effect: Allow\n  Action:\n    - sts:¦AssumeRole'), 't.yaml'),
      inTemplate(
        '- Effect: Allow\n  Action:\n    - sts:AssumeRole\n- Effect: Allow\n  Action:\n    - bedrock:Retrieve\n  Resource: "*"',
      ),
    );
  });

  it('is a block of aws_iam_policy_document', () => {
    assert.equal(
      added('data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["a:¦b"]\n  }\n}\n', 't.tf'),
      'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["a:b"]\n  }\n\n  statement {\n    effect    = "Allow"\n    actions   = ["bedrock:Retrieve"]\n    resources = ["*"]\n  }\n}\n',
    );
  });

  it('is an object of a list, with a comma before', () => {
    const list = (objects: string) =>
      `resource "x" "y" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [\n${objects}\n    ]\n  })\n}\n`;
    assert.equal(
      added(list('      { Effect = "Allow", Action = "a:¦b", Resource = "*" }'), 't.tf'),
      list(
        '      { Effect = "Allow", Action = "a:b", Resource = "*" },\n      {\n        Effect   = "Allow"\n        Action   = ["bedrock:Retrieve"]\n        Resource = "*"\n      }',
      ),
    );
  });
});
