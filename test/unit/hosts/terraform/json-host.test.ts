/** Terraform in JSON syntax: what is found in it, where exactly, and that nothing is offered to be edited. */
import assert from 'node:assert/strict';
import { readDocument } from '../../../../server/src/service.ts';
import { readMarks, writeMarks } from '../../../marks.ts';
import { service } from '../../../service.ts';

const PATH = 'main.tf.json';

const findings = (text: string) => service.check(readDocument(text, { path: PATH, language: 'json' }));

/** A file with a policy document, a policy in a string and one in a local value. */
const FILE = String.raw`{
  "data": {
    "aws_iam_policy_document": {
      "trust": {
        "statement": [
          {
            "actions": ["sts:AssumeRole"],
            "principals": { "type": "Service", "identifiers": ["bedrock.amazonaws.com"] },
            "condition": [
              { "test": "StringEqual", "variable": "aws:SourceAccount", "values": ["\${var.account}"] }
            ]
          }
        ]
      }
    }
  },
  "resource": {
    "aws_iam_role": { "agent": { "assume_role_policy": "\${data.aws_iam_policy_document.trust.json}" } },
    "aws_iam_policy": {
      "models": {
        "policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"bedrock:Converse\", \"Resource\": \"arn:aws:s3:::b/$\${aws:username}\"}]}"
      }
    }
  },
  "locals": {
    "mine": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "\${var.model}" } }
  }
}
`.replaceAll('\\$', '$');

describe('Terraform in JSON syntax', () => {
  it('holds the policies of documents, strings and local values, of the kinds that their uses give them', () => {
    const { policies } = readDocument(FILE, { path: PATH, language: 'json' });
    assert.deepEqual(
      policies.map(({ kind, statements }) => `${kind}: ${statements.length}`),
      ['trust: 1', 'identity: 1', 'identity: 1'],
    );
  });

  it('has findings at the words that they are about, also between escaped quotes', () => {
    const about = new Set(['bedrock-api-operation', 'invalid-condition-operator']);
    const found = findings(FILE).filter(({ rule }) => about.has(rule.id));
    const marked = writeMarks(
      FILE,
      found.map(({ span }) => span),
    );
    assert.deepEqual(
      readMarks(marked).spans.map(({ start, end }) => FILE.slice(start, end)),
      ['StringEqual', 'Converse', 'Converse'],
    );
    assert.ok(marked.includes(String.raw`\"Action\": \"bedrock:⟦Converse⟧\"`), marked);
  });

  it('is not edited: no finding has a fix, and nothing is completed', () => {
    for (const { fixes, rule } of findings(FILE)) assert.deepEqual(fixes, [], rule.id);
    const document = readDocument(FILE, { path: PATH });
    for (let offset = 0; offset < FILE.length; offset += 7)
      assert.deepEqual(service.complete(document, offset, { snippets: true }).items, []);
    assert.deepEqual(service.fixAll(document, service.checker({ path: PATH })).edits, []);
  });

  it('is read as far as it goes while it is typed', () => {
    for (let end = 0; end <= FILE.length; end++) {
      const text = FILE.slice(0, end);
      for (const { span } of findings(text)) assert.ok(span.start >= 0 && span.end <= text.length, text);
    }
    const half = FILE.replace('"2012-10-17", "Statement": {', '"2012-10-17", "Statement": "{');
    assert.equal(readDocument(half, { path: PATH }).policies[0]?.kind, 'trust');
  });
});
