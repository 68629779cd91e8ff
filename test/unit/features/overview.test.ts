/** Features that show a policy's outline: symbols, highlights, links, hints, folding, selection, formatting, signatures. */
import assert from 'node:assert/strict';
import { documentLinks } from '../../../server/src/features/document-links.ts';
import { foldingRanges } from '../../../server/src/features/folding.ts';
import { highlights } from '../../../server/src/features/highlights.ts';
import { inlayHints } from '../../../server/src/features/inlay-hints.ts';
import { selectionRanges } from '../../../server/src/features/selection-ranges.ts';
import { signatureHelp } from '../../../server/src/features/signature-help.ts';
import { documentSymbols } from '../../../server/src/features/symbols.ts';
import { formatting } from '../../../server/src/hosts/json/formatting.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { readCursor, readMarks, writeMarks } from '../../marks.ts';
import { withStatement } from '../../policies.ts';

const role = (properties: string) =>
  `{ "Resources": { "InvokeRole": { "Type": "AWS::IAM::Role", "Properties": { ${properties} } } } }`;

describe('document symbols', () => {
  const names = (text: string) => documentSymbols(readDocument(text), catalog).map(({ name }) => name);

  it('name statements by their Sids, or by what they do', () => {
    assert.deepEqual(
      names(
        '{ "Version": "2012-10-17", "Statement": [{ "Sid": "Ask", "Effect": "Allow" }, { "Effect": "Deny", "Action": "bedrock:GetAgent", "Resource": "*" }, {}] }',
      ),
      ['Ask', 'Denies bedrock:GetAgent on every resource.', 'Statement 3'],
    );
  });

  it('stand under their policy in a template', () => {
    const [symbol, ...others] = documentSymbols(
      readDocument(
        role(
          '"AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Sid": "Trust", "Effect": "Allow" }] }',
        ),
      ),
      catalog,
    );
    assert.equal(symbol?.name, 'InvokeRole / AssumeRolePolicyDocument');
    assert.equal(symbol?.detail, 'trust policy');
    assert.deepEqual(
      symbol?.children.map(({ name }) => name),
      ['Trust'],
    );
    assert.deepEqual(others, []);
  });

  it('are none where no policy is', () => {
    assert.deepEqual(names('{ "name": "x", "version": "1.0.0" }'), []);
  });

  it('hold what they select, also in a half-typed policy', () => {
    const text = '{ "Version": "2012-10-17", "Statement": [{ "Sid": "A", "Effect": "Allow", "Action": ["bedrock:';
    const [symbol] = documentSymbols(readDocument(text), catalog);
    assert.ok(symbol && symbol.span.start <= symbol.selection.start && symbol.selection.end <= symbol.span.end);
  });
});

describe('document highlights', () => {
  const marked = (text: string) => {
    const { text: plain, offset } = readCursor(text);
    return writeMarks(
      plain,
      highlights(readDocument(plain), offset).map(({ span }) => span),
    );
  };

  it('show the same action elsewhere, in any case, and the patterns that match it', () => {
    assert.equal(
      marked(
        '{ "Version": "2012-10-17", "Statement": [{ "Action": "bedrock:Invoke¦Model" }, { "NotAction": ["bedrock:invokemodel", "bedrock:GetAgent", "bedrock:*"] }] }',
      ),
      '{ "Version": "2012-10-17", "Statement": [{ "Action": "⟦bedrock:InvokeModel⟧" }, { "NotAction": ["⟦bedrock:invokemodel⟧", "bedrock:GetAgent", "⟦bedrock:*⟧"] }] }',
    );
  });

  it('show the same key, resource and effect', () => {
    assert.equal(
      marked(
        withStatement(
          '{ "Condition": { "StringEquals": { "aws:Source¦Ip": "a" }, "Null": { "AWS:SourceIp": "true" } } }',
        ),
      ),
      withStatement(
        '{ "Condition": { "StringEquals": { "⟦aws:SourceIp⟧": "a" }, "Null": { "⟦AWS:SourceIp⟧": "true" } } }',
      ),
    );
    assert.equal(
      marked(withStatement('{ "Resource": ["arn:aws:s3:::¦b", "arn:aws:s3:::c"], "Effect": "Allow" }')),
      withStatement('{ "Resource": ["⟦arn:aws:s3:::b⟧", "arn:aws:s3:::c"], "Effect": "Allow" }'),
    );
  });
});

