import { statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { repeatedSids } from './_sids.ts';

/** In IAM's policies a Sid is unique. */
export const uniqueSidsRequired = defineRule({
  id: 'unique-sids-required',
  category: 'grammar',
  severity: 'error',
  summary: 'Two statements have the same Sid.',
  explanation: 'The Sids of a policy that IAM keeps must differ from each other.',
  reference: accessAnalyzer('error', 'unique-sids-required'),
  fixes: { safe: 'A Sid decides nothing.' },
  kinds: ['identity', 'session', 'boundary', 'trust'],
  bad: statements(
    '"Sid": "Models", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"',
    '"Sid": "⟦Models⟧", "Effect": "Allow", "Action": "bedrock:ListCustomModels", "Resource": "*"',
  ),
  good: statements(
    '"Sid": "Models", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"',
    '"Sid": "CustomModels", "Effect": "Allow", "Action": "bedrock:ListCustomModels", "Resource": "*"',
  ),
  checkPolicy: (policy, { writer }) => repeatedSids(policy, 'IAM refuses the policy', writer),
});
