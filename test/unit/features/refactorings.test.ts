import assert from 'node:assert/strict';
import fc from 'fast-check';
import { actionNames, matchedActions } from '../../../server/src/iam/actions.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { strings } from '../../../server/src/policy/statement.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { hostile } from '../../hostile.ts';
import { readCursor } from '../../marks.ts';
import { holds } from '../../properties.ts';
import { service } from '../../service.ts';
import { changedBeside } from '../../trees.ts';

const statement = (action: string) =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": ${action},\n      "Resource": "*"\n    }\n  ]\n}`;

function refactored(marked: string, title: RegExp): string {
  const { text, offset } = readCursor(marked);
  const found = service.refactorings(readDocument(text), { start: offset, end: offset });
  const one = found.find((each) => title.test(each.title));
  assert.ok(one, found.map((each) => each.title).join('\n') || 'nothing is offered');
  return applyEdits(text, one.edits);
}

const titlesAt = (marked: string): string[] => {
  const { text, offset } = readCursor(marked);
  return service.refactorings(readDocument(text), { start: offset, end: offset }).map(({ title }) => title);
};

/** All actions that the policy's lists allow, from the catalog. */
const allowed = (text: string): Set<string> =>
  new Set(
    readDocument(text).policies.flatMap(({ statements }) =>
      statements.flatMap(({ action }) =>
        actionNames(action).flatMap((name) =>
          matchedActions(name, catalog).map((each) => `${each.service}:${each.name}`),
        ),
      ),
    ),
  );

describe('refactorings of actions', () => {
  it('expand a single wildcard into a list', () => {
    assert.equal(
      refactored(statement('"bedrock:Invoke¦Model*"'), /Expand "bedrock:InvokeModel\*" into its 2 actions/),
      statement('["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]'),
    );
  });

  it('expand a wildcard of a list in its layout, without what is listed already', () => {
    assert.equal(
      refactored(statement('[\n        "bedrock:InvokeModel",\n        "bedrock:Invoke¦Model*"\n      ]'), /Expand/),
      statement('[\n        "bedrock:InvokeModel",\n        "bedrock:InvokeModelWithResponseStream"\n      ]'),
    );
    assert.equal(
      refactored(statement('[\n        "bedrock:Invoke¦Model*",\n        "bedrock:Retrieve"\n      ]'), /Expand/),
      statement(
        '[\n        "bedrock:InvokeModel",\n        "bedrock:InvokeModelWithResponseStream",\n        "bedrock:Retrieve"\n      ]',
      ),
    );
  });

  it('collapse what a wildcard matches exactly', () => {
    assert.equal(
      refactored(
        statement('["bedrock:Retrieve", "bedrock:¦InvokeModel", "bedrock:InvokeModelWithResponseStream"]'),
        /Collapse 2 actions into "bedrock:InvokeModel\*"/,
      ),
      statement('["bedrock:Retrieve", "bedrock:InvokeModel*"]'),
    );
  });

  it('offer nothing where a wildcard would grant more, or where there is none', () => {
    assert.deepEqual(titlesAt(statement('["bedrock:Get¦Guardrail", "bedrock:GetAgent"]')), []);
    assert.deepEqual(titlesAt(statement('"¦*"')), []);
    assert.deepEqual(titlesAt(statement('"ec2:¦*"')), []);
    assert.deepEqual(titlesAt(statement('"bedrock:Retrieve"').replace('"*"', '"¦*"')), []);
  });

  it('never change what is allowed', () => {
    const bedrock = catalog.service('bedrock');
    const names = bedrock?.actions.map(({ name }) => `bedrock:${name}`) ?? [];
    const patterns = ['bedrock:Get*', 'bedrock:List*', 'bedrock:*Guardrail*', 'bedrock:Invoke*', 'bedrock:CreateM*'];
    const lists = fc.oneof(
      fc.subarray(names, { minLength: 1, maxLength: 40 }),
      fc
        .tuple(fc.constantFrom(...patterns), fc.subarray(names, { maxLength: 5 }))
        .map(([pattern, rest]) => [pattern, ...rest]),
      fc
        .constantFrom('Get', 'List', 'Invoke', 'Delete')
        .map((verb) => names.filter((name) => name.startsWith(`bedrock:${verb}`))),
    );
    holds(
      fc.property(lists, (list) => {
        const text = statement(JSON.stringify(list));
        const value = strings(readDocument(text).policies[0]?.statements[0]?.action)[0];
        assert.ok(value);
        for (const { title, edits } of service.refactorings(readDocument(text), value.span)) {
          const changed = applyEdits(text, edits);
          JSON.parse(changed);
          assert.deepEqual(allowed(changed), allowed(text), title);
        }
      }),
    );
  });

  it('keep a document whole, and change the one list only', () => {
    holds(
      fc.property(hostile, ({ text }) => {
        const document = readDocument(text);
        for (const value of document.policies.flatMap(({ statements }) =>
          statements.flatMap(({ action }) => strings(action)),
        )) {
          for (const { title, edits } of service.refactorings(document, value.span)) {
            const after = readDocument(applyEdits(text, edits));
            assert.ok(after.problems.length <= document.problems.length, `${title}\n${text}\n${after.text}`);
            if (document.problems.length === 0) assert.deepEqual(changedBeside(text, after.text, edits), [], title);
          }
        }
      }),
      1000,
    );
  });
});
