/** What completion offers at every place a cursor can stand: the first items, wrong ones that must be absent, and the text after accepting. */
import assert from 'node:assert/strict';
import { readCursor } from '../../../marks.ts';
import { accepted, completions, labelsAt, withStatement } from '../../../policies.ts';

interface Expected {
  /** Whether nothing at all is offered. */
  readonly isEmpty?: boolean;
  /** The labels that come first, in this order. */
  readonly first?: readonly string[];
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** Accepts the item with this label (the first of `first` where it is not said), without tab stops… */
  readonly accept?: string;
  /** …and gets this text. */
  readonly gives?: string;
  readonly path?: string;
}

type Row = readonly [marked: string, expected: Expected];

/** The most that a list may hold, and the most that it may weigh as JSON. */
const MOST_ITEMS = 1000;
const MOST_BYTES = 400_000;

function check([
  marked,
  { isEmpty = false, first = [], has = [], lacks = [], accept = first[0], gives, path = 'policy.json' },
]: Row): void {
  const labels = labelsAt(marked, path);
  if (isEmpty) assert.deepEqual(labels, []);
  assert.deepEqual(labels.slice(0, first.length), first);
  for (const label of has)
    assert.ok(labels.includes(label), `${label} is missing in ${labels.slice(0, 20).join(', ')}`);
  for (const label of lacks) assert.ok(!labels.includes(label), `${label} is offered`);
  const { items } = completions(marked, path, false);
  assert.ok(items.length <= MOST_ITEMS, `${items.length} items`);
  assert.ok(JSON.stringify(items).length <= MOST_BYTES);
  if (gives === undefined) return;
  const item = items.find(({ label }) => label === accept) ?? assert.fail(`${accept} is not offered`);
  assert.equal(accepted(readCursor(marked).text, item), gives);
}

function positions(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const row of rows)
      it(row[0].replaceAll('\n', '⏎').replaceAll('\r', '').replaceAll('\t', '⇥'), () => check(row));
  });
}

/** A place where nothing of ours is offered. */
const nothing = (marked: string): Row => [marked, { isEmpty: true }];

const s = withStatement;
const inference = (rest: string) => s(`{ "Effect": "Allow", "Action": "bedrock:InvokeModel", ${rest} }`);
const trust = (statement: string, expected: Expected): Row => [s(statement), { path: 'role-trust.json', ...expected }];
const resource = (statement: string, expected: Expected): Row => [
  s(statement),
  { path: 'guardrail-resource-policy.json', ...expected },
];

const SKELETON =
  '{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t{\n\t\t\t"Effect": "Allow",\n\t\t\t"Action": [""],\n\t\t\t"Resource": [""]\n\t\t}\n\t]\n}';

positions('an empty document', [
  ['¦', { first: ['policy', 'trust policy', 'resource policy'], gives: SKELETON }],
  ['\n¦\n', { first: ['policy'], gives: `\n${SKELETON}\n` }],
  ['pol¦', { first: ['policy'], gives: SKELETON }],
  ['trust¦', { first: ['trust policy'] }],
  ['¦', { first: ['trust policy', 'policy'], path: 'role-trust.json' }],
  ['¦', { first: ['service control policy', 'policy'], path: 'regions.scp.json' }],
  ['¦', { first: ['resource control policy'], path: 'rcp.json' }],
]);

positions('the root', [
  ['{¦}', { first: ['Version', 'Statement', 'policy'], gives: '{"Version": "2012-10-17"}' }],
  ['{ ¦ }', { first: ['Version', 'Statement'], gives: '{ "Version": "2012-10-17" }' }],
  ['{\n  ¦\n}', { first: ['Version', 'Statement'], gives: '{\n  "Version": "2012-10-17"\n}' }],
  ['{ "¦" }', { first: ['Version', 'Statement'], gives: '{ "Version": "2012-10-17" }' }],
  ['{ "¦', { first: ['Version', 'Statement'], gives: '{ "Version": "2012-10-17"' }],
  ['{ "V¦" }', { first: ['Version'], gives: '{ "Version": "2012-10-17" }' }],
  ['{ "Sta¦" }', { first: ['Statement'] }],
  ['{ V¦ }', { first: ['Version'], gives: '{ "Version": "2012-10-17" }' }],
  ['{ "Version": "2012-10-17", ¦ }', { first: ['Statement'], lacks: ['Version', 'policy', 'Id'] }],
  [
    '{ "Version": "2012-10-17" ¦ }',
    { first: ['Statement'], gives: '{ "Version": "2012-10-17", "Statement": [\n\t{\n\t\t\n\t}\n] }' },
  ],
  ['{ "Version": "2012-10-17", "St¦" }', { first: ['Statement'], lacks: ['Version'] }],
  ['{ "Ver¦": "2012-10-17" }', { first: ['Version'], gives: '{ "Version": "2012-10-17" }' }],
  [
    '{ ¦ "Statement": [] }',
    { first: ['Version'], lacks: ['Statement'], gives: '{ "Version": "2012-10-17", "Statement": [] }' },
  ],
  ['{ "Version": ¦ }', { first: ['2012-10-17', '2008-10-17'], gives: '{ "Version": "2012-10-17" }' }],
  ['{ "Version": "¦" }', { first: ['2012-10-17', '2008-10-17'], gives: '{ "Version": "2012-10-17" }' }],
  ['{ "Version": "20¦" }', { first: ['2012-10-17'], gives: '{ "Version": "2012-10-17" }' }],
  ['{ "Version": "2012-¦10-17" }', { first: ['2012-10-17'], gives: '{ "Version": "2012-10-17" }' }],
  ['{ "Version": "¦', { first: ['2012-10-17'], gives: '{ "Version": "2012-10-17"' }],
  [
    '{ "Version": "2012-10-17", "Statement": ¦ }',
    {
      first: ['statement'],
      gives:
        '{ "Version": "2012-10-17", "Statement": [\n\t{\n\t\t"Effect": "Allow",\n\t\t"Action": [""],\n\t\t"Resource": [""]\n\t}\n] }',
    },
  ],
  ['{ "Version": "2012-10-17", "Statement": [¦] }', { first: ['statement'] }],
  [
    '{ "Version": "2012-10-17", "Statement": [ ¦ { "Effect": "Deny" } ] }',
    {
      first: ['statement'],
      gives:
        '{ "Version": "2012-10-17", "Statement": [ {\n\t"Effect": "Allow",\n\t"Action": [""],\n\t"Resource": [""]\n}, { "Effect": "Deny" } ] }',
    },
  ],
  [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny" } ¦] }',
    {
      first: ['statement'],
      gives:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny" }, {\n\t"Effect": "Allow",\n\t"Action": [""],\n\t"Resource": [""]\n}] }',
    },
  ],
  ['{ "Version": "2012-10-17", "Statement": [], ¦ }', { first: ['Id'], path: 'guardrail-resource-policy.json' }],
  ['{ "Version": "2012-10-17", "Statement": [], ¦ }', { lacks: ['Id', 'Version', 'Statement'] }],
]);

