import assert from 'node:assert/strict';
import { parseJson } from '../../../../server/src/hosts/json/parse.ts';
import { jsonWriter } from '../../../../server/src/hosts/json/writer.ts';
import type { PolicyWriter } from '../../../../server/src/hosts/writer.ts';
import type { Property } from '../../../../server/src/model/data.ts';
import { applyEdits, type Edits } from '../../../../server/src/model/edit.ts';
import type { Statement, ValueList } from '../../../../server/src/policy/statement.ts';
import { readDocument } from '../../../../server/src/service.ts';

/** The document after a change of its first statement. */
function after(text: string, change: (writer: PolicyWriter, statement: Statement) => Edits): string {
  const [policy] = readDocument(text).policies;
  const statement = policy?.statements[0];
  assert.ok(statement, text);
  const edits = change(jsonWriter(text), statement);
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start);
  for (const [index, edit] of sorted.entries()) {
    const next = sorted[index + 1];
    assert.ok(!next || edit.span.end < next.span.start, `edits touch: ${JSON.stringify(edits)}`);
  }
  const written = applyEdits(text, edits);
  assert.deepEqual(parseJson(written).problems, [], written);
  return written;
}

const policy = (statement: string) => `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
const list = (found: ValueList | undefined): ValueList => {
  assert.ok(found);
  return found;
};
const property = (statement: Statement, name: string): Property => {
  const found = statement.properties.find((each) => each.name === name);
  assert.ok(found);
  return found;
};

describe('writing text', () => {
  it('encodes what would end the string, or break its line', () => {
    const text = policy('{ "Effect": "Deny", "Action": "a:b", "Resource": "x" }');
    const evil = 'arn:aws:s3:::b", "Effect": "Allow", "Action": "*", "X": "\\\n\u0000😀';
    const written = after(text, (writer, { resource }) => {
      const [value] = list(resource).values;
      assert.ok(value);
      return writer.replaceText(value, evil);
    });
    assert.deepEqual(JSON.parse(written).Statement, [{ Effect: 'Deny', Action: 'a:b', Resource: evil }]);
  });

  it('cuts strings where the decoded characters stand', () => {
    const text = policy('{ "Effect": "Deny", "Action": "b\\u0065drok:\\"x\\"", "Resource": "*" }');
    const written = after(text, (writer, { action }) => {
      const [value] = list(action).values;
      assert.ok(value);
      return writer.replaceText(value, 'bedrock', 0, 6);
    });
    assert.ok(written.includes('"Action": "bedrock:\\"x\\""'), written);
  });

  it('writes names of documents as data', () => {
    const text = policy('{ "Effect": "Deny", "Action": "a:b", "Resource": "*" }');
    const written = after(text, (writer, statement) =>
      writer.addConditions(statement, [['StringEquals', '__proto__', ['a"b']]]),
    );
    assert.ok(written.includes('"Condition": { "StringEquals": { "__proto__": ["a\\"b"] } }'), written);
  });
});

describe('writing a name', () => {
  it('is declined where the object holds the name, in any case', () => {
    const text = policy('{ "Effect": "Deny", "Actions": "a:b", "action": "c:d", "Resource": "*" }');
    assert.equal(
      after(text, (writer, statement) => writer.rename(property(statement, 'Actions'), 'Action')),
      text,
    );
    assert.equal(
      after(text, (writer, statement) => writer.addElement(statement, 'ACTION', 'x')),
      text,
    );
    assert.match(
      after(text, (writer, statement) => writer.rename(property(statement, 'action'), 'Action')),
      /"Actions": "a:b", "Action": "c:d"/,
    );
  });

  const operators = (body: string, from: string, to: string, keys?: readonly string[]) => {
    const around = (inner: string) =>
      policy(`{ "Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": { ${inner} } }`);
    const written = after(around(body), (writer, statement) => {
      const own = statement.condition?.operators.find(({ name }) => name.text === from);
      assert.ok(own);
      const entries = own.entries.filter(({ key }) => !keys || keys.includes(key.text));
      return writer.changeOperator(statement, entries, to);
    });
    return /"Condition": \{ (.*) \} \}\] \}/.exec(written)?.[1];
  };

  it('renames an operator that stands alone', () => {
    assert.equal(
      operators('"StringEqual": { "a": "1" }', 'StringEqual', 'StringEquals'),
      '"StringEquals": { "a": "1" }',
    );
    assert.equal(operators('"bool": { "a": "1" }', 'bool', 'Bool'), '"Bool": { "a": "1" }');
  });

  it('joins the conditions of an operator that is there, whatever its case', () => {
    assert.equal(
      operators('"Bool": { "a": "1" }, "BoolIfExists": { "b": "2" }', 'Bool', 'BoolIfExists'),
      '"BoolIfExists": { "b": "2", "a": "1" }',
    );
    assert.equal(
      operators('"stringequals": { "b": "2" }, "StringEqual": { "a": "1", "c": "3" }', 'StringEqual', 'StringEquals'),
      '"stringequals": { "b": "2", "a": "1", "c": "3" }',
    );
  });

  it('takes one condition out of an operator that holds others', () => {
    assert.equal(
      operators('"Bool": { "a": "1", "b": "2" }', 'Bool', 'BoolIfExists', ['a']),
      '"Bool": { "b": "2" }, "BoolIfExists": { "a": "1" }',
    );
    assert.equal(
      operators('"Bool": { "a": "1", "b": "2" }, "BoolIfExists": {}', 'Bool', 'BoolIfExists', ['b']),
      '"Bool": { "a": "1" }, "BoolIfExists": {"b": "2"}',
    );
  });

  it('writes a new operator in the layout of the old one', () => {
    const text = policy(
      '{ "Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": {\n  "Bool": {\n    "a": [\n      "1"\n    ],\n    "b": "2"\n  }\n} }',
    );
    const written = after(text, (writer, statement) => {
      const [entry] = statement.condition?.entries ?? [];
      assert.ok(entry);
      return writer.changeOperator(statement, [entry], 'BoolIfExists');
    });
    assert.ok(
      written.includes('"Bool": {\n    "b": "2"\n  },\n  "BoolIfExists": {\n    "a": [\n      "1"\n    ]\n  }\n}'),
      written,
    );
  });

  it('is declined where the key stands there already, or the operator twice', () => {
    const taken = '"Bool": { "a": "1" }, "BoolIfExists": { "A": "2" }';
    assert.equal(operators(taken, 'Bool', 'BoolIfExists'), taken);
    const twice = '"Bool": { "a": "1" }, "BoolIfExists": { "b": "2" }, "boolifexists": { "c": "3" }';
    assert.equal(operators(twice, 'Bool', 'BoolIfExists'), twice);
  });
});

describe('comments', () => {
  const actions = (lines: string, change: (writer: PolicyWriter, list: ValueList) => Edits) => {
    const text = policy(`{ "Effect": "Allow", "Resource": "*", "Action": [${lines}] }`);
    const written = after(text, (writer, { action }) => change(writer, list(action)));
    return /"Action": \[([\s\S]*)\] \}\] \}/.exec(written)?.[1];
  };
  const without = (lines: string, ...indices: readonly number[]) =>
    actions(lines, (writer, { values }) => writer.remove(...values.filter((_, index) => indices.includes(index))));
  const lines = '\n  "s3:Get", // read\n  // needed by the build\n  "s3:Put" // write\n';

  it('go with the element that they stand beside, and stay with its neighbors', () => {
    assert.equal(without(lines, 0), '\n  // needed by the build\n  "s3:Put" // write\n');
    assert.equal(without(lines, 1), '\n  "s3:Get" // read\n');
    assert.equal(without('\n  // all of them\n\n  "a:b",\n  "c:d"\n', 0), '\n  // all of them\n\n  "c:d"\n');
    assert.equal(without(' // the list\n  "a:b",\n  "c:d"\n', 0), ' // the list\n  "c:d"\n');
    assert.equal(without('"a:b" /* a */, /* c */ "c:d"', 0), '/* c */ "c:d"');
    assert.equal(without('"a:b" /* a */, /* c */ "c:d"', 1), '"a:b" /* a */');
    assert.equal(without('"a:b", // a\n "c:d", // c\n "e:f", // e\n', 0, 2), '"c:d" // c\n');
    assert.equal(without('"a:b", // a\n "c:d", // c\n', 0, 1), '\n');
  });

  it('stay with the element behind which others are put', () => {
    const added = (text: string) => actions(text, (writer, own) => writer.addValues(own, ['x:y', 'x:z']));
    assert.equal(added('"a:b"'), '"a:b", "x:y", "x:z"');
    assert.equal(added('\n  "a:b" // last\n'), '\n  "a:b", // last\n  "x:y",\n  "x:z"\n');
    assert.equal(added('\n  "a:b", // last\n'), '\n  "a:b", // last\n  "x:y",\n  "x:z"\n');
    assert.equal(added('\n  "a:b",\n'), '\n  "a:b",\n  "x:y",\n  "x:z"\n');
    assert.equal(added('"a:b" // last\n'), '"a:b", // last\n"x:y",\n"x:z"\n');
    assert.equal(added('\n  "a:b" // last\n  // end\n'), '\n  "a:b", // last\n  "x:y",\n  "x:z"\n  // end\n');
  });

  it('stay between the statements that they stand between', () => {
    const text = '{ "Statement": [\n  { "Action": "a:b" }, // first\n  // about the second\n  { "Action": "c:d" }\n] }';
    assert.equal(
      after(text, (writer, statement) => writer.addStatement(statement, { Effect: 'Deny' })),
      '{ "Statement": [\n  { "Action": "a:b" }, // first\n  { "Effect": "Deny" },\n  // about the second\n  { "Action": "c:d" }\n] }',
    );
    const head = '{ // policy\n  // about it\n  "Statement": [{ "Action": "a:b" }]\n}';
    const [policyOf] = readDocument(head).policies;
    assert.ok(policyOf);
    assert.equal(
      applyEdits(head, jsonWriter(head).addElement(policyOf, 'Version', '2012-10-17', 'first')),
      '{ // policy\n  "Version": "2012-10-17",\n  // about it\n  "Statement": [{ "Action": "a:b" }]\n}',
    );
  });
});

describe('splitting a statement', () => {
  const text = policy(
    '{ "Sid": "S", "Effect": "Allow", "Action": ["a:b", "c:d"], "Resource": "arn:aws:x:::y", "Condition": { "Bool": { "k": "1", "m": "2" }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }',
  );

  it('keeps every condition but the one that does not apply', () => {
    const written = after(text, (writer, statement) => {
      const [, second] = list(statement.action).values;
      const without = statement.condition?.entries.filter(({ key }) => key.text === 'k');
      assert.ok(second && without);
      return writer.split(statement, { action: [second] }, { without });
    });
    assert.deepEqual(JSON.parse(written).Statement, [
      { ...JSON.parse(text).Statement[0], Action: ['a:b'] },
      {
        Effect: 'Allow',
        Action: 'c:d',
        Resource: 'arn:aws:x:::y',
        Condition: { Bool: { m: '2' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
    ]);
  });

  it('makes a list of a single statement', () => {
    const single = text.replace('[{', '{').replace('}]', '}');
    const written = after(single, (writer, statement) => {
      const [first] = list(statement.action).values;
      assert.ok(first);
      return writer.split(statement, { action: [first] }, { resource: '*' });
    });
    assert.equal(JSON.parse(written).Statement.length, 2);
  });

  it('is declined where the copy would lose something, or nothing would stay', () => {
    const declined = (changed: string) =>
      after(changed, (writer, statement) =>
        writer.split(statement, { action: list(statement.action).values.slice(0, 1) }, {}),
      ) === changed;
    assert.ok(declined(text.replace('"Condition"', '"Conditions"')), 'an element that IAM does not know');
    assert.ok(declined(text.replace('"IpAddress"', '"bool"')), 'an operator twice');
    assert.ok(declined(text.replace('"m"', '"K"')), 'a key twice');
    assert.ok(declined(text.replace('{ "Bool"', '{ "Ref": "x" }, "x": { "Bool"')), 'a template’s condition');
    assert.ok(declined(text.replace('["a:b", "c:d"]', '"a:b"')), 'nothing would stay');
    assert.ok(!declined(text));
  });
});