describe('document links', () => {
  it('lead from managed policies, and underline neither actions nor models', () => {
    const text =
      '{ "Version": "2012-10-17", "Statement": [{ "Action": ["bedrock:InvokeModel", "bedrock:GetAgent", "s3:GetObject"], "Resource": ["arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", "arn:aws:bedrock:us-east-1::foundation-model/*"], "Condition": { "ArnEquals": { "iam:PolicyARN": "⟦arn:aws:iam::aws:policy/ReadOnlyAccess⟧" } } }] }';
    const links = documentLinks(readDocument(readMarks(text).text));
    assert.equal(
      writeMarks(
        readMarks(text).text,
        links.map(({ span }) => span),
      ),
      text,
    );
    assert.ok(links.every(({ target }) => target.startsWith('https://docs.aws.amazon.com/')));
  });

  it('lead from a template’s managed policies', () => {
    const text = role(
      '"ManagedPolicyArns": ["⟦arn:aws:iam::aws:policy/AmazonBedrockReadOnly⟧", "arn:aws:iam::222233334444:policy/own"]',
    );
    const links = documentLinks(readDocument(readMarks(text).text));
    assert.equal(
      writeMarks(
        readMarks(text).text,
        links.map(({ span }) => span),
      ),
      text,
    );
  });
});

describe('inlay hints', () => {
  const hinted = (text: string, range = { start: 0, end: text.length }) =>
    inlayHints(readDocument(text), range, catalog).map(({ label }) => label);

  it('count the actions behind a wildcard', () => {
    assert.deepEqual(hinted(withStatement('{ "Action": ["bedrock:ListPrompt*", "bedrock:InvokeModel", "*"] }')), [
      '2 actions',
    ]);
    assert.deepEqual(hinted(withStatement('{ "NotAction": "bedrock:GetGuardr*" }')), ['1 action']);
  });

  it('say where a profile routes to', () => {
    const profile = (id: string) =>
      hinted(withStatement(`{ "Resource": "arn:aws:bedrock:us-east-1:222233334444:${id}" }`));
    assert.deepEqual(profile('inference-profile/us.amazon.nova-lite-v1:0'), ['→ 3 Regions']);
    assert.deepEqual(profile('inference-profile/global.anthropic.claude-sonnet-4-20250514-v1:0'), [
      '→ Regions worldwide',
    ]);
    assert.deepEqual(profile('guardrail-profile/us.guardrail.v1:0'), ['→ 3 Regions']);
    assert.deepEqual(profile('inference-profile/*'), []);
  });

  it('are only those of the range', () => {
    const text = withStatement('{ "Action": "bedrock:Get*" }, { "Action": "bedrock:List*" }');
    assert.equal(hinted(text, { start: 0, end: text.indexOf('}') }).length, 1);
  });
});

describe('selection ranges', () => {
  it('widen from the field of an ARN to the string, the list, the element, the statement, the policy', () => {
    const { text, offset } = readCursor(withStatement('{ "Resource": ["arn:aws:bedrock:us-¦east-1::x"] }'));
    const ranges = selectionRanges(readDocument(text), offset).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(ranges.slice(0, 6), [
      'us-east-1',
      'arn:aws:bedrock:us-east-1::x',
      '"arn:aws:bedrock:us-east-1::x"',
      '["arn:aws:bedrock:us-east-1::x"]',
      '"Resource": ["arn:aws:bedrock:us-east-1::x"]',
      '{ "Resource": ["arn:aws:bedrock:us-east-1::x"] }',
    ]);
    assert.equal(ranges.at(-1), text);
  });

  it('take an action’s name before the whole action', () => {
    const { text, offset } = readCursor(withStatement('{ "Action": "bedrock:Invo¦keModel" }'));
    const [first] = selectionRanges(readDocument(text), offset);
    assert.equal(text.slice(first?.start, first?.end), 'InvokeModel');
  });
});

