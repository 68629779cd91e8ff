/**
 * What stands in a document as rules and features see it. It is opaque: policy/data.ts answers what may be asked about it.
 * Behind it is a node (model/node.ts), which only hosts and policy/ may look at (scripts/layers.ts).
 */

declare const seenByHosts: unique symbol;

/** An object, a list, a plain value, or a property: a name with its value. */
export interface Data {
  readonly [seenByHosts]?: never;
}

/** A property of an object, its value missing while it is being typed. */
export interface Property {
  readonly name: string;
  readonly key: Data;
  readonly value: Data | undefined;
  /** Name and value together. */
  readonly whole: Data;
}