positions('a statement’s elements', [
  [
    s('{ ¦ }'),
    {
      first: ['Effect', 'Action', 'Resource', 'Condition', 'Sid'],
      lacks: ['Principal', 'NotPrincipal'],
      gives: s('{ "Effect": "Allow" }'),
    },
  ],
  [s('{¦}'), { first: ['Effect'], gives: s('{"Effect": "Allow"}') }],
  [s('{ "¦" }'), { first: ['Effect', 'Action'], gives: s('{ "Effect": "Allow" }') }],
  [s('{ "Ac¦" }'), { first: ['Action'], gives: s('{ "Action": [""] }') }],
  [s('{ Eff¦ }'), { first: ['Effect'], gives: s('{ "Effect": "Allow" }') }],
  [
    s('{ "Effect": "Allow", ¦ }'),
    {
      first: ['Action', 'Resource', 'Condition'],
      lacks: ['Effect'],
      gives: s('{ "Effect": "Allow", "Action": [""] }'),
    },
  ],
  [s('{ "Effect": "Allow" ¦ }'), { first: ['Action'], gives: s('{ "Effect": "Allow", "Action": [""] }') }],
  [s('{ "Effect": "Allow",\n "¦\n}'), { first: ['Action'], gives: s('{ "Effect": "Allow",\n "Action": [""]\n}') }],
  [
    s('{ ¦ "Action": "bedrock:GetAgent" }'),
    {
      first: ['Effect'],
      lacks: ['Action', 'NotAction'],
      gives: s('{ "Effect": "Allow", "Action": "bedrock:GetAgent" }'),
    },
  ],
  [
    s('{ "¦", "Action": "bedrock:GetAgent" }'),
    { first: ['Effect'], lacks: ['Action'], gives: s('{ "Effect": "Allow", "Action": "bedrock:GetAgent" }') },
  ],
  [s('{ "Eff¦ect": "Allow" }'), { first: ['Effect'], gives: s('{ "Effect": "Allow" }') }],
  [s('{ "¦Effect": "Allow" }'), { first: ['Effect'], gives: s('{ "Effect": "Allow" }') }],
  [s('{ "NotAction": "bedrock:*", ¦ }'), { first: ['Effect', 'Resource'], lacks: ['Action', 'NotAction'] }],
  [s('{ "Resource": "*", ¦ }'), { first: ['Effect', 'Action'], lacks: ['Resource', 'NotResource'] }],
  [s('{ "NotResource": "*", ¦ }'), { lacks: ['Resource', 'NotResource'] }],
  [
    s('{ "Effect": "Allow", "Action": "bedrock:GetAgent", "Resource": "*", ¦ }'),
    { first: ['Condition', 'Sid'], lacks: ['Effect', 'Action', 'Resource'] },
  ],
  [s('{ "Con¦" }'), { first: ['Condition'], gives: s('{ "Condition": {  } }') }],
  [s('{ "Sid¦" }'), { first: ['Sid'], gives: s('{ "Sid": "" }') }],
  [
    '{ "Version": "2012-10-17", "Statement": {¦} }',
    { first: ['Effect', 'Action'], gives: '{ "Version": "2012-10-17", "Statement": {"Effect": "Allow"} }' },
  ],
  ['{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow" }, { ¦ }] }', { first: ['Effect', 'Action'] }],
  [
    '{ "Version": "2012-10-17", "Statement": [{ ¦',
    { first: ['Effect', 'Action'], gives: '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow"' },
  ],
  [
    '{ "Version": "2012-10-17",\r\n  "Statement": [\r\n    {\r\n      ¦\r\n    }\r\n  ]\r\n}',
    {
      first: ['Effect'],
      gives: '{ "Version": "2012-10-17",\r\n  "Statement": [\r\n    {\r\n      "Effect": "Allow"\r\n    }\r\n  ]\r\n}',
    },
  ],
  [
    '{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t{\n\t\t\t"¦\n\t\t}\n\t]\n}',
    {
      first: ['Effect'],
      gives: '{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t{\n\t\t\t"Effect": "Allow"\n\t\t}\n\t]\n}',
    },
  ],
  trust('{ ¦ }', { first: ['Effect', 'Principal', 'Action'], lacks: ['Resource', 'NotResource', 'NotPrincipal'] }),
  trust('{ "Effect": "Allow", ¦ }', { first: ['Principal', 'Action'] }),
  resource('{ ¦ }', { first: ['Effect', 'Principal', 'Action', 'Resource'] }),
  resource('{ "Principal": "*", ¦ }', { first: ['Effect', 'Action'], lacks: ['Principal', 'NotPrincipal'] }),
  [s('{ ¦ }'), { first: ['Effect', 'Action', 'Resource'], lacks: ['Principal'], path: 'deny.scp.json' }],
  [
    s('{ ¦ }'),
    {
      first: ['Effect', 'Principal'],
      lacks: ['NotAction', 'NotPrincipal'],
      path: 'rcp.json',
      gives: s('{ "Effect": "Deny" }'),
    },
  ],
  [s('{ ¦ }'), { first: ['Effect', 'Action'], lacks: ['Principal'], path: 'permissions-boundary.json' }],
  [
    '{ "Resources": { "R": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ ¦ }] } } } } }',
    { first: ['Effect', 'Principal', 'Action'], lacks: ['Resource'] },
  ],
  [
    '{ "Resources": { "R": { "Type": "AWS::IAM::Policy", "Properties": { "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ ¦ }] } } } } }',
    { first: ['Effect', 'Action', 'Resource'], lacks: ['Principal'] },
  ],
]);

positions('Effect', [
  [s('{ "Effect": ¦ }'), { first: ['Allow', 'Deny'], gives: s('{ "Effect": "Allow" }') }],
  [s('{ "Effect": "¦" }'), { first: ['Allow', 'Deny'], gives: s('{ "Effect": "Allow" }') }],
  [s('{ "Effect": "¦ }'), { first: ['Allow', 'Deny'], gives: s('{ "Effect": "Allow" }') }],
  [s('{ "Effect": "D¦" }'), { first: ['Deny'], gives: s('{ "Effect": "Deny" }') }],
  [s('{ "Effect": D¦ }'), { first: ['Deny'], gives: s('{ "Effect": "Deny" }') }],
  [s('{ "Effect": "¦Allow" }'), { accept: 'Deny', gives: s('{ "Effect": "Deny" }') }],
  [s('{ "Effect": "Al¦low" }'), { first: ['Allow'], gives: s('{ "Effect": "Allow" }') }],
  [s('{ "Effect":¦ }'), { first: ['Allow', 'Deny'] }],
  [s('{ "Effect": "¦" }'), { first: ['Deny'], lacks: ['Allow'], path: 'rcp.json' }],
  [
    s('{ "Effect": "¦,\n"Action": "bedrock:GetAgent" }'),
    { first: ['Allow'], gives: s('{ "Effect": "Allow",\n"Action": "bedrock:GetAgent" }') },
  ],
]);

const action = (value: string) => s(`{ "Effect": "Allow", "Action": ${value} }`);

