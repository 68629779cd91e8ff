/** Policies as Terraform: `jsonencode({…})`, a heredoc, and the blocks of `aws_iam_policy_document`. */
import { inside, objectKey } from '../../server/src/hosts/terraform/strings.ts';
import { type Node, nodeOf } from '../../server/src/model/node.ts';
import { readDocument } from '../../server/src/service.ts';
import { childrenOf, Sheet, type Style } from './rendering.ts';

const pad = (level: number): string => '  '.repeat(level);

/** Objects and lists between brackets. */
class Printer {
  readonly sheet = new Sheet();

  value(node: Node, level: number): void {
    const { sheet } = this;
    if (node.type === 'string') sheet.string(node, '"', (text) => inside(text));
    else if (node.type !== 'array' && node.type !== 'object') sheet.node(node, () => sheet.add(String(node.value)));
    else if (childrenOf(node).length === 0) sheet.node(node, () => sheet.add(node.type === 'array' ? '[]' : '{}'));
    else
      sheet.node(node, () => {
        const isLong = node.type === 'object' || childrenOf(node).some(({ type }) => type === 'object');
        sheet.add(node.type === 'array' ? '[' : '{');
        for (const [number, child] of childrenOf(node).entries()) {
          if (isLong) sheet.add(`${number > 0 && node.type === 'array' ? ',' : ''}\n${pad(level + 1)}`);
          else if (number > 0) sheet.add(', ');
          if (child.type === 'property') this.#property(child, level + 1);
          else this.value(child, level + 1);
        }
        if (isLong) sheet.add(`\n${pad(level)}`);
        sheet.add(node.type === 'array' ? ']' : '}');
      });
  }

  #property(property: Node, level: number): void {
    const [key, value] = childrenOf(property);
    const { sheet } = this;
    sheet.node(property, () => {
      const name = String(key?.value);
      if (key && objectKey(name) === name) sheet.string(key, '', (text) => text);
      else if (key) sheet.string(key, '"', (text) => inside(text));
      sheet.add(' =');
      if (!value) return;
      sheet.add(' ');
      this.value(value, level);
    });
  }
}

/** The data of the first policy of a text. */
function dataOf(text: string): unknown {
  const { policies } = readDocument(text, { path: 'main.tf' });
  const [only, ...more] = policies.map(({ data }) => plain(nodeOf(data)));
  return more.length === 0 ? only : [only, ...more];
}

function plain(node: Node): unknown {
  if (node.type === 'array') return childrenOf(node).map(plain);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    childrenOf(node).flatMap(({ children: [key, value] = [] }) =>
      key ? [[String(key.value), value && plain(value)]] : [],
    ),
  );
}

const objects: Style = {
  name: 'Terraform, jsonencode',
  path: 'main.tf',
  render: (root) => {
    const printer = new Printer();
    printer.sheet.add('resource "x" "y" {\n  policy = jsonencode(');
    printer.value(root, 1);
    printer.sheet.add(')\n}\n');
    return printer.sheet;
  },
  data: dataOf,
};

const heredoc: Style = {
  name: 'Terraform, heredoc',
  path: 'main.tf',
  render: (_, json) => {
    const before = 'resource "x" "y" {\n  policy = <<-EOF\n';
    const lines = json.split('\n').map((line) => `    ${line}`);
    const written = lines.join('\n').replaceAll('${', () => '$${');
    const at = (offset: number) => {
      const line = json.slice(0, offset).split('\n').length;
      const variables = json.slice(0, offset).split('${').length - 1;
      return before.length + offset + 4 * line + variables;
    };
    return {
      text: `${before}${written}\n  EOF\n}\n`,
      spanOf: ({ start, end }) => ({ start: at(start), end: Math.max(at(start), at(end)) }),
    };
  },
  data: dataOf,
};

interface Data {
  readonly Version?: unknown;
  readonly Id?: unknown;
  readonly Statement?: unknown;
  readonly Effect?: unknown;
  readonly [name: string]: unknown;
}

const isObject = (data: unknown): data is Data => typeof data === 'object' && data !== null && !Array.isArray(data);
const listOf = (data: unknown): readonly unknown[] => (Array.isArray(data) ? data : [data]);
const areScalars = (data: unknown): boolean => listOf(data).every((each) => typeof each !== 'object' || each === null);

const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'];
const PRINCIPALS = ['Principal', 'NotPrincipal'];

/** A policy with lists where the blocks have lists; undefined where the blocks cannot say it. */
function writableData(data: unknown): unknown {
  if (!isObject(data) || Object.keys(data).some((name) => !['Version', 'Id', 'Statement'].includes(name)))
    return undefined;
  const { Version: version, Id: id } = data;
  if ((version !== undefined && typeof version !== 'string') || (id !== undefined && typeof id !== 'string'))
    return undefined;
  const statements = listOf(data.Statement).map(writableStatement);
  if (statements.length === 0 || statements.includes(undefined) || version === undefined) return undefined;
  return { ...data, Statement: statements };
}

