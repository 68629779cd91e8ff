/** What a policy says twice. */

import type { PolicyWriter } from '../hosts/writer.ts';
import { question, questionAbout } from '../iam/answers.ts';
import { statementName } from '../iam/statement-name.ts';
import { coversArn } from '../patterns/arn.ts';
import { covers, type Glob, parseGlob } from '../patterns/glob.ts';
import { type JsonNode, openingBrace, properties } from '../policy/json.ts';
import { STATEMENT_ELEMENTS, type Statement, strings, type ValueList } from '../policy/statement.ts';
import type { StringValue } from '../policy/value.ts';
import { document, statements } from './engine/example.ts';
import { type FindingDraft, finding } from './engine/finding.ts';
import { accessAnalyzer } from './engine/references.ts';
import { defineRule } from './engine/rule.ts';

interface Comparison {
  /** Beyond so many patterns with wildcards in one list, only these many are compared with the others. */
  readonly mostPatterns: number;
  /** Values of different keys cannot cover each other; undefined compares with all. */
  readonly group: (text: string) => string | undefined;
  readonly normalize: (text: string) => string;
  readonly covers: (outer: string, inner: string) => boolean;
}

/** The values of a list that another one covers, with that other one. Of equal ones the first stays. */
function* covered(
  list: ValueList,
  { mostPatterns, group, normalize, covers: includes }: Comparison,
): Generator<readonly [StringValue, StringValue]> {
  const values = strings(list);
  const wide = values.filter(({ text }) => /[*?]/.test(text)).slice(0, mostPatterns);
  const byGroup = new Map<string | undefined, StringValue[]>();
  for (const value of wide) {
    const key = group(normalize(value.text));
    byGroup.set(key, [...(byGroup.get(key) ?? []), value]);
  }
  const first = new Map<string, StringValue>();
  for (const value of values) {
    const text = normalize(value.text);
    const earlier = first.get(text);
    if (earlier) {
      yield [value, earlier];
      continue;
    }
    first.set(text, value);
    const key = group(text);
    const candidates = [...(byGroup.get(undefined) ?? []), ...(key === undefined ? [] : (byGroup.get(key) ?? []))];
    const outer = candidates.find((other) => normalize(other.text) !== text && includes(normalize(other.text), text));
    // Of two patterns that match the same, the first stays.
    const isTwin = outer && value.span.start < outer.span.start && includes(text, normalize(outer.text));
    if (outer && !isTwin) yield [value, outer];
  }
}

function* redundant(
  lists: readonly (ValueList | undefined)[],
  comparison: Comparison,
  writer: PolicyWriter,
): Generator<FindingDraft> {
  for (const list of lists) {
    if (!list?.isArray || list.values.length < 2) continue;
    for (const [value, outer] of covered(list, comparison)) {
      yield finding(
        value,
        outer.text === value.text
          ? `"${value.text}" stands in the list twice. Remove one.`
          : `"${outer.text}" covers "${value.text}" already. Remove what it covers, or what covers it.`,
      ).fix(`Remove "${value.text}"`, writer.remove(value));
    }
  }
}

const glob = (text: string): Glob => parseGlob(text, { variables: true });

const ACTIONS: Comparison = {
  mostPatterns: 500,
  group: (text) => {
    const prefix = text.slice(0, Math.max(0, text.indexOf(':')));
    return prefix === '' || /[*?]/.test(prefix) ? undefined : prefix;
  },
  normalize: (text) => text.toLowerCase(),
  covers: (outer, inner) => covers(glob(outer), glob(inner)),
};

const RESOURCES: Comparison = {
  mostPatterns: 100,
  group: (text) => {
    const [, , service] = text.split(':', 3);
    return service === undefined || /[*?$]/.test(service) ? undefined : service;
  },
  normalize: (text) => text,
  covers: coversArn,
};

export const redundantAction = defineRule({
  id: 'redundant-action',
  category: 'style',
  severity: 'information',
  summary: 'An action is covered by another entry of the list.',
  explanation:
    'The entry says nothing that the list does not say already. Who takes the wider one out later may forget it.',
  reference: accessAnalyzer('suggestion', 'redundant-action'),
  fixes: { safe: 'What stays says the same.' },
  bad: [
    statements('"Effect": "Allow", "Action": ["bedrock:Get*", "⟦bedrock:GetGuardrail⟧"], "Resource": "*"'),
    statements('"Effect": "Allow", "Action": ["bedrock:GetGuardrail", "⟦bedrock:getguardrail⟧"], "Resource": "*"'),
  ],
  good: statements('"Effect": "Allow", "Action": ["bedrock:Get*", "bedrock:ListGuardrails"], "Resource": "*"'),
  *checkStatement({ action, notAction }, { writer }) {
    yield* redundant([action, notAction], ACTIONS, writer);
  },
});

