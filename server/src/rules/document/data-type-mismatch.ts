import { Copy } from '../../hosts/writer.ts';
import type { Data, Property } from '../../model/data.ts';
import { brief } from '../../model/printable.ts';
import { itemsOf, kindOf, oneOrMany, plainOf, propertiesOf, spanOf } from '../../policy/data.ts';
import { readValue } from '../../policy/value.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { document, statements } from '../engine/example.ts';
import { accessAnalyzer } from '../engine/references.ts';
import { defineRule, type StatementContext } from '../engine/rule.ts';

/** Each element takes one JSON type. */
export const dataTypeMismatch = defineRule({
  id: 'data-type-mismatch',
  category: 'grammar',
  severity: 'error',
  summary: 'An element has a value of the wrong JSON type.',
  explanation:
    'Version, Id, Sid and Effect are strings. Action and Resource are a string or a list of strings. Statement is an object or a list of objects, Condition is an object of objects. An object where a string is wanted ({"Ref": …}) is left alone: a template fills it in.',
  reference: accessAnalyzer('error', 'data-type-mismatch'),
  fixes: {
    safe: 'A Sid decides nothing.',
    suggested: 'The element had no effect in this form: with the change it has one.',
  },
  bad: [
    document(
      '{ "Version": ⟦20121017⟧, "Statement": { "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" } }',
    ),
    statements('"Effect": ⟦["Allow"]⟧, "Action": "bedrock:ListFoundationModels", "Resource": "*"'),
    statements('"Effect": "Allow", "Action": ["bedrock:ListFoundationModels", ⟦7⟧], "Resource": "*"'),
    statements('"Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*", "Condition": ⟦"none"⟧'),
  ],
  good: statements('"Sid": "Models", "Effect": "Allow", "Action": ["bedrock:ListFoundationModels"], "Resource": ["*"]'),
  checkStatement: ({ properties: own }, context) => wrongIn(own, STATEMENT, context),
  checkPolicy({ properties: own, statementElement }, context) {
    const others = oneOrMany(statementElement?.value).filter((each) => !isObject(each));
    return [
      ...wrongIn(own, POLICY, context),
      ...others.map((data) => report({ data, what: 'A statement must be an object' }, context)),
    ];
  },
});

/** A value of the wrong type, and the beginning of its message. */
interface Wrong {
  readonly data: Data;
  readonly what: string;
}

const NONE: readonly Wrong[] = [];

const wrong = (data: Data, what: string): Wrong => ({ data, what });

function report({ data, what }: Wrong, { writer, text }: StatementContext): FindingDraft {
  const result = finding(spanOf(data), `${what}, so IAM refuses the policy.`);
  const value = readValue(data, text);
  const [only, more] = itemsOf(data);
  const isSid = what === 'Sid must be a string';
  if (only && kindOf(only) === 'string' && !more && what.includes('a string')) {
    const isUsable = what !== 'Effect must be a string' || plainOf(only) === 'Allow' || plainOf(only) === 'Deny';
    if (isUsable) result.fixIf(isSid, 'Take the value out of its list', writer.replaceValue(value, new Copy(only)));
  } else if (what === 'Version must be a string') {
    result.suggest('Change to "2012-10-17"', writer.replaceValue(value, '2012-10-17'));
  } else if (kindOf(data) === 'number' && isSid) {
    result.fix('Put it in quotes', writer.replaceValue(value, String(plainOf(data))));
  }
  return result;
}

type Judge = (name: string, value: Data) => readonly Wrong[];

/** An object, or what a template fills in: of that no property is known. */
const isObject = (data: Data) => kindOf(data) === 'object' || kindOf(data) === 'unknown';

const known = (data: Data): readonly Property[] => (kindOf(data) === 'object' ? propertiesOf(data) : []);

/** A string, or an object with which a template fills one in: `{"Ref": …}`, `{"Fn::Sub": …}`. */
const isString = (data: Data) => kindOf(data) === 'string' || kindOf(data) === 'unknown';

const string: Judge = (name, value) => (isString(value) ? NONE : [wrong(value, `${brief(name)} must be a string`)]);

const strings: Judge = (name, value) =>
  oneOrMany(value)
    .filter((item) => !isString(item))
    .map((item) => wrong(item, `${brief(name)} takes a string, or a list of strings`));

const principals: Judge = (name, value) => {
  if (kindOf(value) === 'object') return propertiesOf(value).flatMap((type) => judged(strings, type));
  return isString(value) ? NONE : [wrong(value, `${brief(name)} must be "*" or an object such as { "AWS": … }`)];
};

const conditions: Judge = (_, value) => {
  if (!isObject(value)) return [wrong(value, 'Condition must be an object of operators')];
  return known(value).flatMap((operator) => judged(conditionKeys, operator));
};

const conditionKeys: Judge = (name, value) => {
  if (!isObject(value)) return [wrong(value, `${brief(name)} must hold an object of condition keys`)];
  return known(value).flatMap((key) => judged(conditionValues, key));
};

const conditionValues: Judge = (name, value) =>
  oneOrMany(value)
    .filter((item) => ['list', 'null', 'object'].includes(kindOf(item)))
    .map((item) => wrong(item, `The values of ${brief(name)} must be strings, numbers or Booleans`));

const judged = (judge: Judge | undefined, { name, value }: Property): readonly Wrong[] =>
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

const wrongIn = (own: readonly Property[], judges: Judges, context: StatementContext): readonly FindingDraft[] =>
  own.flatMap((property) => judged(judges.get(property.name), property)).map((each) => report(each, context));
