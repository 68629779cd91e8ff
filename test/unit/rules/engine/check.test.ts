import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';
import fc from 'fast-check';
import { applyEdits } from '../../../../server/src/model/edit.ts';
import type { PolicyKind } from '../../../../server/src/policy/kind.ts';
import { newFindingCache } from '../../../../server/src/rules/engine/check.ts';
import type { Severity } from '../../../../server/src/rules/engine/draft.ts';
import { RULES } from '../../../../server/src/rules/registry.ts';
import { type HostDocument, openService, readDocument } from '../../../../server/src/service.ts';
import { catalog } from '../../../catalog.ts';
import { codesIn, findingsIn, withStatement } from '../../../policies.ts';
import { holds } from '../../../properties.ts';
import { service } from '../../../service.ts';

const examples = (name: string) => readFileSync(`examples/${name}.policy.json`, 'utf8');

describe('the example policies', () => {
  it('viewing your own permissions has no finding', () => {
    assert.deepEqual(codesIn(examples('view-your-own-permissions')), []);
  });

  it('denying inference leaves streaming open, and the fix closes it', () => {
    const [finding, more] = findingsIn(examples('deny-model-inference'));
    assert.equal(finding?.rule.id, 'bedrock-deny-incomplete');
    assert.match(finding?.message ?? '', /streaming/i);
    assert.match(finding?.fixes[0]?.title ?? '', /InvokeModelWithResponseStream/);
    assert.equal(more, undefined);
  });

  it('the provisioned model’s Region is a placeholder', () => {
    const text = examples('invoke-provisioned-model');
    const found = findingsIn(text).map(({ span, severity }) => `${severity} ${text.slice(span.start, span.end)}`);
    assert.deepEqual(found, ['warning aws-region', 'information 111122223333']);
  });
});

