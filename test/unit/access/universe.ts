/** A small universe of policies and requests, in which everything can be tried. */
import fc from 'fast-check';
import type { Request, RequestContext } from '../../../server/src/access/request.ts';
import { policy } from '../../policies.ts';

const ACTIONS = ['a:X', 'a:Xy', 'a:Y', 'b:Z'];
const ACTION_PATTERNS = ['a:X', 'a:X*', 'a:?', 'a:*', '*', 'b:Z', 'A:x'];
const RESOURCES = ['arn:aws:s3:::b/x', 'arn:aws:s3:::b/xy', 'arn:aws:s3:::c', 'arn:aws:q:r:1:b/x', '*'];
const RESOURCE_PATTERNS = [
  '*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b/x',
  'arn:aws:s3:::*',
  'arn:aws:*:b/x',
  'arn:aws:s3:::?/x*',
  'arn:aws:q:r:*:b/x',
];

/** Values by key: what requests carry. Null: absent. */
const VALUES: Readonly<Record<string, readonly (string | readonly string[] | null)[]>> = {
  'aws:PrincipalTag/t': [null, 'u', 'uv', 'w', 'U'],
  'aws:MultiFactorAuthAge': [null, '9', '10', '11'],
  'aws:SourceIp': [null, '203.0.113.1', '203.0.114.1', '2001:db8::1'],
  'aws:TagKeys': [null, ['p'], ['q'], ['p', 'q'], ['p', 'z'], ['z']],
  'aws:MultiFactorAuthPresent': [null, 'true', 'false'],
};

const CONDITIONS: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[] = [
  { StringEquals: { 'aws:PrincipalTag/t': 'u' } },
  { StringEquals: { 'aws:PrincipalTag/t': ['u', 'w'] } },
  { StringNotEquals: { 'aws:PrincipalTag/t': 'u' } },
  { StringLike: { 'aws:PrincipalTag/t': 'u*' } },
  { StringNotLike: { 'aws:PrincipalTag/t': ['u*', 'w'] } },
  { StringEqualsIfExists: { 'aws:PrincipalTag/t': 'u' } },
  { StringEqualsIgnoreCase: { 'aws:PrincipalTag/t': 'u' } },
  { Null: { 'aws:PrincipalTag/t': 'true' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '10' } },
  { NumericGreaterThanEquals: { 'aws:MultiFactorAuthAge': '10' } },
  { NumericEquals: { 'aws:MultiFactorAuthAge': ['10', '11'] } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['p', 'q'] } },
  { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'p' } },
  { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': 'p' } },
  { 'ForAnyValue:StringNotLike': { 'aws:TagKeys': ['p', 'q*'] } },
  { Null: { 'aws:TagKeys': 'false' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
];

const some = <T>(all: readonly T[], maxLength: number) => fc.subarray([...all], { minLength: 1, maxLength });

export interface SmallStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}

export const smallStatement: fc.Arbitrary<SmallStatement> = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    actions: some(ACTION_PATTERNS, 2),
    isNotAction: fc.integer({ max: 9, min: 0 }).map((n) => n === 0),
    resources: some(RESOURCE_PATTERNS, 2),
    isNotResource: fc.integer({ max: 9, min: 0 }).map((n) => n === 0),
    conditions: fc.subarray([...CONDITIONS], { maxLength: 2 }),
  })
  .map(({ Effect, actions, isNotAction, resources, isNotResource, conditions }) => ({
    Effect,
    [isNotAction ? 'NotAction' : 'Action']: actions,
    [isNotResource ? 'NotResource' : 'Resource']: resources,
    ...(conditions.length > 0 && { Condition: Object.assign({}, ...conditions) as object }),
  }));

export const smallStatements: fc.Arbitrary<readonly SmallStatement[]> = fc.array(smallStatement, { maxLength: 4 });

/** Two versions of a policy: as people edit one, a statement or a list at a time, or any two. */
export const versions: fc.Arbitrary<readonly [before: readonly SmallStatement[], after: readonly SmallStatement[]]> =
  fc.oneof(
    fc.tuple(smallStatements, smallStatements),
    fc
      .tuple(
        smallStatements,
        smallStatement,
        fc.nat(),
        fc.constantFrom('statement', 'Action', 'Resource', 'Condition', 'gone'),
      )
      .map(([before, one, at, what]) => {
        const index = before.length === 0 ? 0 : at % before.length;
        const old = before[index];
        if (!old || what === 'statement')
          return [before, [...before.slice(0, index), one, ...before.slice(index)]] as const;
        if (what === 'gone') return [before, before.toSpliced(index, 1)] as const;
        const lists = [old[what], one[what]].flat().filter((each) => each !== undefined);
        const changed = what === 'Condition' ? one[what] : lists.length > 0 ? lists.slice(at % 2) : undefined;
        const edited = Object.fromEntries(
          Object.entries({ ...old, [what]: changed }).filter(([, value]) => value !== undefined),
        );
        return [before, before.toSpliced(index, 1, { ...edited, Effect: old.Effect })] as const;
      }),
  );

export const textOf = (statements: readonly SmallStatement[]): string =>
  policy(statements.map((statement) => JSON.stringify(statement)).join(', '));

const context: fc.Arbitrary<RequestContext> = fc.record(
  Object.fromEntries(Object.entries(VALUES).map(([key, values]) => [key, fc.constantFrom(...values)])),
);

export const smallRequest: fc.Arbitrary<Request> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context,
});

/** A request of which some keys are not known. */
export const partlyKnown: fc.Arbitrary<Request> = fc
  .tuple(smallRequest, fc.subarray(Object.keys(VALUES)))
  .map(([request, known]) => ({
    ...request,
    context: Object.fromEntries(Object.entries(request.context ?? {}).filter(([key]) => known.includes(key))),
    otherKeys: 'unknown' as const,
  }));
