/**
 * A piece of YAML as a tree. The parser is the library "yaml", which goes on behind errors; this file turns what it reads
 * into our nodes, CloudFormation's short forms into the long ones, and JSON within block scalars into its tree.
 */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parseDocument, type Scalar } from 'yaml';
import { lastChildEnd, type Node } from '../../model/node.ts';
import { shifted } from '../../model/sourced-text.ts';
import { HOLE } from '../../patterns/hole.ts';
import { memoizedByText } from '../../patterns/memo.ts';
import { MERGE, substituted } from '../../policy/intrinsics.ts';
import { type NodeDraft, readEmbedded } from '../json/embedded.ts';
import { type ScalarStyle, scalarRuns } from './scalar-runs.ts';
import { type Tool, withoutReferences, withoutTags } from './tools.ts';

export interface Piece {
  /** Undefined where the piece holds nothing. Its offsets count from the beginning of the piece. */
  readonly root: Node | undefined;
  readonly hasErrors: boolean;
  /** By name. Their offsets count from the beginning of the piece too. */
  readonly anchors: ReadonlyMap<string, Node>;
  readonly hasAliases: boolean;
}

/** The pieces of open documents: of a document that is typed in, all but one have been read before. */
const MOST_PIECES = 2000;

/** Reads the lines of one entry of a mapping, or of one element of a sequence, in a document for a tool. Never throws. */
export const readPiece = (text: string, tool: Tool): Piece => READERS[tool](text);

const readerFor = (tool: Tool): ((text: string) => Piece) =>
  memoizedByText(MOST_PIECES, (written) => {
    const text = withoutTags(withoutTabs(written));
    const first = parsed(text, tool);
    if (!first.isQuoteOpen) return first;
    const closed = withQuotesClosed(text, first.errorAt);
    return closed === undefined ? first : { ...parsed(closed, tool), hasErrors: true };
  });

const READERS: Readonly<Record<Tool, (text: string) => Piece>> = {
  cloudformation: readerFor('cloudformation'),
  serverless: readerFor('serverless'),
  policy: readerFor('policy'),
  other: readerFor('other'),
};

/** Tabs indent nothing in YAML, and are allowed between brackets: the parser takes them for an error there too. */
const withoutTabs = (text: string): string =>
  text.includes('\t') ? text.replace(/^ *\t[ \t]*/gm, (blank) => ' '.repeat(blank.length)) : text;

interface Parsed extends Piece {
  readonly isQuoteOpen: boolean;
  readonly errorAt: number;
}

const NOTHING: Parsed = {
  root: undefined,
  hasErrors: false,
  anchors: new Map(),
  hasAliases: false,
  isQuoteOpen: false,
  errorAt: 0,
};

const OPTIONS = { strict: false, uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const;

function parsed(text: string, tool: Tool): Parsed {
  try {
    const { contents, errors } = parseDocument(text, OPTIONS);
    const open = errors.find(({ code, message }) => code === 'MISSING_CHAR' && message.includes('quote'));
    const reader = new Reader(text, tool);
    return {
      root: contents ? reader.node(contents, undefined) : undefined,
      hasErrors: errors.length > 0,
      anchors: reader.anchors,
      hasAliases: reader.hasAliases,
      isQuoteOpen: open !== undefined,
      errorAt: open?.pos[0] ?? 0,
    };
  } catch {
    return { ...NOTHING, hasErrors: true }; // nested too deeply for the parser
  }
}

/**
 * An open quote swallows the lines that follow, up to the next quote. Ended at the end of its own line, it harms nothing else.
 * The text keeps its length: the last character of the line becomes the quote.
 */
function withQuotesClosed(text: string, errorAt: number): string | undefined {
  const lines = text.split('\n');
  let offset = 0;
  let changed = false;
  const closed = lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    const quote = openQuote(line);
    if (quote === undefined || start > errorAt) return line;
    changed = true;
    return `${line.slice(0, -1)}${quote}`;
  });
  return changed ? closed.join('\n') : undefined;
}

