/** `bedrock-policy simulate --input FILE`: policies and requests in one file, for programs. */
import {
  ACCESS_KINDS,
  type AccessKind,
  type AppliedPolicy,
  appliedFrom,
  contextValueOf,
  type Evaluation,
  type Request,
  readDocument,
  type Service,
} from '../service.ts';
import { readingKind } from './applied-policies.ts';
import { messageOf } from './command.ts';

/** One entry of the answer. */
interface Answer {
  readonly verdict: Evaluation['verdict'];
  readonly keys: readonly string[];
  readonly decidedBy: readonly DecidingStatement[];
  /** What else the verdict depends on. */
  readonly reasons: readonly string[];
  /** What had to allow, and does not for certain. */
  readonly missing: readonly string[];
}

interface DecidingStatement {
  /** Numbers from 0: of the policy in the input, and of the statement in it. */
  readonly policy: number;
  readonly statement: number;
  readonly kind: AccessKind;
  readonly effect: string;
  readonly sid?: string;
}

/** What stands in the place of an answer where an entry is wrong. */
interface Fault {
  readonly error: string;
}

export const isFault = (answer: Answer | Fault): answer is Fault => 'error' in answer;

/**
 * Answers the object, or each object of the list, in a text. An entry that is wrong has a fault in the place of its answer, which
 * says where it is wrong and what is to be written there. Throws an error where the text is no JSON.
 */
export function answersTo(text: string, service: Service): readonly (Answer | Fault)[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`the input is no JSON: ${messageOf(error)}`);
  }
  const entries = Array.isArray(parsed) ? parsed : [parsed];
  return entries.map((entry, index) => {
    try {
      return answerTo(entry, Array.isArray(parsed) ? `[${index}]` : 'the input', service);
    } catch (error) {
      return { error: messageOf(error) };
    }
  });
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function answerTo(entry: unknown, place: string, service: Service): Answer {
  if (!isFields(entry)) throw new Error(`${place} has to be an object with "policies" and "request".`);
  const { policies, request } = entry;
  if (!Array.isArray(policies)) throw new Error(`${place}.policies has to be a list of { "kind", "document" }.`);
  const applied = policies.map((each, index) => policiesIn(each, `${place}.policies[${index}]`));
  const numbers = new Map(applied.flatMap((own, index) => own.map((each) => [each, index] as const)));
  const evaluation = service.evaluate(applied.flat(), requestIn(request, `${place}.request`));
  const { verdict, keys, reasons, missing, decidedBy } = evaluation;
  return {
    verdict,
    keys,
    decidedBy: decidedBy.map(({ applied: own, statement, index, effect }) => ({
      policy: numbers.get(own) ?? 0,
      statement: index,
      kind: own.kind,
      effect,
      ...(statement.sid?.kind === 'string' && { sid: statement.sid.text }),
    })),
    reasons,
    missing: missing.map(({ name }) => name),
  };
}

/** "key policy" and "keyPolicy" are the kind "key". */
const kindOf = (kind: unknown): string =>
  String(kind)
    .replace(/[^a-z]/gi, '')
    .toLowerCase()
    .replace(/policy$/, '');

function policiesIn(given: unknown, place: string): readonly AppliedPolicy[] {
  if (!isFields(given)) throw new Error(`${place} has to be an object with "kind" and "document".`);
  const { kind, document, level } = given;
  const known = ACCESS_KINDS.find((each) => each === kindOf(kind));
  if (!known) throw new Error(`${place}.kind is ${JSON.stringify(kind)}. Write one of ${ACCESS_KINDS.join(', ')}.`);
  if (level !== undefined && typeof level !== 'string' && typeof level !== 'number')
    throw new Error(`${place}.level has to be a text or a number: one for each level of the organization.`);
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const read = text === undefined ? undefined : readDocument(text, { path: 'policy.json', kind: readingKind(known) });
  if (!read || read.policies.length === 0)
    throw new Error(`${place}.document has to be a policy: an object with "Version" and "Statement".`);
  return appliedFrom(read, known, level === undefined ? undefined : String(level));
}

function requestIn(entry: unknown, place: string): Request {
  if (!isFields(entry)) throw new Error(`${place} has to be an object with "action" and "resource".`);
  const { action, resource, principal, context = {}, otherKeys } = entry;
  if (typeof action !== 'string' || !action.includes(':'))
    throw new Error(`${place}.action has to be a text such as "bedrock:InvokeModel".`);
  if (typeof resource !== 'string')
    throw new Error(`${place}.resource has to be an ARN, or "*" for an action without resources.`);
  if (principal !== undefined && typeof principal !== 'string')
    throw new Error(`${place}.principal has to be the ARN or the name of who asks.`);
  if (otherKeys !== undefined && otherKeys !== 'unknown' && otherKeys !== 'absent')
    throw new Error(`${place}.otherKeys has to be "unknown", or left out.`);
  if (!isFields(context)) throw new Error(`${place}.context has to be an object of condition keys.`);
  const values = Object.entries(context).map(([key, given]) => {
    const value = contextValueOf(given);
    if (value === undefined)
      throw new Error(
        `${place}.context["${key}"] has to be a text, a list of texts, or null for a key that is absent.`,
      );
    return [key, value] as const;
  });
  return { action, resource, principal, otherKeys, context: Object.fromEntries(values) };
}
