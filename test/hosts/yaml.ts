/** Policies as YAML. */
import { parseAllDocuments, type ScalarTag } from 'yaml';
import { scalar } from '../../server/src/hosts/yaml/scalar.ts';
import type { Node } from '../../server/src/model/node.ts';
import { childrenOf, Sheet, type Style } from './rendering.ts';

/** CloudFormation's short form, as the long one. */
const SUB: ScalarTag = { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) };

interface YamlStyle {
  readonly quote: '' | '"';
  /** Whether lists stand in brackets. */
  readonly flowLists: boolean;
  readonly step: number;
  readonly listStep: number;
}

class Printer {
  readonly sheet = new Sheet();
  readonly #style: YamlStyle;

  constructor(style: YamlStyle) {
    this.#style = style;
  }

  string(node: Node, inFlow: boolean): void {
    const text = String(node.value);
    if (scalar(text, this.#style.quote, inFlow) === text) this.sheet.string(node, '', (part) => part);
    else this.sheet.string(node, '"', (part) => JSON.stringify(part).slice(1, -1));
  }

  /** A value that begins where the sheet ends: behind a dash, or at the beginning. */
  block(node: Node, own: number): void {
    const { sheet } = this;
    if (node.type === 'object' && childrenOf(node).length > 0) {
      sheet.node(node, () => {
        for (const [number, property] of childrenOf(node).entries()) {
          if (number > 0) sheet.add(`\n${' '.repeat(own)}`);
          this.#property(property, own);
        }
      });
    } else if (node.type === 'array' && childrenOf(node).length > 0 && !this.#isFlow(node)) {
      sheet.node(node, () => {
        for (const [number, child] of childrenOf(node).entries()) {
          sheet.add(`${number > 0 ? `\n${' '.repeat(own)}` : ''}- `);
          this.block(child, own + 2);
        }
      });
    } else this.flow(node);
  }

  #isFlow = (list: Node): boolean =>
    this.#style.flowLists && childrenOf(list).every(({ type }) => type !== 'object' && type !== 'array');

  #property(property: Node, own: number): void {
    const [key, value] = childrenOf(property);
    const { sheet } = this;
    sheet.node(property, () => {
      if (key) this.string(key, false);
      sheet.add(':');
      if (!value) return;
      const isBlock = childrenOf(value).length > 0 && !(value.type === 'array' && this.#isFlow(value));
      const column = own + (value.type === 'array' ? this.#style.listStep : this.#style.step);
      sheet.add(isBlock ? `\n${' '.repeat(column)}` : ' ');
      this.block(value, column);
    });
  }

  flow(node: Node): void {
    const { sheet } = this;
    if (node.type === 'string') this.string(node, node.parent?.type === 'array');
    else if (node.type !== 'array' && node.type !== 'object') sheet.node(node, () => sheet.add(String(node.value)));
    else {
      const [open, close] = node.type === 'array' ? ['[', ']'] : ['{', '}'];
      sheet.node(node, () => {
        sheet.add(open);
        for (const [number, child] of childrenOf(node).entries()) {
          if (number > 0) sheet.add(', ');
          this.flow(child);
        }
        sheet.add(close);
      });
    }
  }
}

const yaml = (name: string, style: YamlStyle): Style => ({
  name,
  path: 'policy.yaml',
  render: (root) => {
    const printer = new Printer(style);
    printer.block(root, 0);
    printer.sheet.add('\n');
    return printer.sheet;
  },
  data: (text) => {
    const documents = parseAllDocuments(text, { customTags: [SUB] });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
    const [only, ...more] = documents.map((document) => document.toJS() as unknown);
    return more.length === 0 ? only : [only, ...more];
  },
});

export const YAML_STYLES: readonly Style[] = [
  yaml('YAML in blocks', { quote: '', flowLists: false, step: 2, listStep: 2 }),
  yaml('YAML with quotes, and lists in brackets', { quote: '"', flowLists: true, step: 4, listStep: 0 }),
];
