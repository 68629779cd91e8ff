/** One statement of a policy, read into its elements. Tolerant: what is missing or of a wrong type is simply not there. */

import type { Data, Property } from '../model/data.ts';
import { contentOf } from '../model/moved.ts';
import { lastProperty, type Node, nodeOf, nodeSpan, type PropertyNode, properties } from '../model/node.ts';
import type { SourceSpan } from '../model/span.ts';
import { branchesOf, isIntrinsic } from './intrinsics.ts';
import { type PartialValue, readString, readValue, type StringValue, type Value } from './value.ts';

/** An element that holds one value or many: `Action`, `Resource`, a condition key, a principal type. */
export interface ValueList {
  readonly name: StringValue;
  readonly property: Property;
  readonly isArray: boolean;
  /** Whether a template decides which of the values are there. */
  readonly isConditional: boolean;
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
  readonly data: Data;
  readonly span: SourceSpan;
  /** Its source. */
  readonly text: string;
  /** Whether a template decides if the statement is there. */
  readonly isConditional: boolean;
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

/** Whether a statement has Principal or NotPrincipal. */
export const namesPrincipal = (data: Data): boolean =>
  contentOf(nodeOf(data)).children?.some(
    ({ children: [key, value] = [] }) => /^(Not)?Principal$/.test(String(key?.value)) && !isPerhaps(value),
  ) ?? false;

/** Whether a template decides if a value is there at all. */
const isPerhaps = (value: Node | undefined): boolean => value?.isUnknown === true && value.length === 0;

/** Whether a statement has an element of this name, whatever its value. */
export const hasElement = (data: Data, name: string): boolean =>
  contentOf(nodeOf(data)).children?.some(({ children }) => children?.[0]?.value === name) ?? false;

/** Reads a statement of the document's text, `source`. Each element is read when it is first used. */
export const readStatement = (node: Node, source: string, isConditional: boolean): Statement =>
  new LazyStatement(node, source, isConditional);

/** Reads each element on first use: most statements do not change between versions, and are never read again. */
class LazyStatement implements Statement {
  readonly data: Data;
  readonly span: SourceSpan;
  readonly isConditional: boolean;
  readonly #node: Node;
  readonly #source: string;
  #properties: readonly Property[] | undefined;
  /** By name; null where the statement has no such element. */
  readonly #elements = new Map<string, unknown>();

  constructor(node: Node, source: string, isConditional: boolean) {
    this.data = node;
    this.#node = node;
    this.isConditional = isConditional;
    this.span = nodeSpan(node);
    this.#source = source;
  }

  get text() {
    return this.#source.slice(this.span.start, this.span.end);
  }
  get properties() {
    this.#properties ??= properties(this.#node);
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

  #element<T>(name: string, read: (property: PropertyNode, source: string) => T): T | undefined {
    let value = this.#elements.get(name);
    if (value === undefined) {
      const property = lastProperty(this.#node, name);
      value = (property && read(property, this.#source)) ?? null;
      this.#elements.set(name, value);
    }
    return value === null ? undefined : (value as T);
  }
}

const readElement = ({ value }: PropertyNode, source: string): Value | undefined => value && readValue(value, source);

function readList(property: PropertyNode, source: string): ValueList {
  const { key, value } = property;
  const isArray = value?.type === 'array';
  const nodes = value ? itemsOf(value) : [];
  return {
    name: readString(key, source),
    property,
    isArray,
    isConditional: nodes.some((node) => node !== value && node.parent !== value),
    values: nodes.map((node) => readValue(node, source)),
  };
}

/** The values of a list, or the only one; of `Fn::If`, those of both branches. */
const itemsOf = (node: Node): readonly Node[] =>
  (node.type === 'array' ? (node.children ?? []) : [node]).flatMap(inBranches);

const inBranches = (node: Node): readonly Node[] => branchesOf(node)?.flatMap(itemsOf) ?? [node];

function readPrincipal(property: PropertyNode, source: string): PrincipalElement {
  const { key, value } = property;
  const isMap = value?.type === 'object' && !isIntrinsic(value);
  return {
    name: readString(key, source),
    property,
    bare: value && !isMap ? readValue(value, source) : undefined,
    types: isMap ? properties(value).map((type) => readList(type, source)) : [],
  };
}

function readCondition(property: PropertyNode, source: string): ConditionElement {
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

/** The strings of a list, those among them that a template fills in partly. */
export function writtenStrings(list: ValueList | undefined): readonly (StringValue | PartialValue)[] {
  return (list?.values ?? []).filter((value) => value.kind === 'string' || value.kind === 'partial');
}

/** Whether each value of the list is a string in the text: nothing that a template would fill in. */
export const isFullyKnown = (list: ValueList | undefined): boolean =>
  list === undefined || (!list.isConditional && list.values.every((value) => value.kind === 'string'));