positions('Action', [
  [
    action('"¦"'),
    {
      first: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
      has: ['bedrock', 'bedrock-agentcore', 'bedrock-mantle', 's3', 'iam', 'inference, streaming included'],
      gives: action('"bedrock:InvokeModel"'),
    },
  ],
  [action('¦'), { first: ['bedrock:InvokeModel'], gives: action('"bedrock:InvokeModel"') }],
  [action('[¦]'), { first: ['bedrock:InvokeModel'], gives: action('["bedrock:InvokeModel"]') }],
  [action('["¦"]'), { first: ['bedrock:InvokeModel'], gives: action('["bedrock:InvokeModel"]') }],
  [action('["¦'), { first: ['bedrock:InvokeModel'] }],
  [
    action('["bedrock:InvokeModel", "¦"]'),
    {
      first: ['bedrock:InvokeModelWithResponseStream'],
      lacks: ['bedrock:InvokeModel', 'inference, streaming included'],
    },
  ],
  [
    action('["bedrock:InvokeModel", ¦]'),
    {
      first: ['bedrock:InvokeModelWithResponseStream'],
      gives: action('["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]'),
    },
  ],
  [
    action('["bedrock:InvokeModel" ¦]'),
    {
      first: ['bedrock:InvokeModelWithResponseStream'],
      gives: action('["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]'),
    },
  ],
  [
    action('[¦ "bedrock:InvokeModel"]'),
    {
      first: ['bedrock:InvokeModelWithResponseStream'],
      gives: action('["bedrock:InvokeModelWithResponseStream", "bedrock:InvokeModel"]'),
    },
  ],
  [
    action('["bedrock:InvokeModel", ¦ "bedrock:GetAgent"]'),
    {
      accept: 'bedrock:ApplyGuardrail',
      gives: action('["bedrock:InvokeModel", "bedrock:ApplyGuardrail", "bedrock:GetAgent"]'),
    },
  ],
  [action('["bedrock:*", "bedrock:Get¦"]'), { lacks: ['GetFoundationModel', 'Get*'] }],
  [action('"inv¦"'), { first: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], lacks: ['a4b'] }],
  [action('"Invoke¦"'), { first: ['bedrock:InvokeModel'] }],
  [action('"model¦"'), { has: ['bedrock:InvokeModel', 'bedrock:ListFoundationModels'] }],
  [
    action('"imws¦"'),
    { first: ['bedrock:InvokeModelWithResponseStream'], gives: action('"bedrock:InvokeModelWithResponseStream"') },
  ],
  [action('"bedrock:imws¦"'), { first: ['InvokeModelWithResponseStream'] }],
  [action('"bedrock:gfm¦"'), { first: ['GetFoundationModel'] }],
  [action('"Converse¦"'), { first: ['Converse', 'ConverseStream'], gives: action('"bedrock:InvokeModel"') }],
  [action('"ConverseS¦"'), { first: ['ConverseStream'], gives: action('"bedrock:InvokeModelWithResponseStream"') }],
  [action('"bedrock:Converse¦"'), { first: ['Converse', 'ConverseStream'], gives: action('"bedrock:InvokeModel"') }],
  [action('"bedrock:StartAsync¦"'), { first: ['StartAsyncInvoke'], gives: action('"bedrock:InvokeModel"') }],
  [action('"bedrock-runtime¦"'), { first: ['bedrock-runtime'], gives: action('"bedrock:"') }],
  [action('"bedrock-agent-run¦"'), { first: ['bedrock-agent-runtime'], gives: action('"bedrock:"') }],
  [action('"bedrock-runtime:¦"'), { first: ['InvokeModel'], gives: action('"bedrock:InvokeModel"') }],
  [action('"bedrock-runtime:Inv¦"'), { first: ['InvokeModel'], gives: action('"bedrock:InvokeModel"') }],
  [
    action('"bedrock-agentcore-control:Cre¦"'),
    { has: ['CreateGateway'], accept: 'CreateGateway', gives: action('"bedrock-agentcore:CreateGateway"') },
  ],
  [
    action('"bed¦"'),
    {
      has: ['bedrock', 'bedrock-agentcore', 'bedrock-mantle', 'bedrock-websearch'],
      accept: 'bedrock',
      gives: action('"bedrock:"'),
    },
  ],
  [
    action('"bedrock:¦"'),
    { first: ['InvokeModel', 'InvokeModelWithResponseStream'], gives: action('"bedrock:InvokeModel"') },
  ],
  [action('"bedrock:¦'), { first: ['InvokeModel'] }],
  [action('"BEDROCK:inv¦"'), { first: ['InvokeModel'], gives: action('"bedrock:InvokeModel"') }],
  [action('"bedrock:Get¦"'), { first: ['GetFoundationModel'], has: ['Get*'], lacks: ['InvokeModel', 'CreateFlow'] }],
  [
    action('"bedrock:Guard¦"'),
    { first: ['ApplyGuardrail'], has: ['CreateGuardrail', 'DeleteGuardrail'], lacks: ['InvokeModel'] },
  ],
  [action('"bedrock:Get*¦"'), { first: ['Get*'], has: ['GetFoundationModel'], lacks: ['InvokeModel'] }],
  [
    action('["bedrock:ListT*¦"]'),
    { first: ['ListT*'], accept: 'ListTagsForResource', gives: action('["bedrock:ListTagsForResource"]') },
  ],
  [action('"bedrock:*Guardrail¦"'), { has: ['*Guardrail'] }],
  [
    action('["bedrock:*Prompt¦"]'),
    {
      first: ['*Prompt', 'all 6 actions of *Prompt'],
      accept: 'all 6 actions of *Prompt',
      gives: action(
        '["bedrock:CreatePrompt", "bedrock:DeletePrompt", "bedrock:GetPrompt", "bedrock:OptimizePrompt", "bedrock:RenderPrompt", "bedrock:UpdatePrompt"]',
      ),
    },
  ],
  [action('"bedrock:Invo¦keModel"'), { first: ['InvokeModel'], gives: action('"bedrock:InvokeModel"') }],
  [action('"¦bedrock:InvokeModel"'), { accept: 'bedrock:ApplyGuardrail', gives: action('"bedrock:ApplyGuardrail"') }],
  [action('"bedr¦ock:InvokeModel"'), { has: ['bedrock-agentcore'] }],
  [
    action('"read-only¦"'),
    { first: ['all read-only Bedrock actions'], gives: action('["bedrock:Get*", "bedrock:List*"]') },
  ],
  [
    action('["read-only¦"]'),
    { first: ['all read-only Bedrock actions'], gives: action('["bedrock:Get*", "bedrock:List*"]') },
  ],
  [
    action('["inference¦"]'),
    {
      accept: 'inference, streaming included',
      gives: action('["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]'),
    },
  ],
  [
    action('[\n"inference¦"\n]'),
    {
      accept: 'inference, streaming included',
      gives: action('[\n"bedrock:InvokeModel",\n"bedrock:InvokeModelWithResponseStream"\n]'),
    },
  ],
  [action('"s3:¦"'), { first: ['GetObject'], gives: action('"s3:GetObject"') }],
  [action('"s3:Put¦"'), { first: ['PutObject'] }],
  [action('"ec2:¦"'), { lacks: ['InvokeModel'] }],
  [action('"iam:Pass¦"'), { first: ['PassRole'], gives: action('"iam:PassRole"') }],
  [action('"sage¦"'), { has: ['sagemaker'] }],
  nothing(action('"nosuchservice:¦"')),
  nothing(action('5¦')),
  [
    s('{ "Effect": "Allow", "NotAction": "¦" }'),
    { first: ['bedrock:InvokeModel'], gives: s('{ "Effect": "Allow", "NotAction": "bedrock:InvokeModel" }') },
  ],
  [s('{ "Effect": "Allow", "NotAction": ["bedrock:Del¦"] }'), { has: ['DeleteGuardrail'] }],
  [
    '{ "Version": "2012-10-17", "Statement": [{ "Action": "workmail:GetUser" }, { "Action": "¦" }] }',
    { has: ['workmail'] },
  ],
  trust('{ "Action": "¦" }', { first: ['sts:AssumeRole'], lacks: ['bedrock:InvokeModel'] }),
  trust('{ "Principal": { "Federated": "arn:aws:iam::222233334444:oidc-provider/x" }, "Action": "¦" }', {
    first: ['sts:AssumeRoleWithWebIdentity'],
  }),
  trust('{ "Principal": { "Federated": "arn:aws:iam::222233334444:saml-provider/x" }, "Action": ["¦"] }', {
    first: ['sts:AssumeRoleWithSAML'],
  }),
  trust('{ "Action": ["sts:AssumeRole", "¦"] }', { lacks: ['sts:AssumeRole'], has: ['sts:TagSession'] }),
  [
    action('["bedrock:InvokeModel",\r\n  "bedrock:Inv¦\r\n]'),
    {
      first: ['InvokeModelWithResponseStream'],
      gives: action('["bedrock:InvokeModel",\r\n  "bedrock:InvokeModelWithResponseStream"\r\n]'),
    },
  ],
]);

