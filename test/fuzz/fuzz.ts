/**
 * A fuzz run over stdio: seeded random edits of real policies, by characters and by JSON structure, with random requests
 * in between. The server must answer every request, go on, and in the end find what it finds in a fresh document.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseTree } from 'jsonc-parser';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { descendants } from '../../server/src/policy/json.ts';
import { type Client, startClient } from '../protocol/client.ts';

/** A small generator with a seed (mulberry32): the same seed gives the same run. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SNIPS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\u0000',
  '\ud800',
  '😀',
  '\r\n',
  '\t',
  '*',
  '${',
  '//',
  '/*',
  'arn:',
  '"Action"',
  '"Effect": "Allow"',
  '"2012-10-17"',
];

function byCharacters(text: string, random: () => number): Change {
  const start = Math.floor(random() * (text.length + 1));
  const end = Math.min(text.length, start + Math.floor(random() ** 3 * 20));
  const snip = SNIPS[Math.floor(random() * SNIPS.length)] ?? '';
  return {
    start,
    end,
    text: random() < 0.4 ? '' : random() < 0.5 ? snip : String.fromCharCode(32 + Math.floor(random() * 95)),
  };
}

/** Doubles, removes or swaps a node of the tree. */
function byStructure(text: string, random: () => number): Change {
  const nodes = [...descendants(parseTree(text))].filter(({ length }) => length > 0);
  const pick = () => nodes[Math.floor(random() * nodes.length)];
  const [node, other] = [pick(), pick()];
  if (!node || !other) return byCharacters(text, random);
  const span = { start: node.offset, end: node.offset + node.length };
  const kind = random();
  if (kind < 0.4) return { ...span, text: text.slice(other.offset, other.offset + Math.min(other.length, 3000)) };
  if (kind < 0.7) return { ...span, text: '' };
  return { start: span.end, end: span.end, text: `,${text.slice(span.start, Math.min(span.end, span.start + 3000))}` };
}

const AT = ['completion', 'hover', 'signatureHelp', 'documentHighlight'] as const;
const WHOLE = ['documentSymbol', 'documentLink', 'foldingRange'] as const;

async function ask(client: Client, document: TextDocument, random: () => number): Promise<void> {
  const textDocument = { uri: document.uri };
  const position = document.positionAt(Math.floor(random() * (document.getText().length + 1)));
  const range = { start: position, end: document.positionAt(document.getText().length) };
  const kind = Math.floor(random() * 8);
  const { connection } = client;
  if (kind < 4) await connection.sendRequest(`textDocument/${AT[kind]}`, { textDocument, position });
  else if (kind === 4)
    await connection.sendRequest(`textDocument/${WHOLE[Math.floor(random() * 3)]}`, { textDocument });
  else if (kind === 5)
    await connection.sendRequest('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
  else if (kind === 6) await connection.sendRequest('textDocument/inlayHint', { textDocument, range });
  else await connection.sendRequest('textDocument/selectionRange', { textDocument, positions: [position] });
}

export interface FuzzRun {
  readonly edits: number;
  readonly requests: number;
}

/** Runs documents with random edits. Throws, with the seed, where the server misbehaves. */
export async function fuzz(seed: number, documents: number, edits: number): Promise<FuzzRun> {
  const random = randomFrom(seed);
  const corpus = ['aws-documentation', 'aws-managed-policies'].flatMap((name) =>
    readFileSync(`test/fixtures/corpus/${name}.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && line.length < 8000)
      .map((line) => JSON.stringify((JSON.parse(line) as { document: unknown }).document, undefined, 2)),
  );
  const logged: string[] = [];
  const client = await startClient({}, undefined, {
    prepare: (connection) =>
      connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
        if (type === 1) logged.push(message);
      }),
  });
  let requests = 0;
  try {
    for (let index = 0; index < documents; index++) {
      const uri = `file:///fuzz/${index}-policy.json`;
      let text = corpus[Math.floor(random() * corpus.length)] ?? '{}';
      let version = 1;
      client.open(text, uri, version);
      for (let edit = 0; edit < edits; edit++) {
        const { start, end, text: inserted } = random() < 0.6 ? byCharacters(text, random) : byStructure(text, random);
        const before = TextDocument.create(uri, 'json', version, text);
        const range = { start: before.positionAt(start), end: before.positionAt(end) };
        const after = TextDocument.update(before, [{ range, text: inserted }], ++version);
        text = after.getText().slice(0, 60_000);
        void client.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges: after.getText().length > 60_000 ? [{ text }] : [{ range, text: inserted }],
        });
        if (random() < 0.3) {
          requests++;
          await ask(client, TextDocument.create(uri, 'json', version, text), random);
        }
      }
      const found = await client.diagnostics(version, uri);
      const fresh = `${uri.slice(0, -'policy.json'.length)}fresh-policy.json`;
      client.open(text, fresh);
      assert.deepEqual(
        found,
        await client.diagnostics(1, fresh),
        `seed ${seed}, document ${index}: findings differ from those of a fresh document`,
      );
      client.close(uri);
      client.close(fresh);
    }
    assert.deepEqual(logged, [], `seed ${seed}: something failed in the server`);
  } finally {
    assert.equal(await client.stop(), 0, `seed ${seed}: exit code`);
  }
  return { edits: documents * edits, requests };
}
