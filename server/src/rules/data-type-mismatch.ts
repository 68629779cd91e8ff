import { type JsonNode, nodeSpan } from '../policy/json.ts';
import { isIntrinsic, type Statement, type ValueList } from '../policy/statement.ts';
import type { Value } from '../policy/value.ts';
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
  *checkStatement(statement) {
    yield* string('Sid', statement.sid);
    yield* string('Effect', statement.effect);
    for (const list of [statement.action, statement.notAction, statement.resource, statement.notResource])
      yield* listOfStrings(list);
    yield* principals(statement);
    yield* conditions(statement);
  },
  *checkPolicy(policy) {
    yield* string('Version', policy.version);
    yield* string('Id', policy.id);
    const { value } = policy.statementElement ?? {};
    if (!value) return;
    const statements = value.type === 'array' ? (value.children ?? []) : [value];
    for (const node of statements) {
      if (node.type !== 'object') yield wrong(node, 'A statement must be an object');
    }
  },
});

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

function* string(name: string, value: Value | undefined): Generator<Finding> {
  if (value && value.kind !== 'string' && value.kind !== 'unknown') yield wrong(value.node, `${name} must be a string`);
}

function* listOfStrings(list: ValueList | undefined): Generator<Finding> {
  for (const { kind, node } of list?.values ?? []) {
    if (kind !== 'string' && kind !== 'unknown')
      yield wrong(node, `${list?.name.text} takes a string, or a list of strings`);
  }
}

function* principals({ principal, notPrincipal }: Statement): Generator<Finding> {
  for (const element of [principal, notPrincipal]) {
    const bare = element?.bare;
    if (bare && bare.kind !== 'string' && bare.kind !== 'unknown') {
      yield wrong(bare.node, `${element.name.text} must be "*" or an object such as { "AWS": … }`);
    }
    for (const list of element?.types ?? []) yield* listOfStrings(list);
  }
}

function* conditions({ condition }: Statement): Generator<Finding> {
  const node = condition?.property.value;
  if (!condition || !node) return;
  if (node.type !== 'object') {
    yield wrong(node, 'Condition must be an object of operators');
    return;
  }
  for (const { name, property, entries } of condition.operators) {
    const { value } = property;
    if (value && value.type !== 'object') yield wrong(value, `${name.text} must hold an object of condition keys`);
    for (const { key, list } of entries) {
      for (const item of list.values) {
        if (item.kind === 'array' || item.kind === 'null' || (item.kind === 'unknown' && !isIntrinsic(item.node))) {
          yield wrong(item.node, `The values of ${key.text} must be strings, numbers or Booleans`);
        }
      }
    }
  }
}
