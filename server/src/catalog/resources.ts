/** Which resource types an ARN, or a pattern of ARNs, can name. */
import { type Arn, parseArn, templateGlobText } from '../patterns/arn.ts';
import { type Glob, overlaps, parseGlob } from '../patterns/glob.ts';
import { memoized } from '../patterns/memo.ts';
import type { ResourceType, Service } from './catalog.ts';

interface TypePattern {
  readonly arn: Arn;
  readonly resource: Glob;
  /** What was asked of it before, by service and resource field: the next key stroke asks most of it again. */
  readonly answers: Map<string, boolean>;
}

const MOST_ANSWERS = 200;

const patterns = new WeakMap<ResourceType, TypePattern | undefined>();

/** The template's fields as a pattern, each placeholder any text. */
export function typePattern(type: ResourceType): TypePattern | undefined {
  if (!patterns.has(type)) {
    const arn = parseArn(templateGlobText(type.arn));
    patterns.set(type, arn && { arn, resource: parseGlob(arn.resource.text), answers: new Map() });
  }
  return patterns.get(type);
}

/** Types whose names take no `/`: a `bucket/*` is objects, never a bucket. */
const WITHOUT_SLASH: ReadonlySet<string> = new Set(['s3:bucket']);

/**
 * Whether a resource pattern can name a resource of the type, judged by service and resource field alone: what is
 * wrong with partition, Region or account is said elsewhere.
 */
export function canBeOfType(service: string, resource: string, type: ResourceType): boolean {
  const pattern = typePattern(type);
  if (!pattern) return true;
  return memoized(pattern.answers, MOST_ANSWERS, `${service}:${resource}`, () =>
    fits(service, resource, type, pattern),
  );
}

function fits(service: string, resource: string, type: ResourceType, pattern: TypePattern): boolean {
  const owner = pattern.arn.service.text.toLowerCase();
  if (
    service.toLowerCase() !== owner &&
    !overlaps(parseGlob(service, { ignoreCase: true, variables: true }), parseGlob(owner))
  )
    return false;
  if (resource.includes('/') && WITHOUT_SLASH.has(`${pattern.arn.service.text}:${type.name}`)) return false;
  return overlaps(parseGlob(resource, { variables: true }), pattern.resource);
}

/** The answers of `typesOf` by service and by what it looks at; several rules and features ask the same. */
const known = new WeakMap<Service, Map<string, readonly ResourceType[]>>();
const MOST_KNOWN = 2000;

/** The types of a service that an ARN can name, the narrowest first: those whose templates say most. */
export function typesOf(service: Service, arn: Arn): readonly ResourceType[] {
  const key = `${arn.service.text}:${arn.resource.text}`;
  let answers = known.get(service);
  if (!answers) {
    answers = new Map();
    known.set(service, answers);
  }
  return memoized(answers, MOST_KNOWN, key, () => {
    const fitting = service.resourceTypes.filter((type) => canBeOfType(arn.service.text, arn.resource.text, type));
    const weight = (type: ResourceType) => typePattern(type)?.arn.resource.text.replaceAll('*', '').length ?? 0;
    return fitting.toSorted((a, b) => weight(b) - weight(a));
  });
}
