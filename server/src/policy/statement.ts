/** One statement of a policy, read into its elements. Tolerant: what is missing or of a wrong type is simply not there. */
import { type JsonNode, lastProperty, nodeSpan, type Property, properties, type Span } from './json.ts';
import { likeNode } from './reparse.ts';
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

/** A set of a statement's elements: bit `n` stands for `STATEMENT_ELEMENTS[n]`, the one behind them for the whole. */
export type ElementSet = number;

/** The whole statement: its node, where it stands. It changes with whatever changes. */
export const WHOLE: ElementSet = 1 << STATEMENT_ELEMENTS.length;

/** Its names and the types of its values, but not what strings say. */
export const SHAPE: ElementSet = WHOLE << 1;

/**
 * What has been found out about a statement, by those who ask more than once. Slots of the statement rather than weak
 * maps beside it: those cost the garbage collector more than all the rest, once every keystroke makes new statements.
 */
export interface Notes {
  /** Which elements were asked for: what somebody did not ask for cannot have changed what they found. */
  asked: ElementSet;
  /** Holds nothing of this version: a later statement may take it over. */
  shared: (Note | undefined)[] | undefined;
  /** Of this version: may hold nodes and offsets. */
  own: (Note | undefined)[] | undefined;
}

/** Something found out, and the elements that it was found out from. */
export interface Note {
  readonly value: unknown;
  readonly asked: ElementSet;
}

export interface Statement {
  readonly node: JsonNode;
  readonly span: Span;
  /** Its source. */
  readonly text: string;
  /** Its place among the policy's statements, from 0. */
  readonly index: number;
  /** For its names and types: who wants to know what is in a string, asks for `node` or for an element. */
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
  const [first] = likeNode(node).children ?? [];
  const [key, value] = (node.type === 'object' && first?.children) || [];
  const name = key?.value;
  if (name === 'Condition') return value?.type === 'string'; // a statement may begin with its Condition
  return typeof name === 'string' && (name === 'Ref' || name.startsWith('Fn::'));
}

/** Whether a statement has Principal or NotPrincipal. */
export const namesPrincipal = (node: JsonNode): boolean =>
  likeNode(node).children?.some(({ children }) => /^(Not)?Principal$/.test(String(children?.[0]?.value))) ?? false;

/** Whether a statement has an element of this name, whatever its value. */
export const hasElement = (node: JsonNode, name: string): boolean =>
  likeNode(node).children?.some(({ children }) => children?.[0]?.value === name) ?? false;

export const readStatement = (node: JsonNode, index: number, source: string): Statement =>
  new LazyStatement(node, index, source);

/** Most statements are the same from one version of a document to the next: each element is read when asked for. */
class LazyStatement implements Statement {
  readonly index: number;
  readonly notes: Notes = { asked: 0, shared: undefined, own: undefined };
  readonly #node: JsonNode;
  readonly #source: string;
  #span: Span | undefined;
  #properties: readonly Property[] | undefined;
  /** What was read, in the order of STATEMENT_ELEMENTS; null: the statement has no such element. */
  readonly #read: unknown[] = [];

  constructor(node: JsonNode, index: number, source: string) {
    this.#node = node;
    this.index = index;
    this.#source = source;
  }

  get node() {
    this.notes.asked |= WHOLE;
    return this.#node;
  }
  get span() {
    this.notes.asked |= WHOLE;
    this.#span ??= nodeSpan(this.#node);
    return this.#span;
  }
  get text() {
    const { start, end } = this.span;
    return this.#source.slice(start, end);
  }
  get properties() {
    this.notes.asked |= SHAPE;
    this.#properties ??= properties(this.#node);
    return this.#properties;
  }
  get sid() {
    return this.#element(0, readElement);
  }
  get effect() {
    return this.#element(1, readElement);
  }
  get principal() {
    return this.#element(2, readPrincipal);
  }
  get notPrincipal() {
    return this.#element(3, readPrincipal);
  }
  get action() {
    return this.#element(4, readList);
  }
  get notAction() {
    return this.#element(5, readList);
  }
  get resource() {
    return this.#element(6, readList);
  }
  get notResource() {
    return this.#element(7, readList);
  }
  get condition() {
    return this.#element(8, readCondition);
  }

  #element<T>(index: number, read: (property: Property, source: string) => T): T | undefined {
    this.notes.asked |= 1 << index;
    let value = this.#read[index];
    if (value === undefined) {
      const property = lastProperty(this.#node, STATEMENT_ELEMENTS[index] ?? '');
      value = (property && read(property, this.#source)) ?? null;
      this.#read[index] = value;
    }
    return value === null ? undefined : (value as T);
  }
}

/** Where each element of a statement stands, from the statement's start, in the order of STATEMENT_ELEMENTS. */
export const elementSpans = ({ node }: Statement): readonly (Span | undefined)[] =>
  STATEMENT_ELEMENTS.map((name) => {
    const property = lastProperty(node, name);
    if (!property) return undefined;
    const { start, end } = nodeSpan(property.node);
    return { start: start - node.offset, end: end - node.offset };
  });

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

/** The strings of a list, leaving out what is unknown or of a wrong type. */
export function strings(list: ValueList | undefined): readonly StringValue[] {
  return list ? list.values.filter((value): value is StringValue => value.kind === 'string') : [];
}

/** Whether each value of the list is a string in the text: nothing that a template would fill in. */
export function isFullyKnown(list: ValueList | undefined): boolean {
  return list?.values.every((value) => value.kind === 'string') ?? true;
}
