/** Runs tests of policies: every request that a test stands for has to be decided as it expects. */
import { actionClasses, actionOf } from '../access/action-classes.ts';
import { type Evaluation, evaluate } from '../access/evaluate.ts';
import { knownResource } from '../access/examples.ts';
import type { AppliedPolicy } from '../access/policies.ts';
import type { Request, Verdict } from '../access/request.ts';
import { simulateCall, withFollowingKeys } from '../access/simulation.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { templateGlobText } from '../patterns/arn.ts';
import { limited, OutOfSteps } from '../patterns/steps.ts';
import { textClasses } from '../patterns/text-classes.ts';
import { automatonOf, resourcePattern, templatePattern } from '../patterns/text-pattern.ts';
import type { Statement } from '../policy/statement.ts';
import type { ExpectedDecision, PolicyTest, TestedRequest } from './test-file.ts';

export interface TestOutcome {
  readonly test: PolicyTest;
  /** How many requests were tried: one for each class that the policies tell apart. */
  readonly requests: number;
  /** Undefined where the test passes. */
  readonly failure: TestFailure | undefined;
  /** The statements that decided a request. */
  readonly deciding: ReadonlySet<Statement>;
}

interface TestFailure {
  /** `expected explicitDeny, got allow`. */
  readonly message: string;
  /** The first request that is not decided as expected; undefined where none could be tried. */
  readonly evaluation: Evaluation | undefined;
}

/** The most requests of one test, and the steps (steps.ts) of finding them. */
const MOST_REQUESTS = 2000;
const MOST_STEPS = 20_000_000;

const WANTED: Readonly<Record<ExpectedDecision, readonly Verdict[]>> = {
  allow: ['allowed'],
  deny: ['denied-explicit', 'denied-implicit'],
  explicitDeny: ['denied-explicit'],
  implicitDeny: ['denied-implicit'],
};

const SAID: Readonly<Record<Verdict, string>> = {
  allowed: 'allow',
  'denied-explicit': 'explicitDeny',
  'denied-implicit': 'implicitDeny',
  depends: 'an answer that depends',
};

/** Runs one test. */
export function runTest(test: PolicyTest, policies: readonly AppliedPolicy[], catalog: Catalog): TestOutcome {
  const deciding = new Set<Statement>();
  const outcome = (requests: number, failure: TestFailure | undefined): TestOutcome => ({
    test,
    requests,
    failure,
    deciding,
  });
  try {
    const answers = limited(MOST_STEPS, () => answersTo(test, policies, catalog));
    if (answers.length === 0)
      return outcome(0, { message: 'no request matches: check action and resource', evaluation: undefined });
    for (const { decidedBy } of answers) for (const { statement } of decidedBy) deciding.add(statement);
    return outcome(answers.length, failureIn(test, answers));
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    return outcome(0, {
      message: `not decided: more than ${MOST_REQUESTS} requests are told apart. Name fewer actions or resources`,
      evaluation: undefined,
    });
  }
}

function failureIn({ decision, reason, asks }: PolicyTest, answers: readonly Evaluation[]): TestFailure | undefined {
  const wanted = WANTED[decision];
  const isMet = ({ verdict }: Evaluation) => wanted.includes(verdict);
  // A call is denied where one of its requests is.
  const isDeniedCall = 'operation' in asks && decision !== 'allow';
  const wrong = isDeniedCall ? (answers.some(isMet) ? undefined : answers[0]) : answers.find((each) => !isMet(each));
  if (wrong) {
    const keys = wrong.verdict === 'depends' ? ` on ${[...wrong.keys, ...wrong.reasons].join(', ')}` : '';
    return { message: `expected ${decision}, got ${SAID[wrong.verdict]}${keys}`, evaluation: wrong };
  }
  if (reason === undefined) return undefined;
  const names = ({ decidedBy }: Evaluation) =>
    decidedBy.some(({ statement, index }) => statement.sid?.text === reason || String(index + 1) === reason);
  const asked = isDeniedCall ? answers.filter(isMet) : answers;
  const missing = isDeniedCall ? (asked.some(names) ? undefined : asked[0]) : asked.find((each) => !names(each));
  return missing && { message: `expected "${reason}" to decide`, evaluation: missing };
}

