import type { Catalog } from '../../catalog/catalog.ts';
import { fieldSpan, isLiteral, replaceField, resourceArns } from '../../iam/arns.ts';
import { nearest } from '../../iam/nearest.ts';
import { mayBePlaceholder } from '../../iam/placeholders.ts';
import { brief, quoted } from '../../model/printable.ts';
import { RESOURCE_KINDS } from '../../policy/kind.ts';
import { finding } from '../engine/draft.ts';
import { resource } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';
import { LIVE } from './_arns.ts';

export const invalidArnRegion = defineRule({
  id: 'invalid-arn-region',
  category: 'effect',
  severity: 'error',
  judgesForm: true,
  summary: 'An ARN names an unknown Region.',
  explanation:
    'The Region of an ARN is a Region’s code, such as eu-west-1, a pattern of some, or empty. No resource is in any other.',
  reference: accessAnalyzer('error', 'invalid-arn-region'),
  fixes: LIVE,
  kinds: RESOURCE_KINDS,
  bad: [
    resource('arn:aws:bedrock:⟦us-east1⟧::foundation-model/*'),
    resource('arn:aws:bedrock:⟦us-gov-west-1⟧::foundation-model/*'),
  ],
  good: [
    resource('arn:aws:bedrock:us-east-1::foundation-model/*'),
    resource('arn:aws:bedrock:::foundation-model/*'),
    resource('arn:aws:bedrock:eu-*::foundation-model/*'),
  ],
  *checkStatement(statement, { catalog, writer }) {
    for (const entry of resourceArns(statement)) {
      const { region, partition, service } = entry.arn;
      if (region.text === '' || service.text === '' || !isLiteral(region.text) || mayBePlaceholder(region.text))
        continue;
      const home = catalog.partitions.find(({ regions }) => regions.some(({ id }) => id === region.text));
      const named = catalog.partitions.find(({ id }) => id === partition.text);
      if (home && named && home.id !== named.id) {
        yield finding(
          fieldSpan(entry, region),
          `${brief(region.text)} belongs to the partition ${brief(home.id)}, not to ${brief(named.id)}: this ARN matches nothing. Change one of the two.`,
        ).suggest(`Change the partition to ${quoted(home.id)}`, replaceField(writer, entry, partition, home.id));
      }
      // A Region that AWS opened after the data were made has the form of one; say nothing certain of it.
      if (
        home ||
        (/^[a-z]{2,4}(-[a-z]+)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/.test(
          region.text,
        ) &&
          isNewRegion(region.text, catalog))
      )
        continue;
      const known = (named ? [named] : catalog.partitions).flatMap(({ regions }) => regions.map(({ id }) => id));
      const near = nearest(region.text, known);
      const result = finding(
        fieldSpan(entry, region),
        `AWS has no Region ${quoted(region.text)}, so this ARN matches nothing.${near ? ` Did you mean ${near}?` : ' Write a Region’s code, such as us-east-1.'}`,
      );
      yield near ? result.suggest(`Change to ${quoted(near)}`, replaceField(writer, entry, region, near)) : result;
    }
  },
});

/** Whether a code in a Region's form could be a Region newer than the catalog: none known is one letter away. */
function isNewRegion(code: string, catalog: Catalog): boolean {
  const area = code.slice(0, code.indexOf('-'));
  const known = catalog.partitions.flatMap(({ regions }) => regions.map(({ id }) => id));
  return known.some((id) => id.startsWith(`${area}-`));
}
