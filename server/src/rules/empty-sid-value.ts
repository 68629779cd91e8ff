import { removeChild } from './edit.ts';
import { statements } from './example.ts';
import { accessAnalyzer } from './references.ts';
import { defineRule, finding } from './rule.ts';

/** An empty Sid names nothing. */
export const emptySidValue = defineRule({
  id: 'empty-sid-value',
  category: 'style',
  severity: 'information',
  summary: 'A Sid is empty.',
  explanation: 'A Sid is optional. An empty one only takes space.',
  reference: accessAnalyzer('suggestion', 'empty-sid-value'),
  bad: statements('"Sid": ⟦""⟧, "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  good: statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
  *checkStatement({ sid }, { text }) {
    if (sid?.kind !== 'string' || sid.text !== '' || !sid.node.parent) return;
    yield finding(
      { start: sid.node.offset, end: sid.node.offset + sid.node.length },
      'The Sid is empty and names nothing. Name the statement, or remove the Sid.',
    ).fix('Remove the Sid', removeChild(sid.node.parent, text));
  },
});
