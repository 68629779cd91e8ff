/** Resources that are authorized in every Region to which a call may be routed: profiles of data automation and of guardrails. */
import type { Models } from '../../catalog/models.ts';
import type { PolicyWriter } from '../../hosts/writer.ts';
import { type ArnValue, arnValues, isEverything, isLiteral } from '../../iam/arns.ts';
import { brief } from '../../model/printable.ts';
import { overlapsArn } from '../../patterns/arn.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import { isFullyKnown, type Statement, strings } from '../../policy/statement.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';

/** The Regions, as patterns, in which statements name a type of resource; undefined where a template decides. */
export function regionsNamed(
  naming: readonly Statement[],
  type: string,
  hasVariables: boolean,
): readonly string[] | undefined {
  if (naming.some((statement) => !statement.resource || !isFullyKnown(statement.resource))) return undefined;
  const any = `arn:*:bedrock:*:*:${type}/*`;
  return naming.flatMap((statement) => [
    ...(strings(statement.resource).some(({ text }) => isEverything(text)) ? ['*'] : []),
    ...arnValues(statement.resource)
      .filter(({ arn }) => overlapsArn(arn.text, any, hasVariables))
      .map(({ arn }) => arn.region.text),
  ]);
}

/** A finding where the profile is allowed in some of its destination Regions only; undefined where nothing is missing. */
export function missingDestinations(
  { value, arn }: ArnValue,
  profiles: Models['guardrailProfiles'],
  regions: readonly string[],
  writer: PolicyWriter,
): FindingDraft | undefined {
  if (!isLiteral(arn.region.text)) return undefined;
  const destinations = profiles[arn.resourceId?.text ?? '']?.[arn.region.text] ?? [];
  const missing = destinations.filter((each) => !regions.some((region) => matches(parseGlob(region), each)));
  if (missing.length === 0) return undefined;
  return finding(
    value,
    `Calls from ${brief(arn.region.text)} may be routed to ${missing.join(', ')}, where the profile is not allowed: there they are denied. Write * for the Region.`,
  ).suggest('Change the Region to "*"', writer.replaceText(value, '*', arn.region.start, arn.region.end));
}
