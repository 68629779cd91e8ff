/** Policies in JSON, rendered into the other hosts for tests: the same data, and where each part of it has come to stand. */
import { type Node, nodeOf } from '../../server/src/model/node.ts';
import type { Span } from '../../server/src/model/span.ts';
import { readDocument } from '../../server/src/service.ts';

interface Rendering {
  readonly text: string;
  /** Where a stretch of the JSON text stands; undefined where it has no counterpart. */
  spanOf(span: Span): Span | undefined;
}

/** How a host writes things. */
export interface Style {
  readonly name: string;
  readonly path: string;
  /** Whether fixes may be missing: where a host has names of its own, only values are edited. */
  readonly mayDecline?: boolean;
  /** The same policy as the host can write it; undefined where it cannot. Without it, the host can write every policy. */
  writable?(data: unknown): unknown;
  render(root: Node, json: string): Rendering;
  /** The data that a text of the host holds, as policies in JSON: undefined where the text is not what the host takes. */
  data(text: string): unknown;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A policy in a host's style, beside the JSON that says the same; undefined where it is no JSON, or the host cannot write it. */
export function renderedIn(style: Style, policy: string): { json: string; rendering: Rendering } | undefined {
  const data = parsed(policy);
  const writable = data !== undefined && style.writable ? style.writable(data) : data && policy;
  if (writable === undefined) return undefined;
  const json = typeof writable === 'string' ? writable : JSON.stringify(writable, undefined, 2);
  const { root } = readDocument(json, { path: 'policy.json' });
  return root && { json, rendering: style.render(nodeOf(root), json) };
}

/** Collects text, and where the nodes of the JSON tree stand in it. */
export class Sheet implements Rendering {
  text = '';
  readonly #places = new Map<Node, Span>();
  readonly #contents = new Map<Node, { readonly start: number; readonly offsetOf: (index: number) => number }>();

  add(text: string): void {
    this.text += text;
  }

  /** Notes where a node stands that `write` writes. */
  node(node: Node, write: () => void): void {
    const start = this.text.length;
    write();
    this.#places.set(node, { start, end: this.text.length });
  }

  /** Adds a string. `written(text)` is what stands for a text between the quotes. */
  string(node: Node, quote: string, written: (text: string) => string): void {
    this.node(node, () => {
      const text = String(node.value);
      const start = this.text.length + quote.length;
      this.#contents.set(node, { start, offsetOf: (index) => written(text.slice(0, index)).length });
      this.text += quote + written(text) + quote;
    });
  }

  spanOf({ start, end }: Span): Span | undefined {
    for (const [node, place] of this.#places) {
      const nodeEnd = node.offset + node.length;
      if (node.offset === start && nodeEnd === end) return place;
      if (node.type === 'object' && node.offset === start && end === start + 1)
        return { start: place.start, end: place.start + 1 };
      const content = this.#contents.get(node);
      // A name that stands there as another word.
      if (!content && node.type === 'string' && start === node.offset + 1 && end === nodeEnd - 1) return place;
      const isInside = content && node.offset < start && end < nodeEnd && String(node.value).length === node.length - 2;
      if (isInside) {
        const at = (offset: number) => content.start + content.offsetOf(offset - node.offset - 1);
        return { start: at(start), end: at(end) };
      }
    }
    return undefined;
  }
}

export const childrenOf = (node: Node): readonly Node[] => node.children ?? [];