function answersTo(
  { asks, principal, context }: PolicyTest,
  policies: readonly AppliedPolicy[],
  catalog: Catalog,
): readonly Evaluation[] {
  const calling = { principal, context, otherKeys: 'unknown' } as const;
  if ('operation' in asks) {
    const account = asks.input.account ?? /:(\d{12}):/.exec(principal ?? '')?.[1];
    const input = account === undefined ? asks.input : { ...asks.input, account };
    const { parts } = simulateCall(policies, asks.operation, input, calling, catalog);
    return parts.flatMap(({ part, evaluation }) => (evaluation && part.sureness === 'needed' ? [evaluation] : []));
  }
  const requests = requestsOf(asks.request, policies, catalog);
  if (requests.length > MOST_REQUESTS) throw new OutOfSteps();
  return requests.map((request) => evaluate(policies, withFollowingKeys({ ...request, ...calling }), catalog));
}

/** A request of each class that the policies tell apart, among those that a test stands for. */
function requestsOf(
  { actions, resources }: TestedRequest,
  policies: readonly AppliedPolicy[],
  catalog: Catalog,
): readonly Pick<Request, 'action' | 'resource'>[] {
  const found: Pick<Request, 'action' | 'resource'>[] = [];
  for (const names of actionsOf(actions, policies, catalog)) {
    const tried = new Set<string>();
    for (const name of names) {
      for (const pattern of resources ?? resourcesOf(name, catalog)) {
        if (tried.has(pattern)) continue;
        tried.add(pattern);
        for (const resource of resourceClasses(pattern, name, policies, catalog))
          found.push({ action: name, resource });
        if (found.length > MOST_REQUESTS) return found;
      }
    }
  }
  return found;
}

/** The actions that a test names, those together that the policies do not tell apart. */
function actionsOf(
  wanted: readonly string[],
  policies: readonly AppliedPolicy[],
  catalog: Catalog,
): readonly (readonly string[])[] {
  const statements = policies.flatMap(({ policy }) => policy.statements);
  const patterns = statements.flatMap(
    ({ action, notAction }) => (action ?? notAction)?.values.map(({ text }) => text) ?? [],
  );
  const keys = new Set(
    statements.flatMap(({ condition }) => condition?.entries.map(({ key }) => key.text.toLowerCase()) ?? []),
  );
  return actionClasses(wanted, patterns, [...keys], catalog)
    .filter(({ isFuture }) => !isFuture)
    .map(({ names }) => names);
}

/** Every resource that an action has, as patterns. */
function resourcesOf(action: string, catalog: Catalog): readonly string[] {
  const types = actionOf(action, catalog)?.resources ?? [];
  return types.length === 0 ? ['*'] : types.map(({ type }) => templateGlobText(type.arn));
}

/** A resource of each class that the policies tell apart, among those that a pattern matches; `*` stands for itself. */
function resourceClasses(
  pattern: string,
  action: string,
  policies: readonly AppliedPolicy[],
  catalog: Catalog,
): readonly string[] {
  if (pattern === '*' || !/[*?]/.test(pattern)) return [pattern];
  const texts = new Map<string, boolean>();
  for (const { policy } of policies)
    for (const { resource, notResource } of policy.statements)
      for (const { text } of (resource ?? notResource)?.values ?? []) texts.set(text, policy.hasVariables);
  const automata = [...texts].map(([text, variables]) => automatonOf(resourcePattern(text, variables), undefined));
  const within = automatonOf(resourcePattern(pattern, false), undefined);
  // A star may run over a colon, and so match what is the ARN of no resource.
  const types = actionOf(action, catalog)?.resources ?? [];
  const templates = types.map(({ type }) => automatonOf(templatePattern(type.arn), undefined));
  const classes = textClasses([...automata, ...templates], within);
  const real = classes.filter(({ matches }) => matches.some((number) => number >= automata.length));
  const distinct = new Map<string, string>();
  for (const { matches, example } of real.length > 0 ? real : classes) {
    const key = matches.filter((number) => number < automata.length).join();
    if (!distinct.has(key)) distinct.set(key, knownResource(example, [...automata, within], action, catalog));
  }
  return [...distinct.values()];
}
