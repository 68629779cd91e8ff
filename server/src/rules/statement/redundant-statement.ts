import { question, questionAbout } from '../../iam/answers.ts';
import { statementName } from '../../iam/statement-name.ts';
import type { Data } from '../../model/data.ts';
import { kindOf, oneOrMany, openingOf, plainOf, propertiesOf } from '../../policy/data.ts';
import { STATEMENT_ELEMENTS, type Statement } from '../../policy/statement.ts';
import { finding } from '../engine/draft.ts';
import { document, statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

export const redundantStatement = defineRule({
  id: 'redundant-statement',
  category: 'style',
  severity: 'information',
  summary: 'A statement means the same as an earlier one.',
  explanation: 'Order, Sid, case of actions, and a single value or a list of one make no difference.',
  reference: accessAnalyzer('suggestion', 'redundant-statement'),
  fixes: { safe: 'The earlier statement means the same.' },
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
        openingOf(statement.data),
        `This statement means the same as statement ${statementName(policy, earlier)}. Remove one of them.`,
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

const effectForm = question(({ effect }) => effect && JSON.stringify(plainOf(effect.data)));

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
    .map(({ name, value }) => statement.data && value && `${JSON.stringify(name)}${normalForm(value, name)}`)
    .sort()
    .join();
});

/** An element's value as text: keys sorted, lists sorted, single values as lists, actions and keys in lower case. */
function normalForm(data: Data, element: string): string {
  const isFolded = element === 'Action' || element === 'NotAction';
  if (isObject(data)) {
    const entries = propertiesOf(data).map(({ name, value }) => {
      const key = element === 'Condition' ? name.toLowerCase() : name;
      return value ? `${JSON.stringify(key)}:${normalForm(value, element)}` : '';
    });
    return `{${entries.sort().join(',')}}`;
  }
  const texts = oneOrMany(data).map((value) => {
    if (isObject(value) || kindOf(value) === 'list') return normalForm(value, element);
    const text = String(plainOf(value));
    return JSON.stringify(isFolded ? text.toLowerCase() : text);
  });
  return `[${[...new Set(texts)].sort().join(',')}]`;
}

/** Also what a template fills in: the same object gives the same value. */
const isObject = (data: Data): boolean => kindOf(data) === 'object' || kindOf(data) === 'unknown';
