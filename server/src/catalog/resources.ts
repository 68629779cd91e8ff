/** Which resource types an ARN, or a pattern of ARNs, can name. */
import { type Arn, parseArn, templateGlobText } from '../patterns/arn.ts';
import { overlaps, parseGlob } from '../patterns/glob.ts';
import { memoized, memoizedBy } from '../patterns/memo.ts';
import type { ResourceType, Service } from './catalog.ts';

interface TypePattern {
  readonly arn: Arn;
  readonly service: string;
  /** What its resources begin with, up to the first placeholder. */
  readonly start: string;
}

/** The template's fields as a pattern, each placeholder any text. */
export const typePattern = memoizedBy((type: ResourceType): TypePattern | undefined => {
  const arn = parseArn(templateGlobText(type.arn));
  return arn && { arn, service: arn.service.text.toLowerCase(), start: literalStart(arn.resource.text) };
});

/** A pattern's text up to its first wildcard or variable. */
const literalStart = (text: string): string => /^[^*?$]*/.exec(text)?.[0] ?? '';

/** Types whose names take no `/`: a `bucket/*` is objects, never a bucket. */
const WITHOUT_SLASH: ReadonlySet<string> = new Set(['s3:bucket']);

/**
 * Whether a resource pattern can name a resource of the type, judged by service and resource field alone: what is
 * wrong with partition, Region or account is reported by `invalid-arn-region` and the other rules of the ARN's fields.
 */
export function canBeOfType(service: string, resource: string, type: ResourceType): boolean {
  return fits(service.toLowerCase(), resource, literalStart(resource), type);
}

function fits(service: string, resource: string, start: string, type: ResourceType): boolean {
  const pattern = typePattern(type);
  if (!pattern) return true;
  if (!pattern.start.startsWith(start) && !start.startsWith(pattern.start)) return false; // most end here
  if (service !== pattern.service && !overlaps(parseGlob(service, { variables: true }), parseGlob(pattern.service)))
    return false;
  if (resource.includes('/') && WITHOUT_SLASH.has(`${pattern.service}:${type.name}`)) return false;
  return overlaps(parseGlob(resource, { variables: true }), parseGlob(pattern.arn.resource.text));
}

/** The answers of `typesOf`, by service and by the fields that it reads: several rules and features ask for the same. */
const answersOf = memoizedBy((_: Service) => new Map<string, readonly ResourceType[]>());
const MOST_KNOWN = 10_000;

/** The types of a service that an ARN can name. The types with the longest literal text in their template come first. */
export function typesOf(service: Service, arn: Arn): readonly ResourceType[] {
  const key = `${arn.service.text}:${arn.resource.text}`;
  return memoized(answersOf(service), MOST_KNOWN, key, () => {
    const [prefix, start] = [arn.service.text.toLowerCase(), literalStart(arn.resource.text)];
    const fitting = service.resourceTypes.filter((type) => fits(prefix, arn.resource.text, start, type));
    const weight = (type: ResourceType) => typePattern(type)?.arn.resource.text.replaceAll('*', '').length ?? 0;
    return fitting.toSorted((a, b) => weight(b) - weight(a));
  });
}
