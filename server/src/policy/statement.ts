/** One statement of a policy, read into its elements. Tolerant: what is missing or of a wrong type is simply not there. */
import { type JsonNode, nodeSpan, type Property, properties, type Span } from './json.ts';
import { readString, readValue, type StringValue, type Value } from './value.ts';

/** An element that holds one value or many: `Action`, `Resource`, a condition key, a principal type. */
export interface ValueList {
  readonly name: StringValue;
  readonly property: Property;
  readonly isArray: boolean;
  readonly values: readonly Value[];
}

export interface PrincipalElement {
  readonly name: StringValue;
  readonly property: Property;
  /** The element's value where it is not a map: `"*"`, or something that IAM refuses. */
  readonly bare: Value | undefined;
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`: one list each. */
  readonly types: readonly ValueList[];
}

/** One `operator: { key: values }`. */
export interface ConditionEntry {
  readonly operator: StringValue;
  readonly key: StringValue;
  readonly list: ValueList;
}

export interface ConditionElement {
  readonly name: StringValue;
  readonly property: Property;
  readonly operators: readonly {
    readonly name: StringValue;
    readonly property: Property;
    readonly entries: readonly ConditionEntry[];
  }[];
  readonly entries: readonly ConditionEntry[];
}

/**
 * What has been found out about a statement, by those who ask more than once. Slots of the statement rather than weak
 * maps beside it: those cost the garbage collector more than all the rest, once every keystroke makes new statements.
 */
export interface Notes {
  /** Holds nothing of this version: a later statement with the same text may take it over. */
  shared: Map<string, unknown> | undefined;
  /** Of this version: may hold nodes and offsets. */
  own: Map<string, unknown> | undefined;
}

export interface Statement {
  readonly node: JsonNode;
  readonly span: Span;
  /** Its place among the policy's statements, from 0. */
  readonly index: number;
  readonly properties: readonly Property[];
  readonly sid: Value | undefined;
  readonly effect: Value | undefined;
  readonly action: ValueList | undefined;
  readonly notAction: ValueList | undefined;
  readonly resource: ValueList | undefined;
  readonly notResource: ValueList | undefined;
  readonly principal: PrincipalElement | undefined;
  readonly notPrincipal: PrincipalElement | undefined;
  readonly condition: ConditionElement | undefined;
  readonly notes: Notes;
}

/** `{"Ref": …}`, `{"Fn::If": …}` and the like: CloudFormation fills in something that is not known here. */
export function isIntrinsic(node: JsonNode): boolean {
  const [first] = node.children ?? [];
  const [key, value] = (node.type === 'object' && first?.children) || [];
  const name = key?.value;
  if (name === 'Condition') return value?.type === 'string'; // a statement may begin with its Condition
  return typeof name === 'string' && (name === 'Ref' || name.startsWith('Fn::'));
}

export function readStatement(node: JsonNode, index: number, source: string): Statement {
  const found = properties(node);
  const elements = new Map(found.map((property) => [property.name, property]));
  const value = (name: string) => {
    const property = elements.get(name);
    return property?.value && readValue(property.value, source);
  };
  const list = (name: string) => {
    const property = elements.get(name);
    return property && readList(property, source);
  };
  const principal = (name: string) => {
    const property = elements.get(name);
    return property && readPrincipal(property, source);
  };
  const condition = elements.get('Condition');
  return {
    node,
    span: nodeSpan(node),
    index,
    properties: found,
    sid: value('Sid'),
    effect: value('Effect'),
    action: list('Action'),
    notAction: list('NotAction'),
    resource: list('Resource'),
    notResource: list('NotResource'),
    principal: principal('Principal'),
    notPrincipal: principal('NotPrincipal'),
    condition: condition && readCondition(condition, source),
    notes: { shared: undefined, own: undefined },
  };
}

function readList(property: Property, source: string): ValueList {
  const { key, value } = property;
  const isArray = value?.type === 'array';
  const nodes = isArray ? (value.children ?? []) : value ? [value] : [];
  return { name: readString(key, source), property, isArray, values: nodes.map((node) => readValue(node, source)) };
}

function readPrincipal(property: Property, source: string): PrincipalElement {
  const { key, value } = property;
  const isMap = value?.type === 'object' && !isIntrinsic(value);
  return {
    name: readString(key, source),
    property,
    bare: value && !isMap ? readValue(value, source) : undefined,
    types: isMap ? properties(value).map((type) => readList(type, source)) : [],
  };
}

function readCondition(property: Property, source: string): ConditionElement {
  const known = property.value && !isIntrinsic(property.value) ? properties(property.value) : [];
  const operators = known.map((operator) => {
    const name = readString(operator.key, source);
    const keys = operator.value && !isIntrinsic(operator.value) ? properties(operator.value) : [];
    return {
      name,
      property: operator,
      entries: keys.map((key) => {
        const list = readList(key, source);
        return { operator: name, key: list.name, list };
      }),
    };
  });
  return {
    name: readString(property.key, source),
    property,
    operators,
    entries: operators.flatMap(({ entries }) => entries),
  };
}

/** The strings of a list, leaving out what is unknown or of a wrong type. */
export function strings(list: ValueList | undefined): readonly StringValue[] {
  return list ? list.values.filter((value): value is StringValue => value.kind === 'string') : [];
}

/** Whether each value of the list is a string in the text: nothing that a template would fill in. */
export function isFullyKnown(list: ValueList | undefined): boolean {
  return list?.values.every((value) => value.kind === 'string') ?? true;
}
