import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { malformedIds } from './_vpc-ids.ts';

const VPC = /^vpc-([0-9a-z]{8}|[0-9a-z]{17})$/;

export const invalidVpcFormat = defineRule({
  id: 'invalid-vpc-format',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'aws:SourceVpc has a value that is not a VPC id.',
  explanation: 'A VPC’s id is vpc- and 8 or 17 letters and digits.',
  reference: accessAnalyzer('error', 'invalid-vpc-format'),
  bad: condition('"StringEquals": { "aws:SourceVpc": "⟦my-vpc⟧" }'),
  good: condition('"StringEquals": { "aws:SourceVpc": "vpc-0a1b2c3d4e5f67890" }'),
  *checkStatement(statement) {
    for (const value of malformedIds(statement, 'aws:sourcevpc', VPC)) {
      yield finding(
        value,
        `${quoted(value.text)} is not a VPC id, so this never matches. An id is vpc- and 8 or 17 letters and digits.`,
      );
    }
  },
});
