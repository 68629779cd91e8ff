import { covers, type Glob, parseGlob } from '../../patterns/glob.ts';
import { statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { type Comparison, redundant } from './_redundancy.ts';

const glob = (text: string): Glob => parseGlob(text, { variables: true });

const ACTIONS: Comparison = {
  mostPatterns: 500,
  group: (text) => {
    const prefix = text.slice(0, Math.max(0, text.indexOf(':')));
    return prefix === '' || /[*?]/.test(prefix) ? undefined : prefix;
  },
  normalize: (text) => text.toLowerCase(),
  covers: (outer, inner) => covers(glob(outer), glob(inner)),
};

export const redundantAction = defineRule({
  id: 'redundant-action',
  category: 'style',
  severity: 'information',
  summary: 'An action is covered by another entry of the list.',
  explanation:
    'Another entry of the list covers this entry already. Whoever removes the wider entry later may overlook this one.',
  reference: accessAnalyzer('suggestion', 'redundant-action'),
  fixes: { safe: 'The remaining entries cover the same.' },
  bad: [
    statements('"Effect": "Allow", "Action": ["bedrock:Get*", "⟦bedrock:GetGuardrail⟧"], "Resource": "*"'),
    statements('"Effect": "Allow", "Action": ["bedrock:GetGuardrail", "⟦bedrock:getguardrail⟧"], "Resource": "*"'),
  ],
  good: statements('"Effect": "Allow", "Action": ["bedrock:Get*", "bedrock:ListGuardrails"], "Resource": "*"'),
  *checkStatement({ action, notAction }, { writer }) {
    yield* redundant([action, notAction], ACTIONS, writer);
  },
});
