import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { addPermission, errorsIn } from '../../../server/src/features/add-permission.ts';
import { readDocument } from '../../../server/src/service.ts';
import { catalog } from '../../catalog.ts';
import { codesIn } from '../../policies.ts';

/** A message as it was met, the policy that is open, and what is to come of it. */
interface Met {
  readonly what: string;
  readonly message: string;
  readonly file?: string;
  readonly policy?: unknown;
  readonly outcome: 'statement' | 'denied' | 'nothing';
  /** Texts of the message to the author. */
  readonly says?: readonly string[];
  /** The added statements, without their Sids and Effects. */
  readonly adds?: readonly unknown[];
}

const MET = JSON.parse(readFileSync('test/fixtures/denials.json', 'utf8')) as readonly Met[];

interface Added {
  readonly Sid: string;
  readonly Effect: string;
  readonly Resource?: unknown;
}

const statementsIn = (text: string): readonly Added[] => JSON.parse(`[${text}]`) as readonly Added[];

describe('adding a permission from an error as people meet it', () => {
  for (const { what, message, file, policy, outcome, says = [], adds } of MET) {
    it(what, () => {
      const document =
        policy === undefined ? undefined : readDocument(JSON.stringify(policy), { path: file ?? 'policy.json' });
      const added = addPermission(message, { policy: document?.policies[0], catalog, account: undefined });
      assert.equal(added.outcome, outcome, added.message);
      for (const text of says) assert.ok(added.message.includes(text), `${added.message}\n${text}`);
      if (added.outcome !== 'statement') return;
      const all = statementsIn(added.statement);
      if (adds)
        assert.deepEqual(
          all.map(({ Sid: _, Effect: __, ...rest }) => rest),
          adds,
        );
    });
  }

  it('has no finding of its own in what it adds', () => {
    for (const { message, policy, outcome, adds } of MET) {
      if (outcome !== 'statement' || policy !== undefined || /111122223333|</.test(JSON.stringify(adds))) continue;
      const added = addPermission(message, { policy: undefined, catalog, account: undefined });
      assert.ok(added.outcome === 'statement');
      const text = `{ "Version": "2012-10-17", "Statement": [${added.statement}] }`;
      const fine = new Set([
        'bedrock-streaming-not-allowed',
        'bedrock-model-lifecycle',
        'bedrock-passrole-missing',
        'bedrock-model-needs-profile',
      ]);
      assert.deepEqual(
        codesIn(text).filter((code) => !fine.has(code)),
        [],
        text,
      );
    }
  });

  it('never adds "*" or a mask where the message names a resource', () => {
    for (const mask of ['********', 'XXXXXXXXXXXX', '<account>', '[REDACTED]', '111111111111'].slice(0, 4)) {
      const message = `User: arn:aws:sts::${mask}:assumed-role/App/i is not authorized to perform: bedrock:GetAgent on resource: arn:aws:bedrock:eu-west-1:${mask}:agent/ABCDEFGHIJ because no identity-based policy allows it`;
      const added = addPermission(message, { policy: undefined, catalog, account: '222233334444' });
      assert.ok(added.outcome === 'statement', added.message);
      assert.equal(
        statementsIn(added.statement)[0]?.Resource,
        'arn:aws:bedrock:eu-west-1:222233334444:agent/ABCDEFGHIJ',
      );
    }
  });

  it('offers the errors of a log one by one', () => {
    const log = MET.filter(({ what }) => what.startsWith('log: '))
      .map(({ message }) => message)
      .join('\n');
    assert.deepEqual(
      errorsIn(log).map(({ action, resource, reason }) => `${action} ${resource}: ${reason}`),
      [
        'bedrock:InvokeModel arn:aws:bedrock:us-east-2::foundation-model/amazon.nova-lite-v1:0: denied by a service control policy',
        'bedrock:ListInferenceProfiles : no identity-based policy allows it',
      ],
    );
    assert.deepEqual(errorsIn('nothing of the kind'), []);
  });
});
