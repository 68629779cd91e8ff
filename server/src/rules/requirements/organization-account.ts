import { isAllow } from '../../iam/allowed.ts';
import { arnValues, fieldSpan } from '../../iam/arns.ts';
import { isCovered } from '../../iam/listed-patterns.ts';
import { principalsOf } from '../../iam/principals.ts';
import { within } from '../../policy/value.ts';
import { onResource, resource } from '../engine/example.ts';
import { defineRule } from '../engine/rule.ts';
import { GRANTING_KINDS, notAllowed, REFERENCE, under } from './_named.ts';

const OURS = { accounts: { allowed: ['222233334444'] } };
const ACCOUNT = /^\d{12}$/;

export const organizationAccount = defineRule({
  id: 'organization-account',
  category: 'security',
  severity: 'warning',
  summary: 'An Allow names an account that the organization does not allow.',
  explanation:
    'The config file lists the accounts that policies may name: "organization": { "accounts": { "allowed": ["222233334444"] } }. They are looked for in the ARNs of Resource and among the principals. Without the list this rule finds nothing.',
  reference: REFERENCE,
  kinds: GRANTING_KINDS,
  bad: [
    under(OURS, resource('arn:aws:bedrock:eu-west-1:⟦555566667777⟧:provisioned-model/a1b2c3d4e5f6')),
    {
      ...under(
        OURS,
        onResource(
          '"Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::⟦555566667777⟧:role/app" }, "Action": "bedrock:ApplyGuardrail", "Resource": "arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6"',
        ),
      ),
      besides: ['bedrock-guardrail-sharing'],
    },
  ],
  good: under(OURS, resource('arn:aws:bedrock:eu-west-1:222233334444:provisioned-model/a1b2c3d4e5f6')),
  *checkStatement(statement, { organization: { accounts } = {} }) {
    if (!accounts || !isAllow(statement)) return;
    for (const entry of arnValues(statement.resource)) {
      const { account } = entry.arn;
      if (ACCOUNT.test(account.text) && !isCovered(account.text, accounts.allowed))
        yield notAllowed(fieldSpan(entry, account), account.text, 'accounts', accounts);
    }
    for (const value of principalsOf(statement, 'AWS')) {
      const [whole = '', before = '', account = ''] =
        /^(arn:[^:]*:(?:iam|sts)::)?(\d{12})(?![^:])/.exec(value.text) ?? [];
      if (whole === '' || isCovered(account, accounts.allowed)) continue;
      yield notAllowed(within(value, before.length, whole.length), account, 'accounts', accounts);
    }
  },
});
