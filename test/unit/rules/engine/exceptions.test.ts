/** Findings that their author takes for right: comments above a statement, in every host that has comments. */
import assert from 'node:assert/strict';
import { applyEdits } from '../../../../server/src/model/edit.ts';
import type { Exception } from '../../../../server/src/rules/engine/exceptions.ts';
import { RULES } from '../../../../server/src/rules/registry.ts';
import { readDocument } from '../../../../server/src/service.ts';
import { samples } from '../../../hostile.ts';
import { renderedIn } from '../../../hosts/rendering.ts';
import { TERRAFORM_STYLES } from '../../../hosts/terraform.ts';
import { YAML_STYLES } from '../../../hosts/yaml.ts';
import { service } from '../../../service.ts';

const TODAY = '2026-11-27';

const judged = (text: string, path: string, exceptions: readonly Exception[] = []) =>
  service.judge(readDocument(text, { path }), { exceptions, today: TODAY });

/** `id: message` of what is shown, then `id (reason)` of what is excepted. Comments in JSON are another rule's. */
const told = (text: string, path = 'policy.jsonc', exceptions: readonly Exception[] = []) => {
  const { findings, excepted } = judged(text, path, exceptions);
  return [
    ...findings
      .filter(({ rule }) => rule.id !== 'json-syntax-error' && rule.id !== 'redundant-statement')
      .map(({ rule }) => rule.id),
    ...excepted.map(({ finding, exception }) => `${finding.rule.id} (${exception.reason})`),
  ];
};

const json = (comment: string, action = 'bedrock:Converse') =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${comment}\n    { "Sid": "One", "Effect": "Deny", "Action": "${action}", "Resource": "*" },\n    { "Sid": "Two", "Effect": "Deny", "Action": "bedrock:Converse", "Resource": "*" }\n  ]\n}\n`;

describe('an exception in a comment', () => {
  const ID = 'bedrock-api-operation';

  for (const [what, path, text] of [
    ['JSON', 'p.jsonc', json(`// bedrock-policy-ignore ${ID}: because`)],
    ['JSON, in a block comment', 'p.jsonc', json(`/* bedrock-policy-ignore ${ID}: because */`)],
    ['JSON, above another comment', 'p.jsonc', json(`// bedrock-policy-ignore ${ID}: because\n    // and this\n`)],
    ['JSON, until a day', 'p.jsonc', json(`// bedrock-policy-ignore ${ID} until 2026-11-27: because`)],
    [
      'YAML',
      'p.yaml',
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          # bedrock-policy-ignore ${ID}: because\n          - Effect: Deny\n            Action: bedrock:Converse\n            Resource: "*"\n          - Effect: Deny\n            Action: bedrock:Converse\n            Resource: "*"\n`,
    ],
    [
      'YAML, with the hyphen on a line of its own',
      'p.yaml',
      `Version: "2012-10-17"\nStatement:\n  # bedrock-policy-ignore ${ID}: because\n  -\n    Effect: Deny\n    Action: bedrock:Converse\n    Resource: "*"\n  - Effect: Deny\n    Action: bedrock:Converse\n    Resource: "*"\n`,
    ],
    [
      'Terraform',
      'p.tf',
      `data "aws_iam_policy_document" "p" {\n  # bedrock-policy-ignore ${ID}: because\n  statement {\n    effect    = "Deny"\n    actions   = ["bedrock:Converse"]\n    resources = ["*"]\n  }\n  statement {\n    effect    = "Deny"\n    actions   = ["bedrock:Converse"]\n    resources = ["*"]\n  }\n}\n`,
    ],
    [
      'jsonencode',
      'p.tf',
      `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [\n      // bedrock-policy-ignore ${ID}: because\n      { Effect = "Deny", Action = "bedrock:Converse", Resource = "*" },\n      { Effect = "Deny", Action = "bedrock:Converse", Resource = "*" },\n    ]\n  })\n}\n`,
    ],
  ] as const)
    it(`holds for the statement below it in ${what}`, () => {
      const found = told(text, path).filter((each) => each.startsWith(ID));
      assert.deepEqual(found, [ID, `${ID} (because)`]);
    });

  for (const [what, comment, expected] of [
    ['gives no reason', `// bedrock-policy-ignore ${ID}`, 'exception-without-reason'],
    ['gives an empty reason', `// bedrock-policy-ignore ${ID}:   `, 'exception-without-reason'],
    ['is over', `// bedrock-policy-ignore ${ID} until 2026-11-26: because`, 'exception-expired'],
    ['ends on no day', `// bedrock-policy-ignore ${ID} until 2026-02-30: because`, 'exception-unused'],
    ['names no rule', '// bedrock-policy-ignore', 'exception-unused'],
    ['names an unknown rule', '// bedrock-policy-ignore bedrock-api-operatin: because', 'exception-unused'],
    ['stands beside its statement', '"x", // bedrock-policy-ignore bedrock-api-operation: x', 'exception-unused'],
  ] as const)
    it(`excepts nothing where it ${what}, and that is a finding`, () => {
      const found = told(json(comment));
      assert.ok(found.includes(expected), found.join());
      assert.equal(found.filter((each) => each === ID).length, 2);
    });

  it('is a finding where nothing is left to except, with a fix that removes its line', () => {
    const text = json('// bedrock-policy-ignore full-admin: because');
    const unused = judged(text, 'p.jsonc').findings.find(({ rule }) => rule.id === 'exception-unused');
    assert.match(unused?.message ?? '', /"full-admin" finds nothing in this statement/);
    const [fix] = unused?.fixes ?? [];
    assert.ok(fix?.isSafe);
    assert.equal(applyEdits(text, fix.edits), json('').replace('    \n', ''));
  });

  it('names a rule that exists where the id is misspelled', () => {
    const { findings } = judged(json('// bedrock-policy-ignore bedrock-api-operatin: because'), 'p.jsonc');
    assert.match(findings.map(({ message }) => message).join('\n'), /Did you mean "bedrock-api-operation"\?/);
  });

  it('never hides that something could not be judged', () => {
    const deep = `{ "Version": "2012-10-17", "Statement": [\n// bedrock-policy-ignore too-complex: x\n{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::*a${'?'.repeat(20)}", "arn:aws:s3:::${'*a'.repeat(20)}${'?'.repeat(20)}"] }] }`;
    const found = told(deep, 'policy.jsonc', [{ rule: 'too-complex', reason: 'x' }]);
    assert.ok(found.includes('too-complex'), found.join());
  });

  it('is no text of a policy, and no part of a string', () => {
    const text = json('').replace('"One"', '"bedrock-policy-ignore full-admin: x"');
    assert.ok(!told(text).some((each) => each.startsWith('exception-')));
    const quoted = json('').replace('"One"', '"# bedrock-policy-ignore full-admin: x"');
    assert.ok(!told(quoted).some((each) => each.startsWith('exception-')));
  });
});