function writableStatement(data: unknown): unknown {
  if (!isObject(data) || typeof data.Effect !== 'string') return undefined;
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (name === 'Sid' || name === 'Effect') {
      // A sid without text is none.
      if (typeof value !== 'string' || value === '') return undefined;
      written[name] = value;
    } else if (LISTS.includes(name) && areScalars(value)) written[name] = listOf(value);
    else if (PRINCIPALS.includes(name) && (value === '*' || isObject(value))) {
      if (isObject(value) && (!Object.values(value).every(areScalars) || Object.keys(value).length === 0))
        return undefined;
      written[name] = isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([type, ids]) => [type, listOf(ids)]))
        : value;
    } else if (name === 'Condition' && isObject(value) && Object.values(value).every(isObject)) {
      const operators = Object.entries(value as { readonly [name: string]: Data });
      if (operators.length === 0 || operators.some(([, keys]) => Object.keys(keys).length === 0)) return undefined;
      if (!operators.every(([, keys]) => Object.values(keys).every(areScalars))) return undefined;
      written[name] = Object.fromEntries(
        operators.map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, listOf(values)])),
        ]),
      );
    } else return undefined;
  }
  return written;
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  Version: 'version',
  Id: 'policy_id',
  Sid: 'sid',
  Effect: 'effect',
  Action: 'actions',
  NotAction: 'not_actions',
  Resource: 'resources',
  NotResource: 'not_resources',
};

/** A string, or a list of strings on one line. */
function writeValue(sheet: Sheet, node: Node): void {
  if (node.type === 'string') sheet.string(node, '"', (text) => inside(text));
  else if (node.type !== 'array') sheet.node(node, () => sheet.add(String(node.value)));
  else
    sheet.node(node, () => {
      sheet.add('[');
      for (const [index, child] of childrenOf(node).entries()) {
        if (index > 0) sheet.add(', ');
        writeValue(sheet, child);
      }
      sheet.add(']');
    });
}

class BlockPrinter {
  readonly sheet = new Sheet();

  policy(root: Node): void {
    const { sheet } = this;
    sheet.add('data "aws_iam_policy_document" "x" ');
    sheet.node(root, () => {
      sheet.add('{');
      for (const property of childrenOf(root)) {
        const [, value] = childrenOf(property);
        if (property.children?.[0]?.value !== 'Statement') this.#attribute(property, 1);
        else
          for (const statement of value ? childrenOf(value) : []) {
            sheet.add('\n\n  statement ');
            this.#statement(statement);
          }
      }
      sheet.add('\n}');
    });
    sheet.add('\n');
  }

  #attribute(property: Node, level: number): void {
    const [key, value] = childrenOf(property);
    const { sheet } = this;
    sheet.add(`\n${pad(level)}`);
    sheet.node(property, () => {
      if (key) sheet.node(key, () => sheet.add(ATTRIBUTES[String(key.value)] ?? ''));
      sheet.add(' = ');
      if (value) writeValue(sheet, value);
    });
  }

  #statement(statement: Node): void {
    const { sheet } = this;
    sheet.node(statement, () => {
      sheet.add('{');
      for (const property of childrenOf(statement)) {
        const name = String(property.children?.[0]?.value);
        if (ATTRIBUTES[name]) this.#attribute(property, 2);
        else this.#blocks(property, name);
      }
      sheet.add('\n  }');
    });
  }

  /** Principals and conditions: a block each. */
  #blocks(property: Node, name: string): void {
    const { sheet } = this;
    const [key, value] = childrenOf(property);
    const keyword = name === 'Condition' ? 'condition' : name === 'Principal' ? 'principals' : 'not_principals';
    if (!value) return;
    const members = value.type === 'object' ? childrenOf(value) : [value];
    // A block for each key of an operator.
    const all = members.flatMap((member): readonly (readonly [Node, Node | undefined])[] => {
      const [, keys] = name === 'Condition' ? childrenOf(member) : [];
      return keys ? childrenOf(keys).map((each) => [member, each] as const) : [[member, undefined]];
    });
    sheet.add('\n\n    ');
    sheet.node(property, () => {
      const isObject = value.type === 'object';
      const blocks = () => {
        for (const [number, [member, entry]] of all.entries()) {
          if (number > 0) sheet.add('\n\n    ');
          if (key && number === 0) sheet.node(key, () => sheet.add(keyword));
          else sheet.add(keyword);
          sheet.add(' ');
          this.#block(member, name, entry);
        }
      };
      if (isObject) sheet.node(value, blocks);
      else blocks();
    });
  }

  #block(member: Node, name: string, entry: Node | undefined): void {
    const { sheet } = this;
    const line = (attribute: string, write: () => void) => {
      sheet.add(`\n      ${attribute} = `);
      write();
    };
    const isFirst = entry === undefined || entry === childrenOf(childrenOf(member)[1] ?? entry)[0];
    const write = () => {
      sheet.add('{');
      const [key, value] = childrenOf(member);
      if (member.type === 'string') {
        line('type', () => sheet.string(member, '"', (text) => text));
        line('identifiers', () => sheet.add('["*"]'));
      } else if (name === 'Condition') {
        const [variable, values] = entry ? childrenOf(entry) : [];
        line('test', () => (isFirst && key ? writeValue(sheet, key) : sheet.add(JSON.stringify(key?.value))));
        if (variable) line('variable', () => writeValue(sheet, variable));
        if (values) line('values', () => writeValue(sheet, values));
      } else {
        if (key) line('type', () => writeValue(sheet, key));
        if (value) line('identifiers', () => writeValue(sheet, value));
      }
      sheet.add('\n    }');
    };
    if (member.type === 'string' || !isFirst) write();
    else sheet.node(member, write);
  }
}

