/**
 * What a policy says to one request: allowed, denied, or nothing. Only this policy is asked; what other policies of the
 * same request say is not known here, and neither are the values of condition keys.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { parseArn } from '../patterns/arn.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import type { Policy } from '../policy/document.ts';
import { isFullyKnown, type Statement, strings, type ValueList } from '../policy/statement.ts';

export interface Request {
  /** `prefix:Name`, in any case. */
  readonly action: string;
  /** An ARN, or `*` for an action that is not authorised on single resources. */
  readonly resource: string;
}

export type Decision = 'allowed' | 'denied' | 'not allowed';

export interface Evaluation {
  readonly decision: Decision;
  /** Whether the text alone decides: no condition, variable or template value could change the answer. */
  readonly isCertain: boolean;
  /** The statements that decide: those that deny, else those that allow. */
  readonly statements: readonly Statement[];
}

/** Whether a statement applies: `maybe` where a condition, a variable or a template decides. */
export type Applies = 'yes' | 'maybe' | 'no';

/** Asks a policy about a request. */
export function evaluate(policy: Policy, request: Request): Evaluation {
  const asked = policy.statements.map((statement) => ({ statement, applies: applies(statement, request, policy) }));
  const having = (effect: string, answer: Applies) =>
    asked
      .filter((each) => each.statement.effect?.text === effect && each.applies === answer)
      .map((each) => each.statement);
  const denying = having('Deny', 'yes');
  if (denying.length > 0) return { decision: 'denied', isCertain: true, statements: denying };
  const maybeDenying = having('Deny', 'maybe');
  const allowing = having('Allow', 'yes');
  const maybeAllowing = having('Allow', 'maybe');
  if (allowing.length + maybeAllowing.length === 0) {
    return { decision: 'not allowed', isCertain: !policy.isPartial, statements: maybeDenying };
  }
  if (maybeDenying.length > 0) return { decision: 'denied', isCertain: false, statements: maybeDenying };
  const isCertain = allowing.length > 0 && !policy.isPartial;
  return { decision: 'allowed', isCertain, statements: allowing.length > 0 ? allowing : maybeAllowing };
}

/** Whether a statement of a policy is about a request. */
export function applies(statement: Statement, { action, resource }: Request, { hasVariables }: Policy): Applies {
  const byAction = inLists(statement.action, statement.notAction, (text) =>
    matches(parseGlob(text, { ignoreCase: true }), action.toLowerCase()) ? 'yes' : 'no',
  );
  const byResource = inLists(statement.resource, statement.notResource, (text) =>
    namesResource(text, resource, hasVariables),
  );
  const limits = statement.condition || statement.principal || statement.notPrincipal ? 'maybe' : 'yes';
  return weakest([byAction, byResource, limits]);
}

const weakest = (answers: readonly Applies[]): Applies =>
  answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';

/** By the list, or against the list of what is excepted; without either (a trust policy's Resource) it applies. */
function inLists(list: ValueList | undefined, except: ValueList | undefined, ask: (text: string) => Applies): Applies {
  const named = list ?? except;
  if (!named) return 'yes';
  const answers = strings(named).map(({ text }) => ask(text));
  const isNamed: Applies = answers.includes('yes')
    ? 'yes'
    : answers.includes('maybe') || !isFullyKnown(named)
      ? 'maybe'
      : 'no';
  if (list) return isNamed;
  return isNamed === 'yes' ? 'no' : isNamed === 'no' ? 'yes' : 'maybe';
}

/** Whether a pattern names a resource; an ARN is compared field by field. */
function namesResource(pattern: string, resource: string, hasVariables: boolean): Applies {
  if (/^\*+$/.test(pattern)) return 'yes';
  const wide = parseArn(pattern);
  const narrow = parseArn(resource);
  const fits = (part: string, text: string) => matches(parseGlob(part, { variables: hasVariables }), text);
  const isNamed =
    wide && narrow
      ? (['partition', 'service', 'region', 'account', 'resource'] as const).every((field) =>
          fits(wide[field].text, narrow[field].text),
        )
      : fits(pattern, resource);
  if (!isNamed) return 'no';
  return hasVariables && pattern.includes('${') ? 'maybe' : 'yes';
}