/** The quote that a line opens and does not close. */
function openQuote(line: string): string | undefined {
  let open: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (open === '"' && char === '\\') at++;
    else if (char === open) open = undefined;
    else if (!open && (char === '"' || char === "'") && /[\s,[{:-]/.test(line[at - 1] ?? ' ')) open = char;
    else if (!open && char === '#' && /\s/.test(line[at - 1] ?? ' ')) return undefined;
  }
  return open;
}

/** The short forms of CloudFormation's functions. Of `!GetAtt` and the like nothing is known but that they are functions. */
const longName = (tag: string): string | undefined => {
  const name = /^!([A-Z]\w*)$/.exec(tag)?.[1];
  if (name === undefined) return undefined;
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
};

class Reader {
  readonly anchors = new Map<string, Node>();
  hasAliases = false;
  readonly #text: string;
  readonly #tool: Tool;
  /** Whether CloudFormation makes a string of each number: `AWS: 222233334444` is an account. */
  readonly #isStringified: boolean;

  constructor(text: string, tool: Tool) {
    this.#text = text;
    this.#tool = tool;
    this.#isStringified = tool === 'cloudformation' || tool === 'serverless';
  }

  /** The tree of a parsed node. */
  node(parsedNode: ParsedNode, parent: Node | undefined): Node {
    const node = this.#tagged(parsedNode, parent);
    if (!isAlias(parsedNode) && parsedNode.anchor) this.anchors.set(parsedNode.anchor, node);
    return node;
  }

  /** A value with a tag is an object that holds the function's long name. */
  #tagged(parsedNode: ParsedNode, parent: Node | undefined): Node {
    const { tag } = parsedNode;
    const name = tag ? longName(tag) : undefined;
    if (!tag?.startsWith('!') || tag.startsWith('!!')) return this.#untagged(parsedNode, parent);
    const json = tag === '!Sub' ? this.#substitutedJson(parsedNode) : undefined;
    if (json) return Object.assign(json, { parent });
    const inner = this.#untagged(parsedNode, undefined);
    const start = this.#tagBefore(inner.offset, tag);
    const object: NodeDraft = { type: 'object', offset: start, length: nodeLength(inner, start), parent };
    if (name === undefined) return Object.assign(object, { isUnknown: true });
    const property: NodeDraft = { type: 'property', offset: start, length: object.length, parent: object };
    const key: NodeDraft = { type: 'string', offset: start, length: tag.length, value: name, parent: property };
    key.runs = [{ at: 0, start: 0, end: tag.length }];
    property.colonOffset = start + tag.length;
    property.children = [key, Object.assign(inner, { parent: property })];
    object.children = [property];
    return object;
  }

  #tagBefore(offset: number, tag: string): number {
    const found = this.#text.lastIndexOf(tag, offset);
    return found < 0 ? offset : found;
  }

  #untagged(parsedNode: ParsedNode, parent: Node | undefined): NodeDraft {
    if (isMap(parsedNode)) {
      const [only, another] = parsedNode.items;
      const isSub = only && !another && isScalar(only.key) && only.key.value === 'Fn::Sub';
      const json = isSub ? this.#substitutedJson(only.value as ParsedNode | null) : undefined;
      return json ? Object.assign(json, { parent }) : this.#map(parsedNode as never, parent);
    }
    if (isSeq(parsedNode)) {
      const list: NodeDraft = { type: 'array', offset: parsedNode.range[0], length: 0, parent };
      const items = parsedNode.items as readonly (ParsedNode | null)[];
      list.children = items.flatMap((item) => (item && !isEmpty(item) ? [this.node(item, list)] : []));
      return this.#closed(list, parsedNode);
    }
    if (isScalar(parsedNode)) return this.#scalar(parsedNode, parent);
    const [offset, end] = parsedNode.range;
    this.hasAliases = true;
    return { type: 'object', offset, length: Math.max(1, end - offset), parent, isUnknown: true };
  }

  #map(
    map: { range: [number, number, number]; items: readonly { key: unknown; value: unknown }[] },
    parent?: Node,
  ): NodeDraft {
    const object: NodeDraft = { type: 'object', offset: map.range[0], length: 0, parent };
    object.children = map.items.flatMap(({ key: name, value }) => {
      if (!isScalar(name) || !name.range) return [];
      const property: NodeDraft = { type: 'property', offset: name.range[0], length: 0, parent: object };
      const key = {
        ...this.#scalar(name as never, property),
        type: 'string' as const,
        value: name.value === '<<' ? MERGE : String(name.value ?? ''),
      };
      const keyEnd = key.offset + key.length;
      const colon = /^\s*:/.exec(this.#text.slice(keyEnd, keyEnd + 50))?.[0].length;
      if (colon !== undefined) property.colonOffset = keyEnd + colon - 1;
      const inner = value && !isEmpty(value as ParsedNode) ? this.node(value as ParsedNode, property) : undefined;
      property.children = inner ? [key, inner] : [key];
      property.length = (inner ? inner.offset + inner.length : keyEnd + (colon ?? 0)) - property.offset;
      return [property];
    });
    return this.#closed(object, map);
  }

  /** A flow collection ends with its bracket; a block one with its last element. */
  #closed(container: NodeDraft, { range: [start, end] }: { readonly range: [number, number, number] }): NodeDraft {
    const isFlow = /[[{]/.test(this.#text[start] ?? '');
    const isClosed = isFlow && /[\]}]/.test(this.#text[end - 1] ?? '') && end - start > 1;
    const last = lastChildEnd(container);
    container.length = (isClosed ? end : Math.max(last, start + 1)) - start;
    return container;
  }

  /** `isRaw`: JSON in it is left as text. */
  #scalar(
    scalar: Scalar & { range?: [number, number, number] | null },
    parent: Node | undefined,
    isRaw = false,
  ): NodeDraft {
    const [start, end] = scalar.range ?? [0, 0];
    const style = styleOf(scalar.type);
    const { value } = scalar;
    const isText =
      typeof value === 'string' ||
      style !== 'plain' ||
      /^\d{4}-\d\d-\d\d$/.test(String(scalar.source)) ||
      (this.#isStringified && String(value) === scalar.source && typeof value === 'number');
    const node: NodeDraft = { type: 'string', offset: start, length: Math.max(0, end - start), parent };
    if (!isText) {
      node.type = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'null';
      return Object.assign(node, { value });
    }
    const written = String(typeof value === 'string' ? value : scalar.source);
    const quotes = style === 'single' || style === 'double' ? 1 : 0;
    const isClosed = quotes === 1 && end - start > 1 && this.#text[end - 1] === this.#text[start];
    const from = style === 'block' ? this.#blockStart(start) : start + quotes;
    const to = style === 'block' ? Math.max(from, end) : end - (isClosed ? 1 : 0);
    const runsWritten = scalarRuns(written, this.#text, from, to, style);
    const { text, runs } = withoutReferences({ text: written, runs: runsWritten }, this.#tool);
    // A reference in the place of a value may be a list or an object.
    if (text === HOLE) return { type: 'object', offset: start, length: node.length, parent, isUnknown: true };
    const embedded = style === 'block' && !isRaw && isJson(text) ? readEmbedded({ text, runs }, false) : undefined;
    if (embedded) return Object.assign(embedded, { parent });
    return Object.assign(node, {
      value: text,
      runs: runs.map((run) => ({ at: run.at, start: run.start - start, end: run.end - start })),
      ...(runs.length === 0 && { runs: [{ at: 0, start: from - start, end: from - start }] }),
    });
  }

  /** The JSON in a block scalar that `Fn::Sub` is given, what it fills in being holes. */
  #substitutedJson(given: ParsedNode | null): NodeDraft | undefined {
    const template = isSeq(given) ? given.items[0] : given;
    if (!isScalar(template) || styleOf(template.type) !== 'block' || !isJson(String(template.value))) return undefined;
    const { offset, value, runs = [] } = this.#scalar(template as never, undefined, true);
    return readEmbedded(substituted(shifted({ text: String(value), runs }, offset)), true);
  }

  /** Where the text of a block scalar begins: behind the spaces of its first line. */
  #blockStart(header: number): number {
    const lineEnd = this.#text.indexOf('\n', header);
    if (lineEnd < 0) return this.#text.length;
    const blank = /^(?:[ \t]*\r?\n)*[ \t]*/.exec(this.#text.slice(lineEnd + 1))?.[0].length ?? 0;
    return lineEnd + 1 + blank;
  }
}

const isJson = (text: string): boolean => /^\s*[[{]/.test(text);

const isEmpty = (node: ParsedNode): boolean =>
  isScalar(node) && node.value === null && (node.source ?? '') === '' && !node.tag;

const nodeLength = ({ offset, length }: Node, start: number): number => offset + Math.max(0, length) - start;

function styleOf(type: unknown): ScalarStyle {
  if (type === 'QUOTE_SINGLE') return 'single';
  if (type === 'QUOTE_DOUBLE') return 'double';
  return type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL' ? 'block' : 'plain';
}
