/**
 * `NAME.policy-test.json`: what policies are meant to allow and to deny. The shape is that of Cedar's `run-tests` (name, request,
 * decision, reason), in the words of IAM.
 */

import { actionOf } from '../access/action-classes.ts';
import { CallProblem, requestsOfCall } from '../access/call-requests.ts';
import { CALLS, type CallInput, callRow } from '../access/calls.ts';
import { ACCESS_KINDS, type AccessKind } from '../access/policies.ts';
import { contextValueOf, type RequestContext } from '../access/request.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { findConditionKey } from '../catalog/condition-keys.ts';
import { parseJson } from '../hosts/json/parse.ts';
import { type JsonPath, plainValue, spanAt, valueSpanAt } from '../hosts/json/values.ts';
import { keyOfAction } from '../iam/action-keys.ts';
import { nearest } from '../iam/nearest.ts';
import type { Node } from '../model/node.ts';
import { quoted } from '../model/printable.ts';
import type { Span } from '../model/span.ts';
import { overlapsArn, templateGlobText } from '../patterns/arn.ts';

export const TEST_FILE_ENDING = '.policy-test.json';

/** Whether a file, by its path or URI, holds tests of policies. */
export const isTestFile = (path: string): boolean => path.endsWith(TEST_FILE_ENDING);

export const DECISIONS = ['allow', 'deny', 'explicitDeny', 'implicitDeny'] as const;
export type ExpectedDecision = (typeof DECISIONS)[number];

/** A file of policies that a test file names, relative to itself. */
interface PolicyReference {
  readonly path: string;
  readonly kind: AccessKind | undefined;
  readonly span: Span;
}

/** Lists and wildcards mean every: all have to be decided as expected. */
export interface TestedRequest {
  readonly actions: readonly string[];
  /** Undefined: every resource that the action has. */
  readonly resources: readonly string[] | undefined;
}

export interface PolicyTest {
  readonly name: string;
  readonly span: Span;
  readonly decision: ExpectedDecision;
  /** The Sid, or the number from 1, of a statement that has to be among those that decide. */
  readonly reason: string | undefined;
  readonly principal: string | undefined;
  readonly context: RequestContext;
  readonly asks: { readonly request: TestedRequest } | { readonly operation: string; readonly input: CallInput };
}