const on = (value: string, name = 'bedrock:InvokeModel') =>
  s(`{ "Effect": "Allow", "Action": "${name}", "Resource": ${value} }`);
const arn = (text: string, name?: string) => on(`"arn:${text}"`, name);

positions('Resource', [
  [
    on('"¦"'),
    {
      first: ['foundation-model', 'inference-profile', 'application-inference-profile'],
      has: ['*', 'provisioned-model'],
      lacks: ['agent', 'guardrail'],
      gives: on('"arn:aws:bedrock:us-east-1::foundation-model/ResourceId"'),
    },
  ],
  [on('¦'), { first: ['foundation-model'], gives: on('"arn:aws:bedrock:us-east-1::foundation-model/ResourceId"') }],
  [on('[¦]'), { first: ['foundation-model'], gives: on('["arn:aws:bedrock:us-east-1::foundation-model/ResourceId"]') }],
  [
    on('["¦"]'),
    { first: ['foundation-model'], gives: on('["arn:aws:bedrock:us-east-1::foundation-model/ResourceId"]') },
  ],
  [
    on('["¦]'),
    { first: ['foundation-model'], gives: on('["arn:aws:bedrock:us-east-1::foundation-model/ResourceId"]') },
  ],
  [
    on('"found¦"'),
    { first: ['foundation-model'], gives: on('"arn:aws:bedrock:us-east-1::foundation-model/ResourceId"') },
  ],
  [on('"profile¦"'), { has: ['inference-profile', 'application-inference-profile'] }],
  [on('"*¦"'), { isEmpty: true }],
  [on('"arn¦"'), { first: ['foundation-model'] }],
  [
    on('"¦"', 'bedrock:ListFoundationModels'),
    { first: ['*'], lacks: ['foundation-model'], gives: on('"*"', 'bedrock:ListFoundationModels') },
  ],
  [on('"¦"', 'bedrock:ApplyGuardrail'), { first: ['guardrail', 'guardrail-profile'], lacks: ['foundation-model'] }],
  [on('"¦"', 'bedrock:InvokeAgent'), { first: ['agent-alias'], lacks: ['agent'] }],
  [on('"¦"', 'bedrock:Retrieve'), { first: ['knowledge-base'] }],
  [on('"¦"', 'bedrock:*'), { first: ['foundation-model', 'inference-profile'], has: ['agent', 'guardrail', '*'] }],
  [on('"¦"', 's3:GetObject'), { has: ['object', 'accesspointobject'], lacks: ['foundation-model', 'bucket'] }],
  [
    on('"obj¦"', 's3:GetObject'),
    { first: ['object'], gives: on('"arn:aws:s3:::BucketName/ObjectName"', 's3:GetObject') },
  ],
  [
    on('"¦"', 'iam:PassRole'),
    { first: ['role'], gives: on('"arn:aws:iam::111122223333:role/RoleNameWithPath"', 'iam:PassRole') },
  ],
  [s('{ "Effect": "Deny", "NotAction": "bedrock:InvokeModel", "Resource": "¦" }'), { first: ['foundation-model'] }],
  [s('{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "NotResource": "¦" }'), { first: ['foundation-model'] }],
  [s('{ "Resource": "¦" }'), { first: ['foundation-model'] }],
  [on('["*", "¦"]'), { lacks: ['*'] }],
  [
    '{ "Version": "2012-10-17", "Statement": [{ "Action": "bedrock:GetAgent", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:agent/A1" }, { "Action": "bedrock:ApplyGuardrail", "Resource": "¦" }] }',
    {
      first: ['guardrail'],
      accept: 'guardrail',
      gives:
        '{ "Version": "2012-10-17", "Statement": [{ "Action": "bedrock:GetAgent", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:agent/A1" }, { "Action": "bedrock:ApplyGuardrail", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/GuardrailId" }] }',
    },
  ],
  [
    '{ "Version": "2012-10-17", "Statement": [{ "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0" }, { "Action": "bedrock:InvokeModelWithResponseStream", "Resource": "¦" }] }',
    { has: ['arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0'] },
  ],
  [
    '{ "Version": "2012-10-17", "Statement": [{ "Action": "bedrock:GetAgent", "Resource": "arn:aws-us-gov:bedrock:us-gov-west-1:222233334444:agent/A1" }, { "Action": "bedrock:Retrieve", "Resource": "¦" }] }',
    {
      accept: 'knowledge-base',
      gives:
        '{ "Version": "2012-10-17", "Statement": [{ "Action": "bedrock:GetAgent", "Resource": "arn:aws-us-gov:bedrock:us-gov-west-1:222233334444:agent/A1" }, { "Action": "bedrock:Retrieve", "Resource": "arn:aws-us-gov:bedrock:us-gov-west-1:222233334444:knowledge-base/KnowledgeBaseId" }] }',
    },
  ],
]);