describe('findings', () => {
  it('are as from a fresh start after any edit', () => {
    const bases = RULES.flatMap(({ bad, good }) =>
      [bad, good].flat().map(({ text }) => text.replace(/[⟦⟧]/g, '')),
    ).filter((text) => text.length < 2000);
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.oneof(fc.constant(0), fc.nat(12)),
      insert: fc.constantFrom(
        '',
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        ' ',
        'x',
        '*',
        '\\"',
        '\n',
        '"Action"',
        '"Deny"',
        '"aws:SourceIp"',
      ),
    });
    holds(
      fc.property(fc.constantFrom(...bases), fc.array(edit, { maxLength: 15 }), (base, edits) => {
        let text = base;
        let before = readDocument(text);
        const cache = newFindingCache();
        for (const { at, remove, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
          before = readDocument(text, { before });
          const kept = service.check(before, { cache });
          assert.deepEqual(kept, service.check(readDocument(text)));
          for (const { span } of kept) assert.ok(span.start <= span.end && span.end <= text.length);
        }
      }),
      2000,
    );
  });

  describe('of an earlier version', () => {
    /** A service whose catalog counts how often rules ask it, and the questions since the last look. */
    const counting = () => {
      let asked = 0;
      const counted = new Proxy(catalog, {
        get(target, name, receiver) {
          asked++;
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
      const own = openService(counted);
      const cache = newFindingCache();
      let before: HostDocument | undefined;
      return (text: string, settings: object = {}) => {
        asked = 0;
        before = readDocument(text, { before });
        const found = own.check(before, { cache, ...settings });
        assert.deepEqual(found, service.check(readDocument(text), settings));
        return asked;
      };
    };
    const one = (sid: string, action = 'bedrock:GetGuardrail') =>
      `{ "Sid": "${sid}", "Effect": "Allow", "Action": "${action}", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1" }`;
    const list = (...statements: readonly string[]) => withStatement(`\n${statements.join(',\n')}\n`);

    it('are taken over where nothing has changed', () => {
      const ask = counting();
      const first = ask(list(one('A'), one('B', 'bedrock:Get*')));
      assert.ok(first > 20, `${first} questions`);
      assert.ok(ask(list(one('A'), one('B', 'bedrock:Get*'))) < first / 5);
    });

    it('are taken over for the other statements where one has changed', () => {
      const ask = counting();
      const alone = ask(list(one('A')));
      const three = list(one('A'), one('B', 'bedrock:Get*'), one('C', 'bedrock:List*'));
      ask(three);
      assert.ok(ask(three.replace('bedrock:List*', 'bedrock:Lis*')) < 2 * alone);
    });

    it('are found again at another place, where statements have come or gone', () => {
      const ask = counting();
      const [a, b, c] = [one('A'), one('B', 'bedrock:Get*'), one('C', 'bedrock:List*')];
      const first = ask(list(a, b, c));
      assert.ok(ask(list(b, c)) < first / 3);
      assert.ok(ask(list(one('D', 'bedrock:ListAgents'), b, c)) < (2 * first) / 3);
    });

    it('hold for a rule that has not read what has changed, from the second change on', () => {
      const ask = counting();
      const first = ask(list(one('A')));
      ask(list(one('Ab')));
      assert.ok(ask(list(one('Abc'))) < first / 5, 'the Sid says nothing of actions and resources');
      assert.ok(ask(list(one('Abc', 'bedrock:GetGuardrai'))) > first / 5, 'the action does');
    });

    it('are those of the kind, and of the severities, that hold now', () => {
      const text = withStatement('{ "Effect": "Allow", "Action": "bedrok:X", "Resource": "*" }');
      const cache = newFindingCache();
      const ids = (kind: PolicyKind) =>
        service.check(readDocument(text, { kind }), { cache }).map(({ rule }) => rule.id);
      assert.deepEqual(ids('identity'), ['invalid-service-in-action']);
      assert.deepEqual(
        ids('rcp'),
        service.check(readDocument(text, { kind: 'rcp' })).map(({ rule }) => rule.id),
      );
      assert.notDeepEqual(ids('rcp'), ids('identity'));
    });
  });

  it('come in the order of the text, the shorter one first', () => {
    const text = withStatement(
      '{ "Effect": "Allow", "Action": ["bedrok:X", "bedrock:Nope"], "Resource": ["x", "arn:aws:bedrock:mars-1:1:guardrail/g"] }',
    );
    const spans = service.check(readDocument(text)).map(({ span }) => span);
    assert.ok(spans.length > 4);
    assert.deepEqual(
      spans,
      spans.toSorted((a, b) => a.start - b.start || a.end - b.end),
    );
  });

  it('have the severity of the rule, of the finding, or of the author', () => {
    const text = withStatement(
      '{ "Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "arn:aws:bedrock:eu-west-1:111122223333:guardrail/g" }',
    );
    const severity = (severities: Readonly<Record<string, Severity | 'off'>>) =>
      service.check(readDocument(text), { severities }).map((each) => `${each.rule.id} ${each.severity}`);
    assert.deepEqual(severity({}), ['placeholder-value information'], 'the finding’s own');
    assert.deepEqual(severity({ 'placeholder-value': 'error' }), ['placeholder-value error']);
    assert.deepEqual(severity({ 'placeholder-value': 'off' }), []);
    const off = RULES.filter(({ offByDefault }) => offByDefault);
    assert.ok(off.length > 0);
    for (const { id, bad } of off) {
      const [example] = [bad].flat();
      const document = readDocument(example?.text.replace(/[⟦⟧]/g, '') ?? '', { kind: example?.kind });
      const ids = (severities: Readonly<Record<string, Severity>>) =>
        service.check(document, { severities }).map(({ rule }) => rule.id);
      assert.ok(!ids({}).includes(id) && ids({ [id]: 'hint' }).includes(id), id);
    }
  });

  it('of the whole document come once, however many policies it holds', () => {
    const policy = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "a:b", "Resource": "*" }] }';
    const ids = service.check(readDocument(`[${policy}, ${policy}, /* x */ ${policy}]`)).map(({ rule }) => rule.id);
    assert.equal(ids.filter((id) => id === 'json-syntax-error').length, 1);
  });

  it('leave syntax errors to an editor that reports them itself', () => {
    const text = withStatement('{ "Effect": "Allow" "Action": "bedrock:ListAgents", "Resource": "*" }');
    const ids = (jsonSyntaxElsewhere?: boolean) =>
      service
        .check(readDocument(text), jsonSyntaxElsewhere === undefined ? {} : { jsonSyntaxElsewhere })
        .map(({ rule }) => rule.id);
    assert.ok(ids().includes('json-syntax-error'));
    assert.ok(ids(false).includes('json-syntax-error'));
    assert.ok(!ids(true).includes('json-syntax-error'));
  });

  it('leave comments and trailing commas to an editor that reports those too', () => {
    const text = withStatement('{ "Effect": "Allow", "Action": "bedrock:ListAgents", "Resource": "*", }');
    const ids = (commentsElsewhere: boolean) =>
      service.check(readDocument(text), { jsonSyntaxElsewhere: true, commentsElsewhere }).map(({ rule }) => rule.id);
    assert.deepEqual(ids(false), ['json-syntax-error']);
    assert.deepEqual(ids(true), []);
  });

  it('of a rule that fails end the check where nobody is told of the failure', () => {
    const broken = openService({ ...catalog, hasService: () => assert.fail('no catalog') });
    assert.throws(() => broken.check(readDocument(withStatement('{ "Action": "a:b" }'))), /no catalog/);
  });

  it('of a rule that has failed are looked for again after the next change', () => {
    let isBroken = true;
    const own = openService({
      ...catalog,
      hasService: (prefix) => (isBroken ? assert.fail('no catalog') : catalog.hasService(prefix)),
    });
    const cache = newFindingCache();
    const failed: string[] = [];
    const ids = (sid: string) =>
      own
        .check(
          readDocument(withStatement(`{ "Sid": "${sid}", "Effect": "Allow", "Action": "a:b", "Resource": "*" }`)),
          {
            cache,
            onFailure: ({ id }) => failed.push(id),
          },
        )
        .map(({ rule }) => rule.id);
    ids('A');
    ids('B');
    assert.ok(failed.filter((id) => id === 'invalid-service-in-action').length === 2);
    isBroken = false;
    assert.ok(ids('C').includes('invalid-service-in-action'));
  });

  it('of policy rules and document rules can be turned off too', () => {
    const text = '{ "Statement": [{ "Effect": "Allow", "Action": "bedrock:ListAgents", "Resource": "*" }] /* x */ }';
    const ids = (severities: Readonly<Record<string, 'off'>> = {}) =>
      service.check(readDocument(text), { severities }).map(({ rule }) => rule.id);
    assert.deepEqual(ids(), ['missing-version', 'json-syntax-error']);
    assert.deepEqual(ids({ 'missing-version': 'off' }), ['json-syntax-error']);
    assert.deepEqual(ids({ 'json-syntax-error': 'off' }), ['missing-version']);
  });

  it('name the author’s account in fixes, where it is known', () => {
    const text = withStatement('{ "Effect": "Allow", "Action": "bedrock:CreateModelInvocationJob", "Resource": "*" }');
    const fixed = (settings: object) =>
      service
        .check(readDocument(text), settings)
        .flatMap(({ fixes }) => fixes.map(({ edits }) => applyEdits(text, edits)))
        .join();
    assert.match(fixed({ account: '222233334444' }), /arn:aws:iam::222233334444:role/);
    assert.match(fixed({}), /arn:aws:iam::111122223333:role/);
  });

  it('keep no text of earlier versions, wherever one types (slow)', () => {
    v8.setFlagsFromString('--expose-gc');
    const collect = vm.runInNewContext('gc') as () => void;
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const versions = 60;
    // Spaces make the text long, and cost no time to read.
    const statement = (index: number) =>
      `{ "Sid": "Statement${index}OfMany", "Effect": "Allow", "Action": ["bedrock:GetGuardrail", "bedrock:InvokeModel"],${' '.repeat(5000)}"Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/resource${index}" }`;
    let before = readDocument(
      withStatement(Array.from({ length: versions }, (_, index) => statement(index)).join(',\n')),
    );
    const cache = newFindingCache();
    const see = (text: string) => {
      before = readDocument(text, { before });
      service.check(before, { cache });
    };
    see(before.text);
    const start = heap();
    for (let index = 0; index < versions; index++) {
      const at = before.text.indexOf(`resource${index}"`);
      const typed = `${before.text.slice(0, at)}typed/${before.text.slice(at)}`;
      see(typed);
      see(typed.replace(`"Statement${index}Of`, `"Statement${index}"Of`)); // no JSON, and parsed as a whole
      see(typed);
    }
    const grown = (heap() - start) / 1e6;
    // The texts of all versions would be 56 MB; other tests share the process.
    assert.ok(grown < 20, `${grown.toFixed(1)} MB more, of a text of ${before.text.length / 1000} KB`);
  });

  it('have the fixes of where their statement stands now: alone, or in a list', () => {
    const statement =
      '{ "Effect": "Allow", "Action": ["bedrock:GetGuardrail", "bedrock:Retrieve"], "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/*" }';
    const cache = newFindingCache();
    const fixed = (text: string) => {
      const [found] = service.check(readDocument(text), { cache });
      return JSON.parse(applyEdits(text, found?.fixes[0]?.edits ?? [])) as { Statement: unknown[] };
    };
    assert.equal(fixed(`{ "Version": "2012-10-17", "Statement": ${statement} }`).Statement.length, 2);
    assert.equal(fixed(`{ "Version": "2012-10-17", "Statement": [${statement}] }`).Statement.length, 2);
  });

  it('stand at the right place in strings with escapes', () => {
    const text = withStatement('{ "Effect": "Allow", "Action": "bedr\\u006fck:\\u004eope", "Resource": "*" }');
    const [finding] = findingsIn(text);
    assert.equal(text.slice(finding?.span.start, finding?.span.end), '\\u004eope');
  });

  it('leave alone what a template fills in', () => {
    assert.deepEqual(
      codesIn(
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": { "Fn::Sub": "arn:${AWS::Partition}:x" } }, { "Fn::If": ["A", { "Ref": "B" }, { "Ref": "AWS::NoValue" }] }] }',
      ),
      [],
    );
  });

  it('can be silenced and changed by settings', () => {
    const text = withStatement('{ "Effect": "Allow", "Action": "bedrok:ListModels", "Resource": "*" }');
    const severities = { 'invalid-service-in-action': 'error' } as const;
    assert.equal(service.check(readDocument(text), { severities })[0]?.severity, 'error');
    assert.deepEqual(service.check(readDocument(text), { severities: { 'invalid-service-in-action': 'off' } }), []);
  });

  it('go on when a rule fails', () => {
    const failed: string[] = [];
    const broken = { ...catalog, hasService: () => assert.fail('no catalog') };
    openService(broken).check(readDocument(withStatement('{ "Action": "a:b" }')), {
      onFailure: ({ id }) => failed.push(id),
    });
    assert.ok(failed.includes('invalid-service-in-action'));
  });
});