export interface TestFileProblem {
  readonly span: Span;
  readonly severity: 'error' | 'warning' | 'hint';
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

export interface TestFile {
  /** Empty: the file of the same name without `.policy-test`. */
  readonly policies: readonly PolicyReference[];
  readonly tests: readonly PolicyTest[];
  /** In the order of the text. A test with an error is not among the tests. */
  readonly problems: readonly TestFileProblem[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const FILE_KEYS = ['$schema', 'policies', 'principal', 'context', 'tests'];
const REQUEST_TEST_KEYS = ['name', 'request', 'principal', 'context', 'decision', 'reason'];
const REQUEST_KEYS = ['action', 'resource', 'principal', 'context'];

/** The inputs of a call, which stand beside its name. */
export const CALL_KEYS: readonly (keyof CallInput)[] = [
  'model',
  'region',
  'account',
  'guardrail',
  'guardrailProfile',
  'knowledgeBase',
  'agent',
  'flow',
  'role',
  'reranker',
  'apiKey',
  'models',
  'project',
  'runtime',
  'serviceTier',
];

/** Reads a test file. Never throws. */
export function readTestFile(text: string, catalog: Catalog): TestFile {
  const { root, problems: syntax } = parseJson(text);
  const reader = new Reader(root, catalog);
  for (const { span } of syntax)
    reader.problems.push({
      span,
      severity: 'error',
      message: 'This is not JSON. Close what is open, and put names and values in double quotes.',
    });
  const value = root && plainValue(root);
  if (!isFields(value)) {
    if (syntax.length === 0) reader.complain([], 'A test file is an object with "tests". Write { "tests": [] }.');
    return { policies: [], tests: [], problems: reader.problems };
  }
  reader.checkNames(value, [], FILE_KEYS);
  const policies = reader.policies(value.policies);
  const shared = {
    principal: reader.principal(value.principal, ['principal']),
    context: reader.context(value.context, ['context'], []),
  };
  const list = value.tests;
  if (!Array.isArray(list)) reader.complain(list === undefined ? [] : ['tests'], '"tests" has to be a list of tests.');
  const tests = (Array.isArray(list) ? list : []).flatMap((each, index) => reader.test(each, ['tests', index], shared));
  return { policies, tests, problems: reader.problems.toSorted((a, b) => a.span.start - b.span.start) };
}

type Shared = Pick<PolicyTest, 'principal' | 'context'>;

class Reader {
  readonly problems: TestFileProblem[] = [];
  readonly #root: Node | undefined;
  readonly #catalog: Catalog;

  constructor(root: Node | undefined, catalog: Catalog) {
    this.#root = root;
    this.#catalog = catalog;
  }

  #spanOf(path: JsonPath): Span {
    return valueSpanAt(this.#root, path);
  }

  complain(path: JsonPath, message: string, severity: TestFileProblem['severity'] = 'error'): void {
    this.problems.push({ span: this.#spanOf(path), severity, message });
  }

  /** A property that must not be there, or whose key is what is wrong. */
  #complainOfName(path: JsonPath, message: string, severity: TestFileProblem['severity'] = 'error'): void {
    this.problems.push({ span: spanAt(this.#root, path), severity, message });
  }

  checkNames(value: Fields, path: JsonPath, known: readonly string[]): void {
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      const near = nearest(name, known);
      this.#complainOfName(
        [...path, name],
        `There is no ${quoted(name)} here. ${near ? `Did you mean "${near}"?` : `There are ${known.join(', ')}.`}`,
      );
    }
  }

  policies(value: unknown): readonly PolicyReference[] {
    if (value === undefined) return [];
    const given = Array.isArray(value) ? value : [value];
    const pathOf = (index: number): JsonPath => (Array.isArray(value) ? ['policies', index] : ['policies']);
    return given.flatMap((each, index) => this.#reference(each, pathOf(index)));
  }

  #reference(value: unknown, path: JsonPath): readonly PolicyReference[] {
    const text = textIn(value);
    if (text !== undefined) return [{ path: text, kind: undefined, span: this.#spanOf(path) }];
    if (!isFields(value)) {
      this.complain(path, 'A policy is the path of a file, or { "boundary": PATH } and the like for its kind.');
      return [];
    }
    this.checkNames(value, path, ACCESS_KINDS);
    return ACCESS_KINDS.flatMap((kind) => {
      const files = value[kind];
      if (files === undefined) return [];
      const all = (Array.isArray(files) ? files : [files]).map(textIn);
      if (all.some((each) => each === undefined))
        this.complain([...path, kind], `"${kind}" has to be the path of a file, or a list of paths.`);
      return all.flatMap((each) =>
        each === undefined ? [] : [{ path: each, kind, span: this.#spanOf([...path, kind]) }],
      );
    });
  }

  principal(value: unknown, path: JsonPath): string | undefined {
    if (value !== undefined && textIn(value) === undefined)
      this.complain(path, 'A principal is an ARN, or the name of a service such as "bedrock.amazonaws.com".');
    return textIn(value);
  }

  /** The condition keys; `actions`: those of which a request has to carry them. */
  context(value: unknown, path: JsonPath, actions: readonly string[]): RequestContext {
    if (value === undefined) return {};
    if (!isFields(value)) {
      this.complain(
        path,
        '"context" has to be an object of condition keys, such as { "aws:PrincipalTag/team": "ai" }.',
      );
      return {};
    }
    const context: Record<string, string | readonly string[] | null> = {};
    for (const [key, given] of Object.entries(value)) {
      const values = contextValueOf(given);
      if (values === undefined)
        this.complain(
          [...path, key],
          'The value of a key is a text, a list of texts, or null for a key that is absent.',
        );
      else context[key] = values;
      const lacking = this.#lacking(key, actions);
      if (lacking) this.#complainOfName([...path, key], lacking, 'warning');
    }
    return context;
  }

  /** What is said of a key that is not known, or that no request for these actions carries. */
  #lacking(key: string, actions: readonly string[]): string | undefined {
    const found = findConditionKey(key, this.#catalog);
    if (!found) return `The key ${quoted(key)} is not known. Check its spelling.`;
    const known = actions.flatMap((name) => actionOf(name, this.#catalog) ?? []);
    const isCarried =
      !found.service ||
      known.length === 0 ||
      known.length < actions.length ||
      known.some((action) => keyOfAction(action, key));
    return isCarried
      ? undefined
      : `No request for ${actions.join(', ')} carries ${quoted(key)}, so it makes no difference.`;
  }

  test(value: unknown, path: JsonPath, shared: Shared): readonly PolicyTest[] {
    if (!isFields(value)) {
      this.complain(path, 'A test is an object with "name", "request" or "call", and "decision".');
      return [];
    }
    const before = this.problems.length;
    const isCall = value.call !== undefined;
    this.checkNames(
      value,
      path,
      isCall ? ['call', ...CALL_KEYS, ...REQUEST_TEST_KEYS.filter((name) => name !== 'request')] : REQUEST_TEST_KEYS,
    );
    const decision = DECISIONS.find((each) => each === value.decision);
    if (!decision)
      this.complain(
        value.decision === undefined ? path : [...path, 'decision'],
        `"decision" has to be one of ${DECISIONS.join(', ')}.`,
      );
    const asks = isCall ? this.#call(value, path) : this.#request(value.request, [...path, 'request'], path);
    const own = isFields(value.request) ? value.request : {};
    const actions = asks && 'request' in asks ? asks.request.actions : [];
    const context = {
      ...shared.context,
      ...this.context(value.context, [...path, 'context'], actions),
      ...this.context(own.context, [...path, 'request', 'context'], actions),
    };
    const principal =
      this.principal(own.principal, [...path, 'request', 'principal']) ??
      this.principal(value.principal, [...path, 'principal']) ??
      shared.principal;
    const isWrong = this.problems.slice(before).some(({ severity }) => severity === 'error');
    if (!decision || !asks || isWrong) return [];
    const reason = typeof value.reason === 'number' ? String(value.reason) : textIn(value.reason);
    const name = textIn(value.name) ?? ('operation' in asks ? asks.operation : asks.request.actions.join(', '));
    return [
      {
        name,
        span: this.#spanOf(textIn(value.name) === undefined ? path : [...path, 'name']),
        decision,
        reason,
        principal,
        context,
        asks,
      },
    ];
  }

  #call(value: Fields, path: JsonPath): PolicyTest['asks'] | undefined {
    const operation = textIn(value.call) ?? '';
    if (!callRow(operation)) {
      const near = nearest(
        operation,
        CALLS.map((row) => row.operation),
      );
      this.complain(
        [...path, 'call'],
        `There is no call ${quoted(operation)}. ${near ? `Did you mean "${near}"?` : 'Name action and resource in "request" instead.'}`,
      );
      return undefined;
    }
    const input = Object.fromEntries(
      CALL_KEYS.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])),
    ) as CallInput;
    if (!this.#areTexts(input, path)) return undefined;
    try {
      requestsOfCall(operation, input, this.#catalog);
    } catch (error) {
      if (!(error instanceof CallProblem)) throw error;
      const isNamed = error.input !== 'call' && value[error.input] !== undefined;
      this.complain(isNamed ? [...path, error.input] : [...path, 'call'], error.message);
      return undefined;
    }
    this.#hintAtRegion(input, path);
    return { operation, input };
  }

  #areTexts(input: CallInput, path: JsonPath): boolean {
    const wrong = Object.entries(input).filter(([key, value]: [string, unknown]) =>
      key === 'models' ? !Array.isArray(value) || !textsOf(value) : textIn(value) === undefined,
    );
    for (const [key] of wrong)
      this.complain([...path, key], `"${key}" has to be ${key === 'models' ? 'a list of models' : 'a text'}.`);
    return wrong.length === 0;
  }

  /** A model that is not called by its own id in this Region. */
  #hintAtRegion({ model, region }: CallInput, path: JsonPath): void {
    const inRegion = model === undefined ? undefined : this.#catalog.models.model(model)?.inRegion;
    if (region === undefined || !inRegion || inRegion.includes(region)) return;
    this.complain(
      [...path, 'model'],
      `${quoted(model ?? '')} is not called by its own id in ${region}: the test may say nothing about real calls. Name an inference profile.`,
      'hint',
    );
  }

  #request(value: unknown, path: JsonPath, around: JsonPath): PolicyTest['asks'] | undefined {
    if (!isFields(value)) {
      this.complain(
        value === undefined ? around : path,
        'A test needs "request": { "action": …, "resource": … }, or "call" with the name of an operation.',
      );
      return undefined;
    }
    this.checkNames(value, path, REQUEST_KEYS);
    const actions = textsOf(value.action);
    if (!actions || actions.length === 0) {
      this.complain(
        value.action === undefined ? path : [...path, 'action'],
        '"action" has to be a text such as "bedrock:InvokeModel", or a list of them.',
      );
      return undefined;
    }
    const itemPath = (name: string, index: number): JsonPath => [
      ...path,
      name,
      ...(Array.isArray(value[name]) ? [index] : []),
    ];
    for (const [index, action] of actions.entries()) this.#checkAction(action, itemPath('action', index));
    const resources = value.resource === undefined ? undefined : textsOf(value.resource);
    if (value.resource !== undefined && (!resources || resources.length === 0))
      this.complain([...path, 'resource'], '"resource" has to be an ARN, "*", or a list of them.');
    for (const [index, resource] of (resources ?? []).entries())
      this.#checkResource(resource, actions, itemPath('resource', index));
    return { request: { actions, resources } };
  }

  #checkAction(action: string, path: JsonPath): void {
    const fault = this.#faultOf(action);
    if (fault) this.complain(path, fault.message, fault.severity);
  }

  #faultOf(action: string): Pick<TestFileProblem, 'message' | 'severity'> | undefined {
    if (action === '*') return undefined;
    const [prefix = '', ...rest] = action.split(':');
    if (rest.length === 0)
      return { message: `${quoted(action)} is no action. Write it as bedrock:InvokeModel.`, severity: 'error' };
    if (/[*?]/.test(prefix)) return undefined;
    const service = this.#catalog.service(prefix);
    if (!service) return { message: `There is no service ${quoted(prefix)}.`, severity: 'warning' };
    const name = rest.join(':');
    if (service.expand(name).length > 0) return undefined;
    const near = nearest(
      name,
      service.actions.map((each) => each.name),
    );
    const hint = near ? ` Did you mean "${service.prefix}:${near}"?` : '';
    return { message: `No action of ${service.prefix} is called ${quoted(name)}.${hint}`, severity: 'error' };
  }

  #checkResource(resource: string, actions: readonly string[], path: JsonPath): void {
    if (resource === '*') return;
    const known = actions.map((name) => actionOf(name, this.#catalog));
    if (known.some((action) => !action)) return;
    const types = known.flatMap((action) => action?.resources.map(({ type }) => type.arn) ?? []);
    if (types.some((arn) => overlapsArn(templateGlobText(arn), resource, false))) return;
    const wanted =
      types.length === 0 ? 'it is authorized on "*" only' : `it is authorized on ${types.slice(0, 3).join(', ')}`;
    this.complain(path, `${quoted(resource)} is no resource of ${actions.join(', ')}: ${wanted}.`, 'warning');
  }
}

function textsOf(value: unknown): readonly string[] | undefined {
  const all = Array.isArray(value) ? value : [value];
  return all.every((each): each is string => textIn(each) !== undefined) ? all : undefined;
}