positions('within an ARN', [
  [arn('¦'), { first: ['aws'], has: ['aws-us-gov', 'aws-cn', 'aws-eusc'], gives: arn('aws') }],
  [arn('aws-¦'), { has: ['aws-us-gov'] }],
  [
    arn('a¦ws:bedrock:us-east-1::foundation-model/x'),
    { accept: 'aws-us-gov', gives: arn('aws-us-gov:bedrock:us-east-1::foundation-model/x') },
  ],
  [arn('aws:¦'), { first: ['bedrock'], gives: arn('aws:bedrock') }],
  [arn('aws:¦', 'iam:PassRole'), { first: ['iam'] }],
  [arn('aws:bed¦'), { first: ['bedrock', 'bedrock-agentcore'], lacks: ['s3'] }],
  [
    arn('aws:bedrock:¦'),
    {
      first: ['us-east-1', 'us-east-2'],
      has: ['eu-central-1', '*'],
      lacks: ['us-gov-west-1', 'foundation-model'],
      gives: arn('aws:bedrock:us-east-1'),
    },
  ],
  [arn('aws-us-gov:bedrock:¦'), { has: ['us-gov-west-1'], lacks: ['us-east-1'] }],
  [arn('aws:bedrock:eu¦'), { first: ['eu-central-1'] }],
  [
    arn('aws:bedrock:us-¦::foundation-model/x'),
    { accept: 'us-west-2', gives: arn('aws:bedrock:us-west-2::foundation-model/x') },
  ],
  [
    arn('aws:bedrock:us-east-1:¦'),
    { first: [':foundation-model/'], has: ['*'], gives: arn('aws:bedrock:us-east-1::foundation-model/') },
  ],
  [arn('aws:bedrock:us-east-1:¦:agent/A'), { has: ['*'], lacks: [':foundation-model/'] }],
  [
    '{ "Version": "2012-10-17", "Statement": [{ "Resource": "arn:aws:bedrock:us-east-1:222233334444:agent/A" }, { "Resource": "arn:aws:bedrock:us-east-1:¦" }] }',
    { first: ['222233334444'] },
  ],
  [
    arn('aws:bedrock:us-east-1::¦'),
    {
      first: ['foundation-model/'],
      lacks: ['inference-profile/', 'agent/'],
      gives: arn('aws:bedrock:us-east-1::foundation-model/'),
    },
  ],
  [
    arn('aws:bedrock:us-east-1:222233334444:¦'),
    { first: ['inference-profile/', 'application-inference-profile/'], lacks: ['foundation-model/'] },
  ],
  [arn('aws:bedrock:us-east-1:222233334444:¦', 'bedrock:InvokeAgent'), { first: ['agent-alias/'] }],
  [
    arn('aws:bedrock:us-east-1:222233334444:inf¦erence-profile/us.amazon.nova-lite-v1:0'),
    {
      accept: 'inference-profile',
      gives: arn('aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0'),
    },
  ],
  [
    arn('aws:bedrock:us-east-1::foundation-model/¦'),
    {
      first: ['anthropic.*'],
      has: ['amazon.nova-lite-v1:0', 'amazon.*', 'meta.*'],
      lacks: ['us.amazon.nova-lite-v1:0'],
    },
  ],
  [
    arn('aws:bedrock:us-east-1::foundation-model/amazon.¦'),
    {
      first: ['amazon.*'],
      has: ['amazon.nova-lite-v1:0'],
      lacks: ['anthropic.*'],
      accept: 'amazon.nova-lite-v1:0',
      gives: arn('aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'),
    },
  ],
  [
    arn('aws:bedrock:us-east-1::foundation-model/nova-l¦'),
    { first: ['amazon.nova-lite-v1:0'], gives: arn('aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0') },
  ],
  [
    arn('aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:¦0'),
    { first: ['amazon.nova-lite-v1:0'], gives: arn('aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0') },
  ],
  [
    arn('aws:bedrock:us-east-1:222233334444:inference-profile/¦'),
    { has: ['us.amazon.nova-lite-v1:0', '*'], lacks: ['amazon.nova-lite-v1:0'] },
  ],
  [
    on('["arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-l¦"]'),
    {
      first: ['us.amazon.nova-lite-v1:0 + model ARNs', 'us.amazon.nova-lite-v1:0'],
      accept: 'us.amazon.nova-lite-v1:0 + model ARNs',
      gives: on(
        '["arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0", "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"]',
      ),
    },
  ],
  [
    on('"arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-l¦"'),
    {
      accept: 'us.amazon.nova-lite-v1:0 + model ARNs',
      gives: on(
        '["arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0", "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"]',
      ),
    },
  ],
  [
    on(
      '["arn:aws:bedrock:*::foundation-model/*", "arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-l¦"]',
    ),
    { first: ['us.amazon.nova-lite-v1:0'], lacks: ['us.amazon.nova-lite-v1:0 + model ARNs'] },
  ],
  [
    on('["arn:aws:bedrock:us-east-1:222233334444:inference-profile/global.¦"]'),
    {
      has: ['global.anthropic.claude-sonnet-4-20250514-v1:0 + model ARNs'],
      lacks: ['us.amazon.nova-lite-v1:0'],
    },
  ],
  [
    arn('aws:bedrock:us-east-1:222233334444:guardrail-profile/¦', 'bedrock:ApplyGuardrail'),
    { first: ['us.guardrail.v1:0'] },
  ],
  [
    arn('aws:bedrock:us-east-1:222233334444:data-automation-profile/¦', 'bedrock:InvokeDataAutomationAsync'),
    { first: ['us.data-automation-v1'] },
  ],
  [arn('aws:bedrock:us-east-1:222233334444:guardrail/¦', 'bedrock:ApplyGuardrail'), { first: ['*'] }],
  [
    arn('aws:iam::222233334444:¦', 'iam:PassRole'),
    { first: ['role/'], gives: arn('aws:iam::222233334444:role/', 'iam:PassRole') },
  ],
  [on('["arn:aws:bedrock:¦'), { first: ['us-east-1'] }],
]);

