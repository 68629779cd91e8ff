import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJson } from '../../../../server/src/hosts/json/parse.ts';
import { type ParsedText, reparseJson } from '../../../../server/src/hosts/json/reparse.ts';
import { contentOf } from '../../../../server/src/model/moved.ts';
import type { Node } from '../../../../server/src/model/node.ts';
import { holds } from '../../../properties.ts';

const POLICY = `{
  "Version": "2012-10-17", // as always
  "Statement": [
    { "Sid": "A", "Effect": "Allow", "Action": ["bedrock:Get*", "bedrock:List*"], "Resource": "*", },
    { "Sid": "B\\"", "Effect": "Deny", "Action": "bedrock:*", "Resource": "*", "Condition": { "Bool": { "a:b": [true, null, -1.5] } } },
    {}, [], ""
  ]
}
`;

/** A tree as plain data; that each child knows its parent is checked on the way. */
function plain(node: Node | undefined): unknown {
  if (!node) return undefined;
  for (const child of node.children ?? []) assert.equal(child.parent, node);
  const { type, value, offset, length, colonOffset } = node;
  return { type, value, offset, length, colonOffset, children: node.children?.map(plain) };
}

const version = (text: string, before?: ParsedText): ParsedText => ({
  ...(before ? reparseJson(text, before) : parseJson(text)),
  text,
});

/** An array index or a property's name, down to a node. */
function nodeAt(root: Node | undefined, ...path: readonly (string | number)[]): Node {
  let node = root;
  for (const step of path) {
    const child = node?.children?.find((each, index) => index === step || each.children?.[0]?.value === step);
    node = typeof step === 'number' ? child : child?.children?.[1];
  }
  return node ?? assert.fail(`nothing at ${path.join('.')}`);
}

describe('a later version of a text', () => {
  it('has the tree of a fresh parse after any edits', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(80)),
      insert: fc.constantFrom('', 'x', 'x', '"', '\\', '{', '}', '[]', ',', ':', '\n', '//', '/*', '*/', '1', '"a":{}'),
      isUndone: fc.boolean(),
    });
    let taken = 0;
    let seen = 0;
    holds(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        let last = version(POLICY);
        const see = (text: string) => {
          const next = version(text, last);
          const fresh = parseJson(text);
          assert.deepEqual(plain(next.root), plain(fresh.root), text);
          assert.deepEqual(next.problems, fresh.problems);
          seen++;
          if (next.root?.children?.some((child) => contentOf(child) !== child)) taken++;
          last = next;
        };
        for (const { at, remove, insert, isUndone } of edits) {
          const { text } = last;
          const start = at % (text.length + 1);
          see(text.slice(0, start) + insert + text.slice(start + remove));
          if (isUndone) see(text);
        }
      }),
      1500,
    );
    assert.ok(taken > seen / 20, `most of the tree was taken over ${taken} times of ${seen} only`);
  });

  it('leaves the earlier one as it is', () => {
    const first = version(POLICY);
    const second = version(POLICY.replace('bedrock:Get*', 'bedrock:GetAgent'), first);
    const before = plain(second.root);
    const third = version(second.text.replace('"B', '"Beta'), second);
    assert.deepEqual(plain(first.root), plain(parseJson(POLICY).root));
    assert.deepEqual(plain(second.root), before);
    assert.deepEqual(plain(third.root), plain(parseJson(third.text).root));
  });

  it('takes over what did not change, whatever it was made from', () => {
    const first = version(POLICY);
    const second = version(POLICY.replace('bedrock:Get*', 'bedrock:GetAgent'), first);
    const third = version(second.text.replace('bedrock:List*', 'bedrock:ListAgents'), second);
    for (const path of [['Version'], ['Statement', 1], ['Statement', 0, 'Sid'], ['Statement', 4]]) {
      const origin = contentOf(nodeAt(third.root, ...path));
      assert.equal(origin, contentOf(nodeAt(second.root, ...path)));
      assert.equal(origin, nodeAt(first.root, ...path));
    }
    const typed = nodeAt(third.root, 'Statement', 0, 'Action', 1);
    assert.equal(typed.value, 'bedrock:ListAgents');
    assert.equal(contentOf(typed).offset, 0);
  });

  it('holds no earlier version: what is typed in every statement in turn does not pile up', () => {
    const statement = '{ "Sid": "a", "Action": ["b:c"] }';
    let last = version(`[${Array(50).fill(statement).join()}]`);
    const { root } = last;
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 50; index++) {
        const at = nodeAt(last.root, index, 'Sid').offset + 1;
        last = version(`${last.text.slice(0, at)}x${last.text.slice(at)}`, last);
      }
    }
    const roots = new Set<Node>();
    const visit = (node: Node) => {
      let top = contentOf(node);
      while (top.parent) top = top.parent;
      roots.add(top);
      node.children?.forEach(visit);
    };
    if (last.root) visit(last.root);
    roots.delete(last.root as Node);
    assert.ok(roots.delete(root as Node), 'the first one is still looked into');
    for (const each of roots) assert.equal(each.type, 'string', 'and the strings that were typed');
  });

  it('is parsed as a whole where the change reaches over the end of a value', () => {
    for (const [from, to] of [
      ['"Allow"', '"Allow'],
      ['"*", }', '"*" }'],
      ['}\n', '} }\n'],
      ['// as always', '/* as always'],
      ['{}, [], ""', ''],
      [POLICY, ''],
    ] as const) {
      const text = POLICY.replace(from, to);
      const next = version(text, version(POLICY));
      assert.deepEqual(plain(next.root), plain(parseJson(text).root), to);
      assert.deepEqual(next.problems, parseJson(text).problems);
    }
  });

  it('may nest as deep as a first one, and deeper', () => {
    for (let depth = 500; depth < 8000; depth += 500) {
      const deep = (core: string) => `${'['.repeat(depth)}${core}${']'.repeat(depth)}`;
      assert.deepEqual(version(deep('"ab"'), version(deep('"a"'))).problems, []);
    }
  });
});
