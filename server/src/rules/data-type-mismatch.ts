import { type JsonNode, nodeSpan, type Property, properties } from '../policy/json.ts';
import { isIntrinsic } from '../policy/statement.ts';
import { replace } from './edit.ts';
import { document, statements } from './example.ts';
import { accessAnalyzer } from './references.ts';
import { defineRule, type Finding, finding } from './rule.ts';

/** Each element takes one JSON type. */
export const dataTypeMismatch = defineRule({
  id: 'data-type-mismatch',
  category: 'grammar',
  severity: 'error',
  summary: 'An element has a value of the wrong JSON type.',
  explanation:
    'Version, Id, Sid and Effect are strings. Action and Resource are a string or a list of strings. Statement is an object or a list of objects, Condition is an object of objects. An object where a string is wanted ({"Ref": …}) is left alone: a template fills it in.',
  reference: accessAnalyzer('error', 'data-type-mismatch'),
  bad: [
    document(
      '{ "Version": ⟦20121017⟧, "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
    ),
    statements('"Effect": ⟦["Allow"]⟧, "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": ["bedrock:ListFoundationModels", ⟦7⟧], "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*", "Condition": ⟦"none"⟧'),
  ],
  good: statements('"Sid": "Models", "Effect": "Allow", "Action": ["bedrock:ListFoundationModels"], "Resource": ["*"]'),
  checkStatement: ({ properties: own }) => wrongIn(own, STATEMENT),
  checkPolicy({ properties: own, statementElement }) {
    const value = statementElement?.value;
    const statements = value?.type === 'array' ? (value.children ?? []) : value ? [value] : [];
    const others = statements.filter(({ type }) => type !== 'object');
    return [...wrongIn(own, POLICY), ...others.map((node) => wrong(node, 'A statement must be an object'))];
  },
});

const NONE: readonly Finding[] = [];

const wrong = (node: JsonNode, what: string): Finding => {
  const span = nodeSpan(node);
  const result = finding(span, `${what}, so IAM refuses the policy.`);
  const [only, more] = node.type === 'array' ? (node.children ?? []) : [];
  if (only?.type === 'string' && !more && what.includes('a string')) {
    result.fix('Take the value out of its list', replace(span, JSON.stringify(only.value)));
  } else if (what.startsWith('Version')) {
    result.fix('Change to "2012-10-17"', replace(span, '"2012-10-17"'));
  } else if (node.type === 'number' && what.startsWith('Sid')) {
    result.fix('Put it in quotes', replace(span, JSON.stringify(String(node.value))));
  }
  return result;
};

type Judge = (name: string, value: JsonNode) => readonly Finding[];

const isString = ({ type }: JsonNode) => type === 'string' || type === 'object';

const string: Judge = (name, value) => (isString(value) ? NONE : [wrong(value, `${name} must be a string`)]);

const strings: Judge = (name, value) =>
  itemsOf(value)
    .filter((item) => !isString(item))
    .map((item) => wrong(item, `${name} takes a string, or a list of strings`));

const principals: Judge = (name, value) => {
  if (value.type === 'object')
    return isIntrinsic(value) ? NONE : properties(value).flatMap((type) => judged(strings, type));
  return value.type === 'string' ? NONE : [wrong(value, `${name} must be "*" or an object such as { "AWS": … }`)];
};

const conditions: Judge = (_, value) => {
  if (value.type !== 'object') return [wrong(value, 'Condition must be an object of operators')];
  return isIntrinsic(value) ? NONE : properties(value).flatMap((operator) => judged(conditionKeys, operator));
};

const conditionKeys: Judge = (name, value) => {
  if (value.type !== 'object') return [wrong(value, `${name} must hold an object of condition keys`)];
  return isIntrinsic(value) ? NONE : properties(value).flatMap((key) => judged(conditionValues, key));
};

const conditionValues: Judge = (name, value) =>
  itemsOf(value)
    .filter((item) => item.type === 'array' || item.type === 'null' || (item.type === 'object' && !isIntrinsic(item)))
    .map((item) => wrong(item, `The values of ${name} must be strings, numbers or Booleans`));

const itemsOf = (value: JsonNode): readonly JsonNode[] => (value.type === 'array' ? (value.children ?? []) : [value]);

const judged = (judge: Judge | undefined, { name, value }: Property): readonly Finding[] =>
  (value && judge?.(name, value)) ?? NONE;

type Judges = ReadonlyMap<string, Judge>;

const POLICY: Judges = new Map([
  ['Version', string],
  ['Id', string],
]);

const STATEMENT: Judges = new Map([
  ['Sid', string],
  ['Effect', string],
  ['Action', strings],
  ['NotAction', strings],
  ['Resource', strings],
  ['NotResource', strings],
  ['Principal', principals],
  ['NotPrincipal', principals],
  ['Condition', conditions],
]);

const wrongIn = (own: readonly Property[], judges: Judges): readonly Finding[] =>
  own.flatMap((property) => judged(judges.get(property.name), property));