positions('Condition', [
  [
    inference('"Condition": ¦'),
    { first: ['StringEquals', 'StringLike'], gives: inference('"Condition": { "StringEquals": { "": "" } }') },
  ],
  [
    inference('"Condition": { ¦ }'),
    {
      first: ['StringEquals'],
      has: ['StringEqualsIfExists', 'bedrock:GuardrailIdentifier'],
      gives: inference('"Condition": { "StringEquals": { "": "" } }'),
    },
  ],
  [inference('"Condition": { "¦" }'), { first: ['StringEquals', 'StringLike', 'ArnLike'] }],
  [
    inference('"Condition": { "Arn¦" }'),
    { first: ['ArnLike'], lacks: ['StringEquals'], gives: inference('"Condition": { "ArnLike": { "": "" } }') },
  ],
  [
    inference('"Condition": { "guard¦" }'),
    {
      first: ['bedrock:GuardrailIdentifier'],
      gives: inference('"Condition": { "ArnLike": { "bedrock:GuardrailIdentifier": "" } }'),
    },
  ],
  [
    inference('"Condition": { "¦": { "bedrock:GuardrailIdentifier": "x" } }'),
    { has: ['ArnLike', 'Null', 'StringLike'], lacks: ['Bool', 'IpAddress', 'DateLessThan'] },
  ],
  [
    inference('"Condition": { "String¦Equals": { "aws:PrincipalOrgID": "o-1" } }'),
    { accept: 'StringLike', gives: inference('"Condition": { "StringLike": { "aws:PrincipalOrgID": "o-1" } }') },
  ],
  [inference('"Condition": { "StringEquals": {}, "¦" }'), { lacks: ['StringEquals'] }],
  [inference('"Condition": { "For¦" }'), { has: ['ForAnyValue:StringEquals', 'ForAllValues:StringEquals'] }],
  [
    inference('"Condition": { "StringEquals": ¦ }'),
    {
      first: ['bedrock:ServiceTier'],
      gives: inference('"Condition": { "StringEquals": { "bedrock:ServiceTier": "" } }'),
    },
  ],
  [
    inference('"Condition": { "StringEquals": { "¦" } }'),
    {
      first: ['bedrock:ServiceTier'],
      has: ['aws:RequestedRegion', 'aws:PrincipalOrgID'],
      lacks: ['aws:SourceIp', 'aws:SecureTransport'],
    },
  ],
  [
    inference('"Condition": { "StringEquals": { ¦ } }'),
    {
      first: ['bedrock:ServiceTier'],
      gives: inference('"Condition": { "StringEquals": { "bedrock:ServiceTier": "" } }'),
    },
  ],
  [
    inference('"Condition": { "StringEquals": { "req¦" } }'),
    {
      has: ['aws:RequestedRegion'],
      gives: inference('"Condition": { "StringEquals": { "aws:RequestedRegion": "" } }'),
      accept: 'aws:RequestedRegion',
    },
  ],
  [
    inference('"Condition": { "StringEquals": { "bedrock:ServiceTier": "flex", "¦" } }'),
    { lacks: ['bedrock:ServiceTier'] },
  ],
  [
    inference('"Condition": { "ArnLike": { "¦" } }'),
    {
      first: ['bedrock:GuardrailIdentifier', 'bedrock:InferenceProfileArn'],
      has: ['aws:PrincipalArn'],
      lacks: ['aws:SourceIp', 'bedrock:ServiceTier'],
    },
  ],
  [
    inference('"Condition": { "Bool": { "¦" } }'),
    { has: ['aws:SecureTransport', 'aws:MultiFactorAuthPresent'], lacks: ['bedrock:ServiceTier'] },
  ],
  [
    inference('"Condition": { "Bool": { "aws:Sec¦" } }'),
    { first: ['aws:SecureTransport'], gives: inference('"Condition": { "Bool": { "aws:SecureTransport": "true" } }') },
  ],
  [inference('"Condition": { "IpAddress": { "¦" } }'), { first: ['aws:SourceIp'], lacks: ['aws:PrincipalArn'] }],
  [inference('"Condition": { "DateLessThan": { "¦" } }'), { has: ['aws:CurrentTime'], lacks: ['aws:SourceIp'] }],
  [
    inference('"Condition": { "NumericLessThan": { "¦" } }'),
    { has: ['aws:MultiFactorAuthAge'], lacks: ['aws:SourceIp'] },
  ],
  [inference('"Condition": { "Null": { "¦" } }'), { has: ['bedrock:GuardrailIdentifier', 'aws:SourceIp'] }],
  [
    inference('"Condition": { "Null": { "guard¦" } }'),
    {
      first: ['bedrock:GuardrailIdentifier'],
      gives: inference('"Condition": { "Null": { "bedrock:GuardrailIdentifier": "true" } }'),
    },
  ],
  [
    inference('"Condition": { "ForAllValues:StringEquals": { "¦" } }'),
    { has: ['aws:TagKeys'], lacks: ['bedrock:ServiceTier'] },
  ],
  [
    inference('"Condition": { "StringEquals": { "ResourceTag¦" } }'),
    {
      first: ['aws:ResourceTag/${TagKey}'],
      gives: inference('"Condition": { "StringEquals": { "aws:ResourceTag/tag-key": "" } }'),
    },
  ],
  [
    inference('"Condition": { "StringEquals": { "bedrock:¦": "flex" } }'),
    {
      accept: 'bedrock:ServiceTier',
      gives: inference('"Condition": { "StringEquals": { "bedrock:ServiceTier": "flex" } }'),
    },
  ],
  [
    s('{ "Action": "bedrock:CallWithBearerToken", "Condition": { "StringEquals": { "¦" } } }'),
    { first: ['bedrock:BearerTokenType'] },
  ],
  [s('{ "Action": "iam:PassRole", "Condition": { "StringEquals": { "¦" } } }'), { first: ['iam:PassedToService'] }],
  [
    s('{ "Action": "iam:CreateServiceSpecificCredential", "Condition": { "StringEquals": { "¦" } } }'),
    { first: ['iam:ServiceSpecificCredentialServiceName'] },
  ],
]);

const value = (operator: string, key: string, written: string) =>
  inference(`"Condition": { "${operator}": { "${key}": ${written} } }`);