describe('folding and formatting', () => {
  it('folds objects and lists', () => {
    const text = '⟦{ "Version": "2012-10-17", "Statement": ⟦[⟦{ "Action": ⟦["a"]⟧ }⟧]⟧ }⟧';
    assert.equal(writeMarks(readMarks(text).text, foldingRanges(readDocument(readMarks(text).text))), text);
  });

  it('formats with a tab of 1 to 16 columns, and not what it cannot', () => {
    const edits = (text: string, tabSize: number) =>
      formatting(readDocument(text), undefined, { tabSize, insertSpaces: true });
    const formatted = (tabSize: number) =>
      applyEdits('{"Version":"2012-10-17"}', edits('{"Version":"2012-10-17"}', tabSize));
    assert.equal(formatted(1e9), `{\n${' '.repeat(16)}"Version": "2012-10-17"\n}`);
    assert.equal(formatted(-3), '{\n "Version": "2012-10-17"\n}');
    assert.equal(formatted(Number.NaN), formatted(2));
    assert.deepEqual(edits(`{"Version":"2012-10-17","Statement":${'['.repeat(4000)}${']'.repeat(4000)}}`, 2), []);
    assert.deepEqual(edits(`{"Version":"2012-10-17","Statement":"x\n${'['.repeat(4000)}`, 2), []);
    const deep = `{"Version":"2012-10-17","Statement":${'['.repeat(120)}1${']'.repeat(120)}}`;
    for (const { text } of edits(deep, 2)) assert.equal(typeof text, 'string');
  });

  it('formats as VS Code does, line ends kept', () => {
    const formatted = (text: string) =>
      applyEdits(text, formatting(readDocument(text), undefined, { tabSize: 2, insertSpaces: true }));
    assert.equal(
      formatted('{"Version":"2012-10-17","Statement":[]}'),
      '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
    );
    assert.match(formatted('{"Version":"2012-10-17",\r\n"Statement":[]}'), /^\{\r\n {2}"Version": "2012-10-17",\r\n/);
  });
});

describe('signature help', () => {
  const at = (value: string, statement = '"Action": "bedrock:InvokeModel", ') => {
    const { text, offset } = readCursor(withStatement(`{ ${statement}"Resource": "${value}" }`));
    const help = signatureHelp(readDocument(text), offset, catalog);
    const parameter = help?.parameters[help.active];
    return parameter && `${help.label.slice(parameter.start, parameter.end)}: ${parameter.documentation}`;
  };

  it('names the field that is being typed, and what is legal in it', () => {
    assert.match(at('arn:¦') ?? '', /^partition: aws/);
    assert.match(at('arn:aws:¦') ?? '', /^service: /);
    assert.match(at('arn:aws:bedrock:¦') ?? '', /^region: Such as us-east-1/);
    assert.match(at('arn:aws:bedrock:us-east-1:¦') ?? '', /^account: .*Empty for foundation-model/);
    assert.match(at('arn:aws:bedrock:us-east-1::¦') ?? '', /^resource: foundation-model\/ResourceId/);
    assert.match(at('arn:aws:bedrock:us-¦east-1::x') ?? '', /^region/);
    assert.match(at('arn:aws:iam::1:¦', '"Action": "iam:PassRole", ') ?? '', /^resource: role\//);
  });

  it('is silent outside ARNs', () => {
    assert.equal(at('¦'), undefined);
    assert.equal(at('*¦'), undefined);
    assert.equal(
      signatureHelp(readDocument(withStatement('{ "Action": "bedrock:¦" }').replace('¦', '')), 60, catalog),
      undefined,
    );
  });
});
