/** Lists as a person meets them: typed for at a person's speed, and accepted with Tab or with Enter. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  closeAll,
  command,
  eventually,
  expectFindings,
  labels,
  openFile,
  press,
  screenshot,
  statusBarTooltip,
  typeSlowly,
} from './editor.ts';

interface Scene {
  readonly name: string;
  /** The statement, with ¦ where the cursor stands. */
  readonly statement?: string;
  /** Or the whole document. */
  readonly text?: string;
  readonly file?: string;
  readonly type: string;
  /** Whether the list is asked for with Ctrl+Space. */
  readonly asks?: boolean;
  readonly key: 'Tab' | 'Enter';
  /** What the document must match once the item is accepted. */
  readonly result: RegExp;
  readonly picture: string;
}

/** The editor without the window around it. */
const CLIP = { x: 48, y: 36, width: 848, height: 380 };

const SCENES: readonly Scene[] = [
  {
    name: 'the elements of a policy',
    text: '{\n  ¦\n}\n',
    type: '"',
    key: 'Tab',
    result: /^\{\s+"Version": "2012-10-17"\s+\}/,
    picture: 'complete-root',
  },
  {
    name: 'an action by its name',
    statement: '{\n      "Effect": "Allow",\n      "Action": ["¦"]\n    }',
    type: 'inv',
    key: 'Tab',
    result: /"Action": \["bedrock:InvokeModel"\]/,
    picture: 'complete-action',
  },
  {
    name: 'the template of an ARN',
    statement: '{\n      "Effect": "Allow",\n      "Action": "bedrock:InvokeModel",\n      "Resource": ["¦"]\n    }',
    type: 'found',
    key: 'Tab',
    result: /"arn:aws:bedrock:[a-z0-9-]+::foundation-model\/ResourceId"/,
    picture: 'complete-resource',
  },
  {
    name: 'a model within an ARN',
    statement:
      '{\n      "Effect": "Allow",\n      "Action": "bedrock:InvokeModel",\n      "Resource": ["arn:aws:bedrock:eu-west-2::foundation-model/¦"]\n    }',
    type: 'amazon.nova-lite',
    key: 'Tab',
    result: /"arn:aws:bedrock:eu-west-2::foundation-model\/amazon\.nova-lite-v1:0"/,
    picture: 'complete-model',
  },
  {
    name: 'a whole policy in an empty file',
    text: '¦',
    type: 'pol',
    key: 'Tab',
    result: /^\{\s+"Version": "2012-10-17",\s+"Statement": \[\s+\{\s+"Effect": "Allow",\s+"Action": \[""\],/,
    picture: 'complete-document',
  },
  {
    name: 'the action behind an API operation',
    statement: '{\n      "Effect": "Allow",\n      "Action": ["¦"]\n    }',
    type: 'Converse',
    key: 'Enter',
    result: /"Action": \["bedrock:InvokeModel"\]/,
    picture: 'complete-operation',
  },
  {
    name: 'an action by its humps',
    statement: '{\n      "Effect": "Allow",\n      "Action": "¦"\n    }',
    type: 'imws',
    key: 'Tab',
    result: /"Action": "bedrock:InvokeModelWithResponseStream"/,
    picture: 'complete-humps',
  },
  {
    name: 'what a wildcard matches',
    statement: '{\n      "Effect": "Allow",\n      "Action": ["¦"]\n    }',
    type: 'bedrock:Get*',
    asks: true,
    key: 'Enter',
    result: /"Action": \["bedrock:Get\*"\]/,
    picture: 'complete-wildcard',
  },
  {
    name: 'a model by its name',
    statement: '{\n      "Effect": "Allow",\n      "Action": "bedrock:InvokeModel",\n      "Resource": ["¦"]\n    }',
    type: 'eusonnet',
    key: 'Tab',
    result:
      /"arn:aws:bedrock:[a-z0-9-]+:\d{12}:inference-profile\/eu\.anthropic\.claude-sonnet-5",\s+"arn:aws:bedrock:\*::foundation-model\/anthropic\.claude-sonnet-5"\s+\]/,
    picture: 'complete-model-by-name',
  },
  {
    name: 'a profile with its model’s ARNs',
    statement:
      '{\n      "Effect": "Allow",\n      "Action": "bedrock:InvokeModel",\n      "Resource": [\n        "arn:aws:bedrock:us-east-1:222233334444:inference-profile/¦"\n      ]\n    }',
    type: 'us.amazon.nova-lite',
    key: 'Tab',
    result:
      /inference-profile\/us\.amazon\.nova-lite-v1:0",\s+"arn:aws:bedrock:\*::foundation-model\/amazon\.nova-lite-v1:0"\s+\]/,
    picture: 'complete-profile',
  },
  {
    name: 'the resources that a request needs together',
    statement:
      '{\n      "Effect": "Allow",\n      "Action": "bedrock-agentcore:InvokeAgentRuntime",\n      "Resource": ["¦"]\n    }',
    type: 'runt',
    key: 'Tab',
    result:
      /"arn:aws:bedrock-agentcore:[^"]*:runtime\/[^"/]+",\s+"arn:aws:bedrock-agentcore:[^"]*\/runtime-endpoint\/[^"]+"/,
    picture: 'complete-together',
  },
  {
    name: 'a condition key that the action evaluates',
    statement:
      '{\n      "Effect": "Allow",\n      "Action": "bedrock:InvokeModel",\n      "Condition": { "ArnLike": { "¦" } }\n    }',
    type: 'guard',
    key: 'Enter',
    result: /"ArnLike": \{ "bedrock:GuardrailIdentifier": "" \}/,
    picture: 'complete-condition-key',
    file: 'complete-condition-policy.json', // "key-policy" would say that it is a key's
  },
  {
    name: 'a condition’s value',
    statement:
      '{\n      "Effect": "Deny",\n      "Action": "bedrock:*",\n      "Resource": "*",\n      "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-central-1", "¦"] } }\n    }',
    type: 'unsp',
    key: 'Tab',
    result: /\["eu-central-1", "unspecified"\]/,
    picture: 'complete-condition-value',
  },
  {
    name: 'a service principal',
    file: 'role-trust.json',
    statement:
      '{\n      "Effect": "Allow",\n      "Principal": { "Service": "¦" },\n      "Action": "sts:AssumeRole"\n    }',
    type: 'bed',
    key: 'Enter',
    result: /"Service": "bedrock\.amazonaws\.com"/,
    picture: 'complete-principal',
  },
  {
    name: 'a policy variable',
    statement:
      '{\n      "Effect": "Allow",\n      "Action": "s3:GetObject",\n      "Resource": "arn:aws:s3:::prompts/¦"\n    }',
    type: '${user',
    key: 'Tab',
    result: /"arn:aws:s3:::prompts\/\$\{aws:username\}"/,
    picture: 'complete-variable',
  },
  {
    name: 'a managed policy in a template',
    file: 'template.json',
    text: '{\n  "Resources": {\n    "InvokeRole": {\n      "Type": "AWS::IAM::Role",\n      "Properties": { "ManagedPolicyArns": ["¦"] }\n    }\n  }\n}\n',
    type: 'BedrockRead',
    key: 'Enter',
    result: /\["arn:aws:iam::aws:policy\/AmazonBedrockReadOnly"\]/,
    picture: 'complete-managed-policy',
  },
  {
    name: 'the fields of an ARN, with their signature',
    statement:
      '{\n      "Effect": "Allow",\n      "Action": "bedrock:InvokeModel",\n      "Resource": "arn:aws:bedrock¦"\n    }',
    type: ':eu-c',
    key: 'Tab',
    result: /"arn:aws:bedrock:eu-central-1"/,
    picture: 'complete-region',
  },
];

describe('completion as it is typed', () => {
  afterEach(closeAll);

  for (const { name, statement, text, picture, file = `${picture}-policy.json`, type, asks, key, result } of SCENES) {
    it(`${name}, accepted with ${key}`, async () => {
      const marked = text ?? `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statement}\n  ]\n}\n`;
      const editor = await openFile(file, marked.replace('¦', ''));
      const { document } = editor;
      const position = document.positionAt(marked.indexOf('¦'));
      editor.selection = new vscode.Selection(position, position);
      await sleep(300);
      await typeSlowly(type);
      if (asks) await command('editor.action.triggerSuggest');
      await sleep(500); // the list stands
      await screenshot(picture, picture === 'complete-model-by-name' ? CLIP : undefined);
      if (picture === 'complete-operation') await screenshot('walkthrough-write', CLIP);
      const before = document.version;
      await press(key);
      await eventually(() => assert.notEqual(document.version, before, document.getText()));
      await command('hideSuggestWidget');
      await eventually(() => assert.match(document.getText(), result));
    });
  }
});

describe('snippets', () => {
  afterEach(closeAll);

  for (const [place, text] of [
    ['a Sid', '{ "Statement": [{ "Sid": "¦" }] }'],
    ['a principal', '{ "Statement": [{ "Principal": { "Service": "¦" } }] }'],
    ['an action', '{ "Statement": [{ "Action": ["¦"] }] }'],
    ['a resource', '{ "Statement": [{ "Resource": "¦" }] }'],
    ['an operator', '{ "Statement": [{ "Condition": { "¦" } }] }'],
    ['a condition’s key', '{ "Statement": [{ "Condition": { "ArnLike": { "¦" } } }] }'],
    ['a condition’s value', '{ "Statement": [{ "Condition": { "ArnLike": { "aws:SourceArn": "¦" } } }] }'],
    ['managed policies', '{ "Resources": { "Role": { "Properties": { "ManagedPolicyArns": ["¦"] } } } }'],
  ] as const) {
    it(`keep out of ${place}`, async () => {
      const { document } = await openFile('within-strings.json', text.replace('¦', ''));
      const offered = await labels(document, document.positionAt(text.indexOf('¦')));
      assert.deepEqual(
        offered.filter((label) => label.startsWith('bedrock-') && label.includes('read-only')),
        [],
      );
    });
  }

  it('are offered where a statement may stand', async () => {
    const text = '{ "Version": "2012-10-17", "Statement": [  ] }';
    const { document } = await openFile('between-strings.json', text);
    const offered = await labels(document, document.positionAt(text.indexOf('[') + 2));
    assert.ok(offered.includes('bedrock-read-only-statement'), offered.join());
  });
});

const STATUS =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }] }';