const blocks: Style = {
  name: 'Terraform, aws_iam_policy_document',
  path: 'main.tf',
  writable: writableData,
  render: (root) => {
    const printer = new BlockPrinter();
    printer.policy(root);
    return printer.sheet;
  },
  data: (text) => writableData(dataOf(text)),
};

/** What modules take: no version, and no id. */
function inputData(data: unknown): unknown {
  if (!isObject(data) || data.Version !== '2012-10-17' || data.Id !== undefined) return undefined;
  const actions = listOf(data.Statement).flatMap((each) =>
    isObject(each) ? [each.Action ?? each.NotAction].flat() : [],
  );
  // Without actions nothing says that these are statements.
  return actions.some((each) => /:/.test(String(each))) ? writableData(data) : undefined;
}

/** Objects with the names of the blocks, in a list. */
class InputPrinter {
  readonly sheet = new Sheet();

  policy(root: Node): void {
    const { sheet } = this;
    const statements = childrenOf(root).find((each) => each.children?.[0]?.value === 'Statement');
    const list = statements && childrenOf(statements)[1];
    sheet.add('module "m" {\n  policy_statements = ');
    sheet.node(root, () => {
      sheet.add('[');
      for (const statement of list ? childrenOf(list) : []) {
        sheet.add('\n    ');
        sheet.node(statement, () => this.#statement(statement));
        sheet.add(',');
      }
      sheet.add('\n  ]');
    });
    sheet.add('\n}\n');
  }

  #statement(statement: Node): void {
    const { sheet } = this;
    sheet.add('{');
    for (const property of childrenOf(statement)) {
      const [key, value] = childrenOf(property);
      const name = String(key?.value);
      sheet.add('\n      ');
      sheet.node(property, () => {
        const attribute = ATTRIBUTES[name];
        if (key) sheet.node(key, () => sheet.add(attribute ?? INPUTS[name] ?? ''));
        sheet.add(' = ');
        if (value && attribute) writeValue(sheet, value);
        else if (value?.type === 'string') this.#blocks(value, name);
        else if (value) sheet.node(value, () => this.#blocks(value, name));
      });
    }
    sheet.add('\n    }');
  }

  #blocks(value: Node, name: string): void {
    const { sheet } = this;
    const blocks =
      value.type === 'string'
        ? [{ type: value, of: value, values: undefined, isFirst: true }]
        : childrenOf(value).flatMap((each) => {
            const [type = each, inner] = childrenOf(each);
            if (name !== 'Condition') return [{ type, of: each, values: inner, isFirst: true }];
            return (inner ? childrenOf(inner) : []).map((entry, index) => ({
              type,
              of: entry,
              values: childrenOf(entry)[1],
              isFirst: index === 0,
            }));
          });
    sheet.add('[');
    for (const [index, { type, of, values, isFirst }] of blocks.entries()) {
      sheet.add(index > 0 ? ', { ' : '{ ');
      const [variable] = childrenOf(of);
      const first = name === 'Condition' ? 'test' : 'type';
      sheet.add(`${first} = `);
      if (isFirst) writeValue(sheet, type);
      else sheet.add(JSON.stringify(type.value));
      if (name === 'Condition' && variable) {
        sheet.add(', variable = ');
        writeValue(sheet, variable);
      }
      sheet.add(name === 'Condition' ? ', values = ' : ', identifiers = ');
      if (values) writeValue(sheet, values);
      else sheet.add('["*"]');
      sheet.add(' }');
    }
    sheet.add(']');
  }
}

const INPUTS: Readonly<Record<string, string>> = {
  Principal: 'principals',
  NotPrincipal: 'not_principals',
  Condition: 'condition',
};

const inputs: Style = {
  name: 'Terraform, the inputs of a module',
  path: 'main.tf',
  mayDecline: true,
  writable: inputData,
  render: (root) => {
    const printer = new InputPrinter();
    printer.policy(root);
    return printer.sheet;
  },
  data: (text) => inputData({ Version: '2012-10-17', ...(dataOf(text) as object) }),
};

export const TERRAFORM_STYLES: readonly Style[] = [objects, heredoc, blocks, inputs];
