import { question } from '../../iam/answers.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { freeSid } from './_sids.ts';

/** IAM's own policies take letters and digits only. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
export const unsupportedSid = defineRule({
  id: 'unsupported-sid',
  category: 'grammar',
  severity: 'error',
  summary: 'A Sid holds other characters than letters and digits.',
  explanation:
    'In the policies of IAM a Sid consists of A–Z, a–z and 0–9: no spaces, hyphens or underscores. Other services’ resource policies may take more.',
  reference: accessAnalyzer('error', 'unsupported-sid'),
  fixes: { safe: 'A Sid decides nothing.' },
  kinds: ['identity', 'session', 'boundary', 'trust'],
  bad: statements(
    '"Sid": "⟦List the models⟧", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"',
  ),
  good: statements(
    '"Sid": "ListTheModels", "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"',
  ),
  *checkPolicy({ statements: all }, { writer }) {
    if (!all.some((statement) => plainSid(statement) !== undefined)) return;
    const taken = new Set(all.flatMap(({ sid }) => (sid?.kind === 'string' ? [sid.text] : [])));
    const numbers = new Map<string, number>();
    for (const statement of all) {
      const plain = plainSid(statement);
      const { sid } = statement;
      if (sid?.kind !== 'string' || plain === undefined) continue;
      const free = taken.has(plain) ? freeSid(plain, taken, numbers) : plain;
      taken.add(free);
      const result = finding(sid, `IAM refuses the Sid ${quoted(sid.text)}: only letters and digits are allowed.`);
      yield plain === '' ? result : result.fix(`Change to ${quoted(free)}`, writer.replaceText(sid, free));
    }
  },
});

/** What is left of a Sid that IAM refuses, as one word; undefined where there is nothing to refuse. */
const plainSid = question(({ sid }): string | undefined => {
  if (sid?.kind !== 'string' || /^[A-Za-z0-9]*$/.test(sid.text)) return undefined;
  return sid.text
    .split(/[^A-Za-z0-9]+/)
    .map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join('');
});
