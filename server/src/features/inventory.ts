/** The policies of a document, as they are listed: where each is, what it is, and what its statements name. */
import { policySize, QUOTAS } from '../iam/policy-size.ts';
import type { Span } from '../model/span.ts';
import { HOLE } from '../patterns/hole.ts';
import { spanOf } from '../policy/data.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import type { Statement, ValueList } from '../policy/statement.ts';
import { placeName } from './symbols.ts';

/** A value of a list. In `text`, `${…}` stands for a part that is known at deployment only, and for a value of which nothing is. */
export interface ListedValue {
  readonly text: string;
  readonly span: Span;
  readonly isKnown: boolean;
}

export interface ListedStatement {
  readonly sid: string | undefined;
  readonly effect: string | undefined;
  readonly span: Span;
  /** Whether a template decides if it is there. */
  readonly isConditional: boolean;
  readonly actions: readonly ListedValue[];
  readonly notActions: readonly ListedValue[];
  readonly resources: readonly ListedValue[];
  readonly notResources: readonly ListedValue[];
}

export interface ListedPolicy {
  readonly name: string;
  readonly span: Span;
  readonly kind: PolicyKind;
  readonly isKindCertain: boolean;
  /** Whether a template adds statements that are not known here. */
  readonly isPartial: boolean;
  /** Characters, counted as AWS counts them for this kind. */
  readonly size: number;
  readonly quota: number;
  readonly statements: readonly ListedStatement[];
}

export const inventory = ({ policies, text }: PolicyDocument): readonly ListedPolicy[] =>
  policies.map((policy) => ({
    name: placeName(policy.data),
    span: policy.span,
    kind: policy.kind,
    isKindCertain: policy.isKindCertain,
    isPartial: policy.isPartial,
    size: policySize(policy, text),
    quota: QUOTAS[policy.kind].limit,
    statements: policy.statements.map((statement) => listed(statement, text)),
  }));

function listed(statement: Statement, source: string): ListedStatement {
  const { sid, effect, span, isConditional, action, notAction, resource, notResource } = statement;
  const values = (list: ValueList | undefined) => valuesOf(list, source);
  return {
    sid: sid?.kind === 'string' ? sid.text : undefined,
    effect: effect?.kind === 'string' ? effect.text : undefined,
    span,
    isConditional,
    actions: values(action),
    notActions: values(notAction),
    resources: values(resource),
    notResources: values(notResource),
  };
}

const valuesOf = (list: ValueList | undefined, source: string): readonly ListedValue[] =>
  (list?.values ?? []).map(({ kind, text, span, data }) => ({
    text: kind === 'unknown' ? sourceOf(spanOf(data), source) : text.replaceAll(HOLE, '${…}'),
    span,
    isKnown: kind !== 'unknown' && kind !== 'partial',
  }));

const sourceOf = ({ start, end }: Span, source: string): string => source.slice(start, end).replace(/\s+/g, ' ');