export const redundantResource = defineRule({
  id: 'redundant-resource',
  category: 'style',
  severity: 'information',
  summary: 'A resource is covered by another entry of the list.',
  explanation: 'The entry says nothing that the list does not say already.',
  reference: accessAnalyzer('suggestion', 'redundant-resource'),
  fixes: { safe: 'What stays says the same.' },
  bad: statements(
    '"Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": ["arn:aws:bedrock:*:222233334444:guardrail/*", "⟦arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1⟧"]',
  ),
  good: statements(
    '"Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": ["arn:aws:bedrock:us-*:222233334444:guardrail/*", "arn:aws:bedrock:eu-west-1:222233334444:guardrail/g1"]',
  ),
  *checkStatement({ resource, notResource }, { writer }) {
    yield* redundant([resource, notResource], RESOURCES, writer);
  },
});

export const redundantStatement = defineRule({
  id: 'redundant-statement',
  category: 'style',
  severity: 'information',
  summary: 'A statement says the same as an earlier one.',
  explanation: 'Order, Sid, case of actions, and a single value or a list of one make no difference.',
  reference: accessAnalyzer('suggestion', 'redundant-statement'),
  fixes: { safe: 'The earlier statement says the same.' },
  bad: document(`{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "A", "Effect": "Allow", "Action": ["bedrock:GetGuardrail", "bedrock:ListGuardrails"], "Resource": "*" },
    ⟦{⟧ "Sid": "B", "Effect": "Allow", "Action": ["bedrock:listguardrails", "bedrock:GetGuardrail"], "Resource": ["*"] }
  ]
}`),
  good: statements(
    '"Sid": "A", "Effect": "Allow", "Action": "bedrock:GetGuardrail", "Resource": "*"',
    '"Sid": "B", "Effect": "Allow", "Action": "bedrock:ListGuardrails", "Resource": "*"',
  ),
  *checkPolicy(policy, { writer }) {
    const first = new Map<string, Statement>();
    for (const statement of alike(policy.statements)) {
      const form = meaningOf(statement);
      if (form === '') continue;
      const earlier = first.get(form);
      if (!earlier) {
        first.set(form, statement);
        continue;
      }
      yield finding(
        openingBrace(statement.node),
        `This statement says the same as statement ${statementName(policy, earlier)}. Remove one of them.`,
      ).fix('Remove this statement', writer.remove(statement));
    }
  },
});

/** Those that share each list with another one: few do, and for the others no more needs to be found out. */
function alike(statements: readonly Statement[]): readonly Statement[] {
  let left = statements;
  for (const element of LISTED) {
    const forms = left.map((statement) => formOf(statement, element));
    if (new Set(forms).size === forms.length) return [];
    const counts = new Map<string, number>();
    for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
    left = left.filter((_, index) => (counts.get(forms[index] ?? '') ?? 0) > 1);
  }
  return left;
}

/** Equal for statements that say the same; empty for one that is half typed. */
const meaningOf = question((statement) => {
  const effect = effectForm(statement);
  if (!effect || !(formOf(statement, 'action') || formOf(statement, 'notAction'))) return '';
  return [effect, ...LISTED.map((element) => formOf(statement, element)), othersForm(statement)].join();
});

const effectForm = question(({ effect }) => effect && JSON.stringify(effect.node.value));

const LISTED = ['resource', 'action', 'notAction', 'notResource', 'principal', 'notPrincipal', 'condition'] as const;

/** An element's part of the meaning. */
const formOf = questionAbout((statement, element: (typeof LISTED)[number]) => {
  const { name, value } = statement[element]?.property ?? {};
  return name && value ? `${name}${normalForm(value, name)}` : '';
});

const NAMES: ReadonlySet<string> = new Set(STATEMENT_ELEMENTS);

/** The part of what is no element of a statement. */
const othersForm = question((statement) => {
  const others = statement.properties.filter(({ name }) => !NAMES.has(name));
  if (others.length === 0) return '';
  return others
    .map(({ name, value }) => statement.node && value && `${JSON.stringify(name)}${normalForm(value, name)}`)
    .sort()
    .join();
});

/** An element's value as text: keys sorted, lists sorted, single values as lists, actions and keys in lower case. */
function normalForm(node: JsonNode, element: string): string {
  const isFolded = element === 'Action' || element === 'NotAction';
  if (node.type === 'object') {
    const entries = properties(node).map(({ name, value }) => {
      const key = element === 'Condition' ? name.toLowerCase() : name;
      return value ? `${JSON.stringify(key)}:${normalForm(value, element)}` : '';
    });
    return `{${entries.sort().join(',')}}`;
  }
  const values = node.type === 'array' ? (node.children ?? []) : [node];
  const texts = values.map((value) => {
    if (value.type === 'object' || value.type === 'array') return normalForm(value, element);
    return isFolded ? String(value.value).toLowerCase() : String(value.value);
  });
  return JSON.stringify([...new Set(texts)].sort());
}
