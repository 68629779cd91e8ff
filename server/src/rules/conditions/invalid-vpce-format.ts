import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { malformedIds } from './_vpc-ids.ts';

const VPCE = /^vpce-([0-9a-z]{8}|[0-9a-z]{17})$/;

export const invalidVpceFormat = defineRule({
  id: 'invalid-vpce-format',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'aws:SourceVpce has a value that is not the id of an endpoint.',
  explanation: 'A VPC endpoint’s id is vpce- and 8 or 17 letters and digits.',
  reference: accessAnalyzer('error', 'invalid-vpce-format'),
  fixes: { suggested: 'The id of the VPC is not that of an endpoint.' },
  bad: condition('"StringEquals": { "aws:SourceVpce": "⟦vpc-0a1b2c3d4e5f67890⟧" }'),
  good: condition('"StringEquals": { "aws:SourceVpce": "vpce-0a1b2c3d4e5f67890" }'),
  *checkStatement(statement, { writer }) {
    for (const value of malformedIds(statement, 'aws:sourcevpce', VPCE)) {
      const result = finding(
        value,
        `${quoted(value.text)} is not a VPC endpoint id, so this never matches. An id is vpce- and 8 or 17 letters and digits.`,
      );
      const meant = value.text.replace(/^vpc-/, 'vpce-');
      yield VPCE.test(meant) ? result.suggest(`Change to ${quoted(meant)}`, writer.replaceText(value, meant)) : result;
    }
  },
});