positions('condition values', [
  [
    value('StringEquals', 'bedrock:ServiceTier', '"¦"'),
    {
      first: ['default', 'priority', 'flex', 'reserved'],
      gives: value('StringEquals', 'bedrock:ServiceTier', '"default"'),
    },
  ],
  [
    value('StringEquals', 'bedrock:ServiceTier', '¦'),
    { first: ['default'], gives: value('StringEquals', 'bedrock:ServiceTier', '"default"') },
  ],
  [value('StringEquals', 'bedrock:ServiceTier', '["flex", "¦"]'), { lacks: ['flex'], has: ['priority'] }],
  [value('StringEquals', 'bedrock:BearerTokenType', '"¦"'), { first: ['SHORT_TERM', 'LONG_TERM'] }],
  [value('StringEquals', 'BEDROCK:bearertokentype', '"¦"'), { first: ['SHORT_TERM', 'LONG_TERM'] }],
  [
    value('Bool', 'aws:SecureTransport', '"¦"'),
    { first: ['true', 'false'], gives: value('Bool', 'aws:SecureTransport', '"true"') },
  ],
  [
    value('Bool', 'aws:SecureTransport', '¦'),
    { first: ['true', 'false'], gives: value('Bool', 'aws:SecureTransport', '"true"') },
  ],
  [value('BoolIfExists', 'aws:MultiFactorAuthPresent', '"f¦"'), { first: ['false'] }],
  [value('Null', 'bedrock:GuardrailIdentifier', '"¦"'), { first: ['true', 'false'] }],
  [value('StringEquals', 'aws:RequestedRegion', '"¦"'), { first: ['us-east-1'], has: ['eu-central-1', 'unspecified'] }],
  [
    value('StringNotEquals', 'aws:RequestedRegion', '["us-east-1", "¦"]'),
    { lacks: ['us-east-1'], has: ['unspecified'] },
  ],
  [value('StringEquals', 'aws:RequestedRegion', '"unsp¦"'), { first: ['unspecified'] }],
  [
    value('ArnEquals', 'bedrock:GuardrailIdentifier', '"¦"'),
    {
      first: ['guardrail/GuardrailId'],
      gives: value(
        'ArnEquals',
        'bedrock:GuardrailIdentifier',
        '"arn:aws:bedrock:us-east-1:111122223333:guardrail/GuardrailId"',
      ),
    },
  ],
  [
    value('ArnLike', 'bedrock:InferenceProfileArn', '"¦"'),
    { first: ['inference-profile/ProfileId', 'application-inference-profile/ProfileId'] },
  ],
  [
    value(
      'ArnLike',
      'bedrock:InferenceProfileArn',
      '"arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-l¦"',
    ),
    { first: ['us.amazon.nova-lite-v1:0'], lacks: ['us.amazon.nova-lite-v1:0 + model ARNs'] },
  ],
  [value('ArnLike', 'bedrock:InferenceProfileArn', '"arn:aws:bedrock:¦"'), { first: ['us-east-1'] }],
  [value('ArnLike', 'bedrock:PromptRouterArn', '"¦"'), { first: ['prompt-router/PromptRouterId'] }],
  [
    value('StringEquals', 'aws:ResourceTag/team', '"¦"'),
    {
      first: ['${aws:PrincipalTag/team}'],
      gives: value('StringEquals', 'aws:ResourceTag/team', '"${aws:PrincipalTag/team}"'),
    },
  ],
  [
    value('StringEquals', 'aws:PrincipalOrgID', '"¦"'),
    { first: ['o-'], gives: value('StringEquals', 'aws:PrincipalOrgID', '"o-a1b2c3d4e5"') },
  ],
  [value('IpAddress', 'aws:SourceIp', '"¦"'), { first: ['203.0.113.0/24'] }],
  [value('NotIpAddress', 'aws:SourceIp', '["¦"]'), { first: ['203.0.113.0/24'] }],
  [value('StringEquals', 'aws:SourceVpce', '"¦"'), { first: ['vpce-'] }],
  [value('StringEquals', 'aws:CalledViaLast', '"¦"'), { first: ['bedrock.amazonaws.com'] }],
  [value('StringEquals', 'aws:SourceAccount', '"¦"'), { first: ['111122223333'] }],
  [
    s('{ "Action": "iam:PassRole", "Condition": { "StringEquals": { "iam:PassedToService": "¦" } } }'),
    { first: ['bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com'] },
  ],
  [
    s('{ "Action": "iam:AttachRolePolicy", "Condition": { "ArnEquals": { "iam:PolicyARN": "¦" } } }'),
    {
      first: ['AmazonBedrockFullAccess', 'AmazonBedrockReadOnly'],
      gives: s(
        '{ "Action": "iam:AttachRolePolicy", "Condition": { "ArnEquals": { "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonBedrockFullAccess" } } }',
      ),
    },
  ],
  [
    s('{ "Action": "iam:CreateRole", "Condition": { "StringEquals": { "iam:PermissionsBoundary": "Studio¦" } } }'),
    { first: ['AmazonBedrockStudioPermissionsBoundary'] },
  ],
  [
    s(
      '{ "Action": "iam:CreateServiceSpecificCredential", "Condition": { "StringEquals": { "iam:ServiceSpecificCredentialServiceName": "¦" } } }',
    ),
    { first: ['bedrock.amazonaws.com'] },
  ],
  nothing(value('StringEquals', 'no:suchkey', '"¦"')),
]);

positions('policy variables', [
  [
    on('"arn:aws:bedrock:*::foundation-model/${¦}"'),
    {
      first: ['aws:PrincipalTag/tag-key'],
      has: ['aws:username', '*'],
      gives: on('"arn:aws:bedrock:*::foundation-model/${aws:PrincipalTag/tag-key}"'),
    },
  ],
  [
    on('"arn:aws:bedrock:*::foundation-model/${¦"'),
    { accept: 'aws:username', gives: on('"arn:aws:bedrock:*::foundation-model/${aws:username}"') },
  ],
  [
    on('"arn:aws:bedrock:*::foundation-model/${aws:user¦}"'),
    { first: ['aws:username', 'aws:userid'], gives: on('"arn:aws:bedrock:*::foundation-model/${aws:username}"') },
  ],
  [
    on('"arn:aws:s3:::b/${aws:us¦ername}/*"', 's3:GetObject'),
    { first: ['aws:username'], gives: on('"arn:aws:s3:::b/${aws:username}/*"', 's3:GetObject') },
  ],
  [
    on('"arn:aws:s3:::b/${aws:PrincipalTag¦"', 's3:GetObject'),
    {
      accept: "aws:PrincipalTag/tag-key, 'default'",
      gives: on(`"arn:aws:s3:::b/\${aws:PrincipalTag/tag-key, 'default'}"`, 's3:GetObject'),
    },
  ],
  [value('StringEquals', 'aws:ResourceTag/team', '"${¦}"'), { first: ['aws:PrincipalTag/tag-key'] }],
  [value('StringLike', 'aws:PrincipalArn', '"arn:aws:iam::${¦:role/x"'), { has: ['aws:PrincipalAccount'] }],
  [
    '{ "Version": "2008-10-17", "Statement": [{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${¦}" }] }',
    {
      accept: 'aws:username',
      gives:
        '{ "Version": "2012-10-17", "Statement": [{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}" }] }',
    },
  ],
  [
    '{ "Statement": [{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${¦}" }] }',
    {
      accept: 'aws:username',
      gives:
        '{ "Version": "2012-10-17", "Statement": [{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}" }] }',
    },
  ],
  [action('"s3:${¦}"'), { lacks: ['aws:username'] }],
]);

positions('Principal', [
  trust('{ "Principal": ¦ }', {
    first: ['Service', 'AWS', 'Federated'],
    lacks: ['*'],
    gives: s('{ "Principal": { "Service": "" } }'),
  }),
  trust('{ "Principal": "¦" }', { first: ['Service'], gives: s('{ "Principal": { "Service": "" } }') }),
  trust('{ "Principal": { ¦ } }', {
    first: ['Service', 'AWS', 'Federated'],
    lacks: ['CanonicalUser'],
    gives: s('{ "Principal": { "Service": "" } }'),
  }),
  trust('{ "Principal": { "¦" } }', { first: ['Service'] }),
  trust('{ "Principal": { "Service": "x", "¦" } }', { first: ['AWS'], lacks: ['Service'] }),
  trust('{ "Principal": { "Service": "¦" } }', {
    first: ['bedrock.amazonaws.com', 'bedrock-agentcore.amazonaws.com'],
    gives: s('{ "Principal": { "Service": "bedrock.amazonaws.com" } }'),
  }),
  trust('{ "Principal": { "Service": ¦ } }', {
    first: ['bedrock.amazonaws.com'],
    gives: s('{ "Principal": { "Service": "bedrock.amazonaws.com" } }'),
  }),
  trust('{ "Principal": { "Service": ["bedrock.amazonaws.com", "¦"] } }', {
    lacks: ['bedrock.amazonaws.com'],
    has: ['lambda.amazonaws.com'],
  }),
  trust('{ "Principal": { "Service": "lam¦" } }', { first: ['lambda.amazonaws.com'] }),
  trust('{ "Principal": { "AWS": "¦" } }', {
    first: ['account', 'role', 'user'],
    gives: s('{ "Principal": { "AWS": "arn:aws:iam::111122223333:root" } }'),
  }),
  trust('{ "Principal": { "AWS": ["¦"] } }', {
    accept: 'role',
    gives: s('{ "Principal": { "AWS": ["arn:aws:iam::111122223333:role/RoleName"] } }'),
  }),
  trust('{ "Principal": { "AWS": "arn:aws:¦" } }', { first: ['iam', 'sts'] }),
  trust('{ "Principal": { "AWS": "arn:aws:iam::222233334444:¦" } }', {
    first: ['root', 'role/', 'user/'],
    gives: s('{ "Principal": { "AWS": "arn:aws:iam::222233334444:root" } }'),
  }),
  trust('{ "Principal": { "AWS": "arn:aws:sts::222233334444:¦" } }', { first: ['assumed-role/'], lacks: ['root'] }),
  trust('{ "Principal": { "Federated": "¦" } }', { first: ['oidc-provider', 'saml-provider'] }),
  resource('{ "Principal": ¦ }', { first: ['AWS'], has: ['*'], lacks: ['Federated'] }),
  resource('{ "Principal": { "¦" } }', { first: ['AWS'], lacks: ['Federated'] }),
  resource('{ "Principal": { "AWS": "*¦" } }', { isEmpty: true }),
  resource('{ "NotPrincipal": { "AWS": "¦" } }', { first: ['account'] }),
  [s('{ "Principal": ¦ }'), { first: ['*'], path: 'rcp.json', lacks: ['AWS'], gives: s('{ "Principal": "*" }') }],
]);

