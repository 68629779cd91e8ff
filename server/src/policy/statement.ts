/** One statement of a policy, read into its elements. Tolerant: what is missing or of a wrong type is simply not there. */
import { type JsonNode, lastProperty, nodeSpan, type Property, properties, type SourceSpan } from './json.ts';
import { contentOf } from './reparse.ts';
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

/** The elements of a statement, in the order in which AWS's documentation lists them. */
export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

export interface Statement {
  readonly node: JsonNode;
  readonly span: SourceSpan;
  /** Its source. */
  readonly text: string;
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
}

/** `{"Ref": …}`, `{"Fn::If": …}` and the like: CloudFormation fills in something that is not known here. */
export function isIntrinsic(node: JsonNode): boolean {
  const [first, another] = contentOf(node).children ?? [];
  const [key, value] = (node.type === 'object' && first?.children) || [];
  const name = key?.value;
  if (another && name !== 'Fn::Transform') return false; // a function stands alone; only a macro may have others beside it
  if (name === 'Condition') return value?.type === 'string'; // a statement may begin with its Condition
  return typeof name === 'string' && (name === 'Ref' || name.startsWith('Fn::'));
}

/** Whether a statement has Principal or NotPrincipal. */
export const namesPrincipal = (node: JsonNode): boolean =>
  contentOf(node).children?.some(({ children }) => /^(Not)?Principal$/.test(String(children?.[0]?.value))) ?? false;

/** Whether a statement has an element of this name, whatever its value. */
export const hasElement = (node: JsonNode, name: string): boolean =>
  contentOf(node).children?.some(({ children }) => children?.[0]?.value === name) ?? false;

/** Reads a statement of the document's text, `source`. Each element is read when it is first used. */
export const readStatement = (node: JsonNode, source: string): Statement => new LazyStatement(node, source);

/** Reads each element on first use: most statements do not change between versions, and are never read again. */
class LazyStatement implements Statement {
  readonly node: JsonNode;
  readonly span: SourceSpan;
  readonly #source: string;
  #properties: readonly Property[] | undefined;
  /** By name; null where the statement has no such element. */
  readonly #elements = new Map<string, unknown>();

  constructor(node: JsonNode, source: string) {
    this.node = node;
    this.span = nodeSpan(node);
    this.#source = source;
  }

  get text() {
    return this.#source.slice(this.span.start, this.span.end);
  }
  get properties() {
    this.#properties ??= properties(this.node);
    return this.#properties;
  }
  get sid() {
    return this.#element('Sid', readElement);
  }
  get effect() {
    return this.#element('Effect', readElement);
  }
  get principal() {
    return this.#element('Principal', readPrincipal);
  }
  get notPrincipal() {
    return this.#element('NotPrincipal', readPrincipal);
  }
  get action() {
    return this.#element('Action', readList);
  }
  get notAction() {
    return this.#element('NotAction', readList);
  }
  get resource() {
    return this.#element('Resource', readList);
  }
  get notResource() {
    return this.#element('NotResource', readList);
  }
  get condition() {
    return this.#element('Condition', readCondition);
  }

  #element<T>(name: string, read: (property: Property, source: string) => T): T | undefined {
    let value = this.#elements.get(name);
    if (value === undefined) {
      const property = lastProperty(this.node, name);
      value = (property && read(property, this.#source)) ?? null;
      this.#elements.set(name, value);
    }
    return value === null ? undefined : (value as T);
  }
}

const readElement = ({ value }: Property, source: string): Value | undefined => value && readValue(value, source);

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

/** The strings of a list, without values that are unknown or of a wrong type. */
export function strings(list: ValueList | undefined): readonly StringValue[] {
  return list ? list.values.filter((value): value is StringValue => value.kind === 'string') : [];
}

/** Whether each value of the list is a string in the text: nothing that a template would fill in. */
export function isFullyKnown(list: ValueList | undefined): boolean {
  return list?.values.every((value) => value.kind === 'string') ?? true;
}
