import { ACCOUNT_TO_FILL_IN } from '../../iam/documentation-accounts.ts';
import { spanOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { trust } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const roleTrustPolicyUnsupportedWildcardInPrincipal = defineRule({
  id: 'role-trust-policy-unsupported-wildcard-in-principal',
  category: 'security',
  severity: 'error',
  summary: 'A trust policy’s Principal is "*".',
  explanation: 'Access Analyzer refuses "*" in a trust policy. It would let anyone assume the role.',
  reference: accessAnalyzer('error', 'role-trust-policy-unsupported-wildcard-in-principal'),
  fixes: { suggested: 'Whom the role shall trust is not in the text.' },
  kinds: ['trust'],
  bad: trust('⟦"*"⟧'),
  good: trust('{ "AWS": "222233334444" }'),
  *checkStatement({ principal, effect }, { account, writer }) {
    if (principal?.bare?.kind !== 'string' || principal.bare.text !== '*' || effect?.text !== 'Allow') return;
    yield finding(
      spanOf(principal.bare.data),
      'This lets anyone assume the role. Name the account or service.',
    ).suggest(
      account ? `Trust the account ${account} only` : 'Trust one account only, to fill in',
      writer.replaceValue(principal.bare, { AWS: account ?? ACCOUNT_TO_FILL_IN }),
    );
  },
});
