/**
 * What every fix and every suggestion promises, tried on the rules' own examples and on documents made of them that nobody
 * writes: strings in escapes, quotes and control characters in them, and a second operator, key or principal beside.
 */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newAccess } from '../../../server/src/access/compare.ts';
import { fixAll } from '../../../server/src/features/fix-all.ts';
import { applyEdits } from '../../../server/src/model/edit.ts';
import type { Fix } from '../../../server/src/rules/engine/draft.ts';
import type { Finding } from '../../../server/src/rules/engine/finding.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { type HostDocument, readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { chooser, hostile, type Sample, samples, withEscapes } from '../../hostile.ts';
import { policy, statement } from '../../policies.ts';
import { holds } from '../../properties.ts';
import { service } from '../../service.ts';
import { changedBeside, strings } from '../../trees.ts';

const severities = Object.fromEntries(
  RULES.filter((rule) => rule.offByDefault).map(({ id, severity }) => [id, severity]),
);

const read = ({ text, kind }: Sample, before?: HostDocument) => readDocument(text, { kind, before });
const findings = ({ organization }: Sample, document: HostDocument) =>
  service.check(document, { severities, ...(organization && { organization }) });

/** Documents beside the rules' examples in which rules offer what they offer in none of those. */
const FURTHER: readonly string[] = [
  ...[
    '"ForAllValues:StringEquals": { "aws:RequestedRegion": "eu-west-1" }',
    '"ForAllValues:StringNotEquals": { "aws:RequestedRegion": "eu-west-1" }',
    '"ArnLike": { "aws:PrincipalArn": "*" }',
    '"ArnNotLike": { "aws:PrincipalArn": "*" }',
    '"StringLike": { "aws:PrincipalArn": "arn:aws:iam:*:222233334444:role/x" }',
    '"IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] }',
    '"NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] }',
    '"DateLessThan": { "aws:CurrentTime": "2027/1/31" }',
  ].flatMap((under) => ['Allow', 'Deny'].map((effect) => statement(effect, '"bedrock:InvokeModel*"', '"*"', under))),
  statement('Allow', '["bedrock:Converse", "bedrock:InvokeModel"]', '"*"'),
  '{ "Sid": 7, "Effect": "Deny", "Action": "bedrock:ListAgents", "Resource": "arn:aws:iam::222233334444:user/${aws:username}" }',
  '{ "Effect": "Deny", "Principal": { "AWS": ["arn:aws:iam::222233334444:role/app", "arn:aws:sts::222233334444:assumed-role/app/ci"] }, "Action": "sts:AssumeRole" }',
  '{ "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::222233334444:role/app" }',
].flatMap((one) => [
  policy(one),
  policy(one).replace('2012-10-17', '2012-10-18'),
  policy(one).replace('"Version": "2012-10-17", ', ''),
]);

/** Their suggestions have something read that was nothing so far: what is wrong in it comes to light. */
const UNCOVERS = new Set([
  'invalid-policy-element',
  'invalid-condition-operator',
  'invalid-principal-key',
  'invalid-effect',
  'missing-effect',
  'data-type-mismatch',
  'invalid-service-in-action',
  'duplicate-key',
  'invalid-version',
  'missing-version',
  'variable-unsupported-in-version',
]);

/** Whether a policy is that of a guardrail shows in its ARN: a suggestion that corrects the ARN brings it to light. */
const OF_GUARDRAILS = 'bedrock-guardrail-sharing';