describe('an exception of the config file', () => {
  const text = json('');
  const exception = { rule: 'bedrock-api-operation', reason: 'because' };

  it('holds for the whole file, or for the statement with its Sid', () => {
    const both = ['bedrock-api-operation (because)', 'bedrock-api-operation (because)'];
    assert.deepEqual(told(text, 'p.json', [exception]), both);
    assert.deepEqual(told(text, 'p.json', [{ ...exception, sid: 'Two' }]), [
      'bedrock-api-operation',
      'bedrock-api-operation (because)',
    ]);
  });

  it('does not hold without a reason, and not after its last day', () => {
    const none = ['bedrock-api-operation', 'bedrock-api-operation'];
    assert.deepEqual(told(text, 'p.json', [{ ...exception, reason: '' }]), none);
    assert.deepEqual(told(text, 'p.json', [{ ...exception, expires: '2026-11-26' }]), none);
    assert.equal(judged(text, 'p.json', [{ ...exception, expires: TODAY }]).excepted.length, 2);
  });
});

describe('the comment that a quick fix writes', () => {
  const severities = Object.fromEntries(
    RULES.filter((rule) => rule.offByDefault).map(({ id, severity }) => [id, severity]),
  );
  const styles = [undefined, ...YAML_STYLES, ...TERRAFORM_STYLES];
  let written = 0;

  for (const style of styles)
    it(`excepts what it is about, and changes nothing else, in ${style?.name ?? 'JSON'}`, () => {
      for (const { text, kind, organization } of samples) {
        const rendered = style ? renderedIn(style, text)?.rendering.text : text;
        if (rendered === undefined) continue;
        const path = style?.path ?? 'p.jsonc';
        const judge = (source: string) => {
          const document = readDocument(source, { path, kind });
          const { findings, excepted } = service.judge(document, {
            severities,
            today: TODAY,
            ...(organization && { organization }),
          });
          const shown = findings.filter(({ rule }) => !/^(json-syntax-error|policy-size)/.test(rule.id));
          return { document, findings: shown, excepted };
        };
        const { document, findings } = judge(rendered);
        const [finding] = findings;
        const place = finding && service.exceptionPlace(document, finding, true);
        if (!finding || !place?.comment) continue;
        written++;
        const after = judge(applyEdits(rendered, place.comment('the reason')));
        const what = `${finding.rule.id}\n${after.document.text}`;
        const ids = (list: readonly { readonly rule: { readonly id: string } }[]) => list.map(({ rule }) => rule.id);
        assert.ok(after.excepted.length > 0, what);
        assert.ok(
          after.excepted.every((each) => each.finding.rule === finding.rule),
          what,
        );
        assert.deepEqual(
          [...ids(after.findings), ...ids(after.excepted.map((each) => each.finding))].toSorted(),
          ids(findings).toSorted(),
          what,
        );
      }
    });

  it('was written often enough to tell', () => assert.ok(written > 500, `${written}`));
});
