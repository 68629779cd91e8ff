import { conditions, stringValues } from '../../iam/conditions.ts';
import { nearest } from '../../iam/nearest.ts';
import { quoted } from '../../model/printable.ts';
import { finding } from '../engine/draft.ts';
import { condition } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const invalidRegion = defineRule({
  id: 'invalid-region',
  category: 'effect',
  severity: 'warning',
  judgesForm: true,
  summary: 'A condition names a Region that does not exist.',
  explanation:
    'A value that is not a Region never matches. “unspecified” is a valid value of aws:RequestedRegion: requests that global cross-Region inference routes carry it. This is a warning, since AWS opens new Regions.',
  reference: accessAnalyzer('error', 'invalid-region'),
  fixes: { suggested: 'The Region may be newer than the catalog.' },
  bad: condition('"StringEquals": { "aws:RequestedRegion": "⟦eu-wset-1⟧" }'),
  good: condition('"StringEquals": { "aws:RequestedRegion": ["eu-west-1", "unspecified"] }'),
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of conditions(statement)) {
      if (entry.name !== 'aws:requestedregion' && entry.name !== 'ec2:region') continue;
      if (entry.meaning?.family !== 'String') continue;
      for (const value of stringValues(entry)) {
        if (
          /[*?$<{]/.test(value.text) ||
          value.text === 'unspecified' ||
          value.text === 'aws-region' ||
          value.text === ''
        )
          continue;
        const known = catalog.partitions.flatMap(({ regions }) => regions.map(({ id }) => id));
        if (known.includes(value.text)) continue;
        const near = nearest(value.text, known);
        const result = finding(
          value,
          `No Region is called ${quoted(value.text)}, so this never matches.${near ? ` Did you mean ${quoted(near)}?` : ''}`,
        );
        yield near ? result.suggest(`Change to ${quoted(near)}`, writer.replaceText(value, near)) : result;
      }
    }
  },
});
