import { fieldSpan, isLiteral, replaceField, resourceArns } from '../../iam/arns.ts';
import { nearest } from '../../iam/nearest.ts';
import { mayBePlaceholder } from '../../iam/placeholders.ts';
import { quoted } from '../../model/printable.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIVE } from './_arns.ts';

export const invalidPartition = defineRule({
  id: 'invalid-partition',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'An ARN names an unknown partition.',
  explanation:
    'The partitions are aws, aws-cn, aws-us-gov and a few closed ones. An ARN of any other matches nothing. A wildcard there is accepted: AWS’s own policies write arn:*:….',
  reference: accessAnalyzer('error', 'invalid-partition'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: resource('arn:⟦amazon⟧:s3:::my-bucket/*', 's3:GetObject'),
  good: [
    resource('arn:aws-us-gov:s3:::my-bucket/*', 's3:GetObject'),
    resource('arn:*:s3:::my-bucket/*', 's3:GetObject'),
  ],
  *checkStatement(statement, { catalog, writer }) {
    const known = catalog.partitions.map(({ id }) => id);
    for (const entry of resourceArns(statement)) {
      const { partition, region } = entry.arn;
      if (!isLiteral(partition.text) || known.includes(partition.text) || mayBePlaceholder(partition.text)) continue;
      const owner = catalog.partitions.find(({ regions }) => regions.some(({ id }) => id === region.text))?.id;
      const meant = owner ?? nearest(partition.text, known) ?? 'aws';
      yield finding(
        partition.text === ''
          ? within(entry.value, partition.start - 1, partition.end + 1)
          : fieldSpan(entry, partition),
        `AWS has no partition ${quoted(partition.text)}, so this ARN matches nothing. Write ${meant}.`,
      ).suggest(`Change to ${quoted(meant)}`, replaceField(writer, entry, partition, meant));
    }
  },
});