describe('many findings of one kind', () => {
  it('are all reported, and the first of them offer the fix of all', () => {
    const actions = Array.from({ length: 60 }, (_, index) => `"bedrock:${index % 2 ? 'GetAgent' : 'ListAgents'}"`);
    const found = findingsIn(
      withStatement(
        `{ "Effect": "Allow", "Action": ["bedrock:GetGuardrail", ${actions.join(', ')}], "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1" }`,
      ),
    ).filter(({ rule }) => rule.id === 'action-resource-mismatch');
    assert.equal(found.length, 60);
    assert.equal(found.filter(({ fixes }) => fixes.length > 0).length, 20);
    assert.match(found[0]?.fixes[0]?.title ?? '', /Move 30 actions/);
  });

  it('of equal Sids each get a number of their own', () => {
    const statements = Array.from(
      { length: 50 },
      (_, index) =>
        `{ "Sid": "Same", "Effect": "Allow", "Action": "bedrock:GetAgent", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:agent/A${index}" }`,
    );
    const text = withStatement(statements.join(','));
    const fixes = findingsIn(text)
      .filter(({ rule }) => rule.id === 'unique-sids-required')
      .flatMap(({ fixes: [fix] }) => fix?.edits ?? []);
    assert.equal(fixes.length, 49);
    assert.equal(new Set(applyEdits(text, fixes).match(/"Same\d*"/g)).size, 50);
  });
});
