/** Why a request is not allowed: the statement that comes nearest to allowing it, and what it misses. */
import { parseArn } from '../patterns/arn.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import type { ConditionEntry, Statement } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
import { actionApplies, resourceApplies } from './applies.ts';
import { named, namingOf } from './callers.ts';
import { entryHolds } from './conditions.ts';
import type { Point } from './decide.ts';
import type { AppliedPolicy } from './policies.ts';

/** A field of an ARN, as people call it. */
type ArnField = 'partition' | 'service' | 'Region' | 'account' | 'resource';

export type Miss =
  /** No value of Resource names the request's. `nearest` is the value that differs last, in `field` first. */
  | {
      readonly element: 'resource';
      readonly nearest: Value | undefined;
      /** Undefined where the value is no ARN, or the element is NotResource. */
      readonly field: ArnField | undefined;
      /** Where the field stands in the value's text. */
      readonly start: number;
      readonly end: number;
      /** What the request has there. */
      readonly asked: string;
    }
  | {
      readonly element: 'condition';
      readonly entry: ConditionEntry;
      /** The request's values; null: the key is absent; undefined: they are not known. */
      readonly values: readonly string[] | null | undefined;
    }
  | { readonly element: 'principal' };

type ResourceMiss = Extract<Miss, { readonly element: 'resource' }>;

export interface Nearest {
  readonly applied: AppliedPolicy;
  readonly statement: Statement;
  readonly index: number;
  readonly misses: readonly Miss[];
  /** The conditions that hold. */
  readonly met: readonly ConditionEntry[];
}

/**
 * Among the Allow statements for the request's action, the one that misses least; undefined where none is for that action.
 * `isMeant`: which policies are looked at.
 */
export function nearestAllow(
  policies: readonly AppliedPolicy[],
  point: Point,
  isMeant: (applied: AppliedPolicy) => boolean,
): Nearest | undefined {
  const all = policies.filter(isMeant).flatMap((applied) =>
    applied.policy.statements.flatMap((statement, index): Nearest[] => {
      const isFor =
        statement.effect?.text === 'Allow' && actionApplies(statement, point.action, point.unknowns) !== false;
      return isFor ? [{ applied, statement, index, ...missesOf(applied, statement, point) }] : [];
    }),
  );
  const [first] = all.sort((a, b) => a.misses.length - b.misses.length || distanceOf(a) - distanceOf(b));
  return first;
}

/** Of two statements that miss a resource, the one that differs in a later field is nearer. */
function distanceOf({ misses }: Nearest): number {
  const miss = misses.find(({ element }) => element === 'resource');
  return miss?.element === 'resource' ? FIELDS.length - FIELDS.findIndex(([, field]) => field === miss.field) : 0;
}

function missesOf({ policy }: AppliedPolicy, statement: Statement, point: Point): Pick<Nearest, 'misses' | 'met'> {
  const asked = { facts: point.facts, unknowns: point.unknowns, hasVariables: policy.hasVariables };
  const misses: Miss[] = [];
  const met: ConditionEntry[] = [];
  if (resourceApplies(statement, point.resource, asked) === false) misses.push(resourceMiss(statement, point.resource));
  for (const entry of statement.condition?.entries ?? []) {
    const holds = entryHolds(entry, asked);
    if (holds === true) met.push(entry);
    else {
      const values = point.facts(entry.key.text.toLowerCase());
      misses.push({ element: 'condition', entry, values: values === 'absent' ? null : values });
    }
  }
  if (named(namingOf(statement, point.caller, point.unknowns)) === false) misses.push({ element: 'principal' });
  return { misses, met };
}

/** The fields in their order, with what people call them. */
const FIELDS = [
  ['partition', 'partition'],
  ['service', 'service'],
  ['region', 'Region'],
  ['account', 'account'],
  ['resource', 'resource'],
] as const;

function resourceMiss({ resource }: Statement, asked: string): ResourceMiss {
  const request = parseArn(asked);
  const found = (resource?.values ?? []).map((value) => {
    const arn = parseArn(value.text);
    const isSame = (name: (typeof FIELDS)[number][0]) =>
      request !== undefined &&
      arn !== undefined &&
      matches(parseGlob(arn[name].text, { variables: true }), request[name].text);
    const different = request && arn ? FIELDS.find(([name]) => !isSame(name)) : undefined;
    const place = different && arn ? arn[different[0]] : { start: 0, end: value.text.length };
    const hasType = arn?.resourceType.text === request?.resourceType.text;
    const likeness = FIELDS.filter(([name]) => isSame(name)).length + Number(isSame('resource')) + Number(hasType);
    const miss: ResourceMiss = {
      element: 'resource',
      nearest: value,
      field: different?.[1],
      start: place.start,
      end: place.end,
      asked: different && request ? request[different[0]].text : asked,
    };
    return { likeness, miss };
  });
  const [nearest] = found.sort((a, b) => b.likeness - a.likeness);
  return nearest?.miss ?? { element: 'resource', nearest: undefined, field: undefined, start: 0, end: 0, asked };
}