/** Checks all that a fix promises; the message of what it breaks is the document before and after. */
function promises(sample: Sample, document: HostDocument, finding: Finding, fix: Fix): void {
  const text = applyEdits(document.text, fix.edits);
  const after = read({ ...sample, text });
  const what = `${finding.rule.id}: ${finding.message}\n${fix.title}\n${sample.kind ?? ''}\n${document.text}\n${text}`;

  const sorted = fix.edits.toSorted((a, b) => a.span.start - b.span.start);
  for (const [index, { span }] of sorted.entries()) {
    const next = sorted[index + 1];
    const isApart =
      !next ||
      span.end < next.span.start ||
      (span.end === next.span.start && span.start < span.end && next.span.start < next.span.end);
    assert.ok(span.start <= span.end && isApart, `edits touch\n${what}`);
  }
  if (document.problems.length > 0) return;
  assert.deepEqual(after.problems, [], `does not parse any more\n${what}`);

  const changed = changedBeside(document.text, text, fix.edits);
  assert.deepEqual(changed, [], `another value has changed\n${what}`);

  const left = findings(sample, after);
  const before = findings(sample, document);
  const count = (all: readonly Finding[], id: string) => all.filter(({ rule }) => rule.id === id).length;
  const same = (all: readonly Finding[]) =>
    all.filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
  const isTwice = count(before, 'duplicate-key') > 0; // the other one is read then
  assert.ok(
    isTwice || same(left) < same(before) || count(left, finding.rule.id) < count(before, finding.rule.id),
    `the finding stays\n${what}`,
  );
  const refusals = (all: readonly Finding[]) =>
    new Set(
      all
        .filter(({ severity, rule }) => severity === 'error' && rule.category === 'grammar')
        .map(({ rule }) => rule.id),
    );
  const came = [...refusals(left)].filter((id) => !refusals(before).has(id) && (fix.isSafe || id !== OF_GUARDRAILS));
  if (fix.isSafe || !UNCOVERS.has(finding.rule.id)) assert.deepEqual(came, [], `an error has come\n${what}`);

  if (fix.isSafe) {
    const request = newAccess(document, after, catalog);
    const asked = request && JSON.stringify({ ...request, statement: request.statement.text });
    assert.equal(asked, undefined, `lets more through\n${what}`);
  }
  assert.ok(finding.rule.fixes?.[fix.isSafe ? 'safe' : 'suggested'], `the rule does not say why\n${what}`);
}

function allPromises(sample: Sample): void {
  const document = read(sample);
  for (const finding of findings(sample, document))
    for (const fix of finding.fixes) promises(sample, document, finding, fix);
}

/** Fix all twice is fix all once, and what it leaves has no safe fix. */
function settles(sample: Sample): void {
  const checker = {
    catalog,
    read: (text: string, before: HostDocument) => read({ ...sample, text }, before),
    check: (document: HostDocument) => findings(sample, document),
  };
  const document = read(sample);
  const once = fixAll(document, checker);
  assert.equal(applyEdits(sample.text, once.edits), once.document.text, 'the edits lead to the text');
  const again = fixAll(read({ ...sample, text: once.document.text }), checker);
  assert.equal(again.document.text, once.document.text, `${sample.text}\n${once.document.text}`);
  assert.equal(newAccess(document, once.document, catalog), undefined, `${sample.text}\n${once.document.text}`);
}

describe('what a rule says of its fixes', () => {
  it('is what it offers', () => {
    const offered = new Map<string, Set<string>>();
    const kinds = [undefined, 'trust', 'scp'] as const;
    const asked = [...samples, ...FURTHER.flatMap((text) => kinds.map((kind): Sample => ({ text, kind })))];
    for (const sample of asked) {
      for (const { rule, fixes } of findings(sample, read(sample))) {
        const own = offered.get(rule.id) ?? new Set();
        for (const { isSafe } of fixes) own.add(isSafe ? 'safe' : 'suggested');
        offered.set(rule.id, own);
      }
    }
    const said = RULES.map(
      ({ id, fixes }) =>
        `${id}: ${Object.keys(fixes ?? {})
          .toSorted()
          .join()}`,
    );
    const done = RULES.map(({ id }) => `${id}: ${[...(offered.get(id) ?? [])].toSorted().join()}`);
    assert.deepEqual(done, said);
  });
});

describe('every fix and suggestion', () => {
  it('keeps what it promises on the rules’ own examples', () => {
    for (const sample of samples) allPromises(sample);
  });

  it('keeps what it promises on documents that nobody writes', () => {
    holds(fc.property(hostile, allPromises), 2000);
  });

  it('leaves nothing to a second run, and together they let nothing more through', () => {
    for (const sample of samples) settles(sample);
    holds(fc.property(hostile, settles), 1000);
  });

  it('stands where it stands in a document without escapes', () => {
    const plain = fc.constantFrom(...samples.filter(({ text }) => !text.includes('\\')));
    holds(
      fc.property(plain, fc.array(fc.nat(10_000), { minLength: 40, maxLength: 40 }), (sample, numbers) => {
        const seen = (document: HostDocument) =>
          findings(sample, document).map(({ rule, message, fixes }) => [
            rule.id,
            message,
            ...fixes.map((fix) => {
              const text = applyEdits(document.text, fix.edits);
              return `${fix.title} ${fix.isSafe} ${strings(text)
                .map(({ value }) => value)
                .join('\n')}`;
            }),
          ]);
        const text = withEscapes(sample.text, chooser(numbers));
        const isCounted = /policy-size/;
        const without = (rows: readonly (readonly string[])[]) => rows.filter(([id = '']) => !isCounted.test(id));
        assert.deepEqual(without(seen(read({ ...sample, text }))), without(seen(read(sample))), text);
      }),
      500,
    );
  });
});