describe('a policy at a glance', () => {
  afterEach(closeAll);

  it('says in the hover of an Effect what the statement does, and shows hints', async () => {
    const editor = await openFile(
      'glance-policy.json',
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Sid": "AskNova",\n      "Effect": "Allow",\n      "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],\n      "Resource": [\n        "arn:aws:bedrock:us-east-1:222233334444:inference-profile/us.amazon.nova-lite-v1:0",\n        "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"\n      ]\n    },\n    {\n      "Sid": "Look",\n      "Effect": "Allow",\n      "Action": ["bedrock:List*", "bedrock:GetFoundationModel*"],\n      "Resource": "*"\n    }\n  ]\n}\n',
    );
    const { document } = editor;
    await expectFindings(document, []);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.ok(
      symbols.some(({ name }) => name === 'AskNova'),
      symbols.map(({ name }) => name).join(),
    );
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    assert.deepEqual(hints.map(({ label }) => label).slice(0, 1), ['→ 3 Regions']);
    const at = new vscode.Position(5, 18);
    editor.selection = new vscode.Selection(at, at);
    await sleep(500);
    await command('editor.action.showHover');
    await screenshot('hover-effect');
    const id = document.positionAt(document.getText().indexOf('us.amazon') + 5);
    editor.selection = new vscode.Selection(id, id);
    await command('editor.action.hideHover');
    await command('editor.action.showHover');
    await screenshot('hover-profile');
  });

  it('says in the status bar its kind and size, and how new our knowledge of AWS is', async () => {
    const { document } = await openFile('status-policy.json', STATUS);
    await expectFindings(document, []);
    const tooltip = await statusBarTooltip();
    if (tooltip === undefined) return;
    assert.match(tooltip, /A policy of kind identity: 112 of 6,144 characters/);
    assert.match(tooltip, /Bedrock Policy \d+\.\d+\.\d+, with what AWS offered on \d{4}-\d\d-\d\d/);
  });
});
