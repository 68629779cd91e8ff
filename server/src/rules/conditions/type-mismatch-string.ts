import { conditions, stringValues } from '../../iam/conditions.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const typeMismatchString = defineRule({
  id: 'type-mismatch-string',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'BinaryEquals has a value that is not base64.',
  explanation: 'BinaryEquals compares bytes, which are written in base64.',
  reference: accessAnalyzer('general-warning', 'type-mismatch-string'),
  bad: condition('"BinaryEquals": { "saml:aud": "⟦not base64!⟧" }'),
  good: condition('"BinaryEquals": { "saml:aud": "QmluYXJ5VmFsdWU=" }'),
  *checkStatement(statement) {
    for (const entry of conditions(statement)) {
      if (entry.meaning?.family !== 'Binary') continue;
      for (const value of stringValues(entry)) {
        if (/^[A-Za-z0-9+/]*={0,2}$/.test(value.text) && value.text.length % 4 === 0) continue;
        yield finding(value, 'This is not base64, so BinaryEquals never holds. Encode the bytes in base64.');
      }
    }
  },
});