const role = (properties: string) =>
  `{ "Resources": { "R": { "Type": "AWS::IAM::Role", "Properties": { ${properties} } } } }`;

positions('managed policies in a template', [
  [
    role('"ManagedPolicyArns": ["¦"]'),
    {
      first: ['AmazonBedrockFullAccess', 'AmazonBedrockReadOnly'],
      gives: role('"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]'),
    },
  ],
  [
    role('"ManagedPolicyArns": [¦]'),
    {
      first: ['AmazonBedrockFullAccess'],
      gives: role('"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]'),
    },
  ],
  [
    role('"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess", "¦"]'),
    { lacks: ['AmazonBedrockFullAccess'] },
  ],
  [role('"ManagedPolicyArns": ["ReadOnly¦"]'), { has: ['AmazonBedrockReadOnly', 'ReadOnlyAccess'] }],
  [role('"PermissionsBoundary": "¦"'), { has: ['AmazonBedrockStudioPermissionsBoundary'] }],
  [role('"ManagedPolicyArns": ["arn:aws:iam::aws:policy/AmazonBedrockL¦"]'), { first: ['AmazonBedrockLimitedAccess'] }],
  nothing(role('"RoleName": "¦"')),
  nothing(role('"¦"')),
]);

positions('where no policy is', [
  nothing('{ "name": "x", "¦" }'),
  nothing('[¦]'),
  nothing('[1, ¦]'),
  nothing('"¦"'),
  nothing('{ "name": "x", "version": "¦" }'),
  nothing('{ "compilerOptions": { "¦" } }'),
  nothing('{}\n¦'),
  nothing(`${s('{}')} ¦`),
  nothing('{ "a": { ¦ } }'),
  nothing('{ "Statement": "select ¦" }'),
  nothing('{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": { ¦ } }'),
  nothing('{ "Rules": [{ "Name": "r", "Priority": 0, "Statement": { ¦ } }] }'),
]);

/** One place and what a person types there, in every state that typing goes through. */
interface Place {
  readonly name: string;
  /** The statement around the hole ◻. */
  readonly around: string;
  readonly text: string;
  readonly label?: string;
  readonly path?: string;
}

const PLACES: readonly Place[] = [
  { name: 'Effect', around: '{ "Effect": ◻ }', text: 'Allow' },
  { name: 'Action', around: '{ "Action": ◻ }', text: 'bedrock:InvokeModel' },
  { name: 'Action list', around: '{ "Action": [ ◻ ] }', text: 'bedrock:ApplyGuardrail' },
  { name: 'NotAction', around: '{ "NotAction": ◻ }', text: 'bedrock:Retrieve' },
  { name: 'Resource', around: '{ "Action": "bedrock:ListGuardrails", "Resource": ◻ }', text: '*' },
  { name: 'Resource list', around: '{ "Action": "bedrock:GetFoundationModel", "Resource": [ ◻ ] }', text: '*' },
  {
    name: 'condition value',
    around: '{ "Condition": { "StringEquals": { "bedrock:BearerTokenType": ◻ } } }',
    text: 'LONG_TERM',
  },
  {
    name: 'Region',
    around: '{ "Condition": { "StringEquals": { "aws:RequestedRegion": [ ◻ ] } } }',
    text: 'eu-central-1',
  },
  { name: 'boolean', around: '{ "Condition": { "Bool": { "aws:SecureTransport": ◻ } } }', text: 'false' },
  {
    name: 'service',
    around: '{ "Principal": { "Service": ◻ } }',
    text: 'lambda.amazonaws.com',
    path: 'role-trust.json',
  },
  {
    name: 'service list',
    around: '{ "Principal": { "Service": [ ◻ ] } }',
    text: 'bedrock.amazonaws.com',
    path: 'role-trust.json',
  },
  { name: 'trust action', around: '{ "Action": ◻ }', text: 'sts:AssumeRole', path: 'role-trust.json' },
];

const half = (text: string) => text.slice(0, Math.ceil(text.length / 2));

const STATES: readonly (readonly [name: string, typed: (text: string) => string])[] = [
  ['nothing typed', () => '¦'],
  ['an empty string', () => '"¦"'],
  ['half a string', (text) => `"${half(text)}¦"`],
  ['a string without its end', (text) => `"${half(text)}¦`],
  ['the middle of the text', (text) => `"${half(text)}¦${text.slice(half(text).length)}"`],
  ['before the text', (text) => `"¦${text}"`],
  ['behind the text', (text) => `"${text}¦"`],
];

const LAYOUTS: readonly (readonly [name: string, lay: (statement: string) => string])[] = [
  ['on one line', (statement) => statement],
  ['with CRLF', (statement) => statement.replace(/([{[,]) /g, '$1\r\n  ').replace(/ ([}\]])/g, '\r\n$1')],
  ['with tabs', (statement) => statement.replace(/([{[,]) /g, '$1\n\t').replace(/ ([}\]])/g, '\n$1')],
];

describe('every state of typing', () => {
  for (const { name, around, text, label = text, path = 'policy.json' } of PLACES) {
    for (const [state, typed] of STATES) {
      if (text === '*' && typed(text).includes('*')) continue; // whoever has typed it is done
      for (const [layout, lay] of LAYOUTS) {
        it(`${name}, ${state}, ${layout}`, () => {
          const marked = withStatement(lay(around.replace('◻', () => typed(text))));
          const { items } = completions(marked, path, false);
          const isOffered = ({ label: each }: { label: string }) => each === label || text.endsWith(`:${each}`);
          const item = items.find(isOffered) ?? assert.fail(`not offered: ${items.map((each) => each.label).join()}`);
          const result = accepted(readCursor(marked).text, item);
          const wanted = withStatement(lay(around.replace('◻', () => JSON.stringify(text))));
          assert.deepEqual(JSON.parse(result), JSON.parse(wanted), result);
        });
      }
    }
  }
});
