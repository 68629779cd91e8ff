import { replace } from './edit.ts';
import { statements } from './example.ts';
import { accessAnalyzer } from './references.ts';
import { defineRule, finding } from './rule.ts';

/** IAM's own policies take letters and digits only. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
export const unsupportedSid = defineRule({
  id: 'unsupported-sid',
  category: 'grammar',
  severity: 'error',
  summary: 'A Sid holds other characters than letters and digits.',
  explanation:
    'In the policies of IAM a Sid consists of A–Z, a–z and 0–9: no spaces, hyphens or underscores. Other services’ resource policies may take more.',
  reference: accessAnalyzer('error', 'unsupported-sid'),
  kinds: ['identity', 'session', 'boundary', 'trust'],
  bad: statements(
    '"Sid": "⟦List the models⟧", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"',
  ),
  good: statements(
    '"Sid": "ListTheModels", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"',
  ),
  *checkStatement({ sid }) {
    if (sid?.kind !== 'string' || /^[A-Za-z0-9]*$/.test(sid.text)) return;
    const mended = sid.text
      .split(/[^A-Za-z0-9]+/)
      .map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
      .join('');
    const result = finding(sid, `IAM refuses the Sid "${sid.text}": only letters and digits may stand in it.`);
    yield mended === '' ? result : result.fix(`Change to "${mended}"`, replace(sid.span, mended));
  },
});
