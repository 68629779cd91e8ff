/** The reader of Terraform files agrees with tree-sitter’s grammar on every string of the policies of whole files. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { Language, Parser, type Node as SyntaxNode } from 'web-tree-sitter';
import { descendants, nodeOf } from '../../../../server/src/model/node.ts';
import { readDocument } from '../../../../server/src/service.ts';
import { TERRAFORM_FORMS } from '../../../hosts/forms/terraform.ts';

const GRAMMAR = 'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm';

const all = function* (node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of node.children) if (child) yield* all(child);
};

/** Whether a string stands where nothing of it is known: in what is filled in, or given to a function that makes another text. */
const isComputed = (node: SyntaxNode): boolean => {
  for (let each = node.parent; each; each = each.parent) {
    if (/^(?:template_interpolation|for_tuple_expr|for_object_expr|index|conditional_expr_predicate)$/.test(each.type))
      return true;
    const name = each.type === 'function_call' ? each.child(0)?.text : undefined;
    if (name !== undefined && !/^(?:jsonencode|concat|flatten|compact|merge)$/.test(name)) return true;
  }
  return false;
};

describe('the strings of Terraform’s policies', () => {
  let parser: Parser;
  before(async () => {
    await Parser.init();
    parser = new Parser();
    parser.setLanguage(await Language.load(path.resolve(GRAMMAR)));
  });

  for (const { name, text, path: file } of TERRAFORM_FORMS)
    it(`stand where a grammar finds them: ${name}`, () => {
      const tree = parser.parse(text) ?? assert.fail('no tree');
      assert.equal(tree.rootNode.hasError, false, 'the form is no Terraform');
      const { policies } = readDocument(text, { path: file });
      const isInPolicy = (start: number, end: number) =>
        policies.some(({ span }) => span.start <= start && end <= span.end);
      const wanted = [...all(tree.rootNode)]
        .filter(({ type, parent }) => /^(?:string_lit|quoted_template)$/.test(type) && parent?.type !== 'block')
        .filter((node) => isInPolicy(node.startIndex, node.endIndex) && !isComputed(node) && node.text !== '""')
        .map((node) => node.text);
      const found = policies.flatMap(({ data }) =>
        [...descendants(nodeOf(data))]
          .filter(({ type, length, offset }) => type === 'string' && length > 0 && text[offset] === '"')
          .map(({ offset, length }) => text.slice(offset, offset + length)),
      );
      // In a heredoc the grammar sees one text.
      if (name.startsWith('heredocs')) assert.deepEqual(wanted, []);
      else assert.deepEqual(found.toSorted(), wanted.toSorted());
    });
});
