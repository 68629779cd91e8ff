/** How the cases of evaluation are written: policies and requests of a page of AWS, and the verdict that follows from it. */
import assert from 'node:assert/strict';
import { evaluate } from '../../../../server/src/access/evaluate.ts';
import type { AccessKind, AppliedPolicy } from '../../../../server/src/access/policies.ts';
import type { Request, RequestContext, Verdict } from '../../../../server/src/access/request.ts';
import { readDocument } from '../../../../server/src/service.ts';
import { catalog } from '../../../catalog.ts';

export const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
export const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide/';
export const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/';

type Values = string | readonly string[];

export interface StatementOf {
  readonly Effect: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}

/** A condition: operator → key → values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const statement = (
  effect: 'Allow' | 'Deny',
  action: Values,
  resource: Values | undefined,
  more: object,
): StatementOf => ({
  Effect: effect,
  Action: action,
  ...(resource !== undefined && { Resource: resource }),
  ...more,
});

export const allow = (action: Values, resource: Values = '*', condition?: Conditions): StatementOf =>
  statement('Allow', action, resource, condition ? { Condition: condition } : {});
export const deny = (action: Values, resource: Values = '*', condition?: Conditions): StatementOf =>
  statement('Deny', action, resource, condition ? { Condition: condition } : {});

/** The same statement for principals, as resources' policies have it. */
export const to = (principal: unknown, of: StatementOf): StatementOf => ({ ...of, Principal: principal });

export interface PolicyOf {
  readonly kind: AccessKind;
  readonly level?: string;
  readonly statements: readonly StatementOf[];
  readonly version?: string;
}

const ofKind =
  (kind: AccessKind) =>
  (...statements: readonly StatementOf[]): PolicyOf => ({ kind, statements });

export const identity = ofKind('identity');
export const boundary = ofKind('boundary');
export const session = ofKind('session');
export const resource = ofKind('resource');
export const trust = ofKind('trust');
export const key = ofKind('key');
export const endpoint = ofKind('endpoint');
export const rcp = ofKind('rcp');
export const scp = (level: string, ...statements: readonly StatementOf[]): PolicyOf => ({
  kind: 'scp',
  level,
  statements,
});

/** `action` on `resource` by `principal`. */
interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly principal?: string;
  readonly context?: RequestContext;
  readonly otherKeys?: 'unknown';
}

export type Row = readonly [name: string, asked: Asked, verdict: Verdict, keys?: readonly string[]];

export interface Group {
  readonly page: string;
  /** What AWS's page says. */
  readonly rule: string;
  readonly policies: readonly PolicyOf[];
  /** What all rows ask, unless they say otherwise. */
  readonly asked: Asked;
  readonly rows: readonly Row[];
}

const appliedOf = ({ kind, level, statements, version = '2012-10-17' }: PolicyOf): readonly AppliedPolicy[] => {
  const text = JSON.stringify({ Version: version, Statement: statements });
  const { policies } = readDocument(text, { kind: kind === 'key' ? 'resource' : kind });
  assert.ok(policies.length === 1, `no policy: ${text}`);
  return policies.map((policy) => ({ policy, kind, level }));
};

const requestOf = (group: Group, asked: Asked): Request => ({
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::data/report',
  ...group.asked,
  ...asked,
  context: { ...group.asked.context, ...asked.context },
});

export function check(group: Group, [, asked, verdict, keys]: Row): void {
  const found = evaluate(group.policies.flatMap(appliedOf), requestOf(group, asked), catalog);
  const why = `${found.verdict}: keys ${found.keys.join()} reasons ${found.reasons.join()} missing ${found.missing.map(({ name }) => name).join()}`;
  assert.equal(found.verdict, verdict, why);
  if (keys) assert.deepEqual(found.keys, keys);
}
