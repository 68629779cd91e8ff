import { spanOf } from '../../policy/data.ts';
import { finding } from '../engine/draft.ts';
import { statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** An empty Sid names nothing. */
export const emptySidValue = defineRule({
  id: 'empty-sid-value',
  category: 'style',
  severity: 'information',
  summary: 'A Sid is empty.',
  explanation: 'A Sid is optional. An empty one only takes space.',
  reference: accessAnalyzer('suggestion', 'empty-sid-value'),
  fixes: { safe: 'A Sid decides nothing.' },
  bad: statements('"Sid": ⟦""⟧, "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  good: statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  *checkStatement({ sid, properties }, { writer }) {
    const property = properties.findLast(({ name }) => name === 'Sid');
    if (sid?.kind !== 'string' || sid.text !== '' || !property) return;
    yield finding(spanOf(sid.data), 'The Sid is empty and names nothing. Name the statement, or remove the Sid.').fix(
      'Remove the Sid',
      writer.remove(property),
    );
  },
});
