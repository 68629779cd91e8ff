/**
 * A fuzz run over stdio: seeded random edits of real and of hostile policies, by characters and by structure, with random
 * requests in between, whose completions, fixes and formatting are applied. The server must answer every request, go on, and
 * in the end find what it finds in a fresh document.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CodeAction, CompletionItem, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseJson } from '../../server/src/hosts/json/parse.ts';
import { descendants } from '../../server/src/model/node.ts';
import { samples } from '../hostile.ts';
import type { Form } from '../hosts/forms/form.ts';
import { TERRAFORM_FORMS } from '../hosts/forms/terraform.ts';
import { YAML_FORMS } from '../hosts/forms/yaml.ts';
import { renderedIn, type Style } from '../hosts/rendering.ts';
import { TERRAFORM_STYLES } from '../hosts/terraform.ts';
import { YAML_STYLES } from '../hosts/yaml.ts';
import { type Client, startClient } from '../protocol/client.ts';
import { pick, piece, type Random, randomFrom, slow } from './hostile.ts';

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function byCharacters(text: string, random: Random): Change {
  const start = Math.floor(random() * (text.length + 1));
  const end = Math.min(text.length, start + Math.floor(random() ** 3 * 20));
  return {
    start,
    end,
    text: random() < 0.4 ? '' : random() < 0.5 ? piece(random) : String.fromCharCode(32 + Math.floor(random() * 95)),
  };
}

/** Doubles, removes or indents a line, or moves it elsewhere. */
function byLines(text: string, random: Random): Change {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const own = Math.floor(random() * starts.length);
  const start = starts[own] ?? 0;
  const end = starts[own + 1] ?? text.length;
  const kind = random();
  if (kind < 0.3) return { start, end, text: '' };
  if (kind < 0.5) return { start, end: start, text: pick([' ', '  ', '\t', '- '], random) };
  const elsewhere = kind < 0.75 ? start : pick(starts, random);
  return { start: elsewhere, end: elsewhere, text: text.slice(start, end) };
}

/** Doubles, removes or swaps a node of the tree. */
function byStructure(text: string, random: Random): Change {
  const nodes = [...descendants(parseJson(text).root)].filter(({ length }) => length > 0);
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
const SYMBOLS = ['', 'policy', 'a b', '\u202e', '('];

/** Asks for something, and gives the edits that an author would accept of the answer. */
async function ask(client: Client, document: TextDocument, random: Random): Promise<readonly TextEdit[]> {
  const textDocument = { uri: document.uri };
  const length = document.getText().length;
  const position = document.positionAt(Math.floor(random() * (length + 1)));
  const range = { start: position, end: document.positionAt(length) };
  const request = <T>(method: string, params: object) =>
    client.connection.sendRequest<T>(`textDocument/${method}`, { textDocument, ...params });
  const kind = Math.floor(random() * 11);
  if (kind === 0) return accepted(await request<Answer>('completion', { position }), random);
  if (kind < 4) await request(AT[kind] ?? 'hover', { position });
  else if (kind === 4) await request(pick(WHOLE, random), {});
  else if (kind < 7) {
    const only = random() < 0.3 ? { only: ['source.fixAll'] } : {};
    const actions = await request<readonly CodeAction[]>('codeAction', {
      range,
      context: { diagnostics: [], ...only },
    });
    if (actions.length === 0) return [];
    const chosen = pick(actions, random);
    const { edit } = chosen.edit
      ? chosen
      : await client.connection.sendRequest<CodeAction>('codeAction/resolve', chosen);
    return edit?.changes?.[document.uri] ?? [];
  } else if (kind === 7) await request('inlayHint', { range });
  else if (kind === 8) await request('selectionRange', { positions: [position] });
  else if (kind === 9) {
    await request('references', { position, context: { includeDeclaration: true } });
    await client.connection.sendRequest('workspace/symbol', { query: pick(SYMBOLS, random) });
  } else {
    const options = { tabSize: pick([2, 4, 0, -1, 1e9, Number.NaN], random), insertSpaces: random() < 0.5 };
    if (random() < 0.5) return request<readonly TextEdit[]>('formatting', { options });
    const tidied = await client.connection.sendRequest<{ readonly edits?: readonly TextEdit[] }>('bedrockPolicy/tidy', {
      textDocument,
      position,
      options,
    });
    return tidied.edits ?? [];
  }
  return [];
}

type Answer = { readonly items: readonly CompletionItem[] } | null;

/** The edits of a completion that is accepted as it stands, its tab stops in it. */
function accepted(answer: Answer, random: Random): readonly TextEdit[] {
  if (!answer || answer.items.length === 0) return [];
  const { textEdit, additionalTextEdits = [] } = pick(answer.items, random);
  return textEdit && 'range' in textEdit ? [textEdit, ...additionalTextEdits] : additionalTextEdits;
}

/** In characters. */
const LONGEST = 60_000;

export interface FuzzRun {
  readonly edits: number;
  readonly requests: number;
}

/** Documents to begin with, and how their structure is edited. */
interface Ground {
  readonly extension: string;
  readonly texts: () => readonly string[];
  readonly byStructure: (text: string, random: Random) => Change;
}

export const GROUNDS = {
  JSON: { extension: 'json', texts: realPolicies, byStructure },
  YAML: { extension: 'yaml', texts: () => inHost(YAML_FORMS, YAML_STYLES), byStructure: byLines },
  Terraform: { extension: 'tf', texts: () => inHost(TERRAFORM_FORMS, TERRAFORM_STYLES), byStructure: byLines },
} satisfies Record<string, Ground>;

/** The forms of real files, and the rules' examples in all styles of a host. */
const inHost = (forms: readonly Form[], styles: readonly Style[]): readonly string[] => [
  ...forms.map(({ text }) => text),
  ...styles.flatMap((style) => samples.flatMap(({ text }) => renderedIn(style, text)?.rendering.text ?? [])),
];

function realPolicies(): readonly string[] {
  return ['aws-documentation', 'aws-managed-policies'].flatMap((name) =>
    readFileSync(`test/fixtures/corpus/${name}.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && line.length < 8000)
      .map((line) => JSON.stringify((JSON.parse(line) as { document: unknown }).document, undefined, 2)),
  );
}

/** Runs documents with random edits. Throws, with the seed, where the server misbehaves. */
export async function fuzz(seed: number, documents: number, edits: number, ground: Ground): Promise<FuzzRun> {
  const random = randomFrom(seed);
  const corpus = ground.texts();
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
      const uri = `file:///fuzz/${index}-policy.${ground.extension}`;
      let text = random() < 0.8 ? (corpus[Math.floor(random() * corpus.length)] ?? '{}') : slow(random);
      let version = 1;
      client.open(text, uri, version);
      const change = (edits: readonly TextEdit[]) => {
        const before = TextDocument.create(uri, 'json', version, text);
        const whole = TextDocument.applyEdits(before, [...edits]);
        const cut = whole.slice(0, LONGEST);
        const [only] = edits;
        const isOne = only && edits.length === 1 && cut === whole;
        text = cut;
        void client.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version: ++version },
          contentChanges: isOne ? [{ range: only.range, text: only.newText }] : [{ text }],
        });
      };
      for (let edit = 0; edit < edits; edit++) {
        const { start, end, text: newText } = (random() < 0.6 ? byCharacters : ground.byStructure)(text, random);
        const document = TextDocument.create(uri, 'json', version, text);
        change([{ range: { start: document.positionAt(start), end: document.positionAt(end) }, newText }]);
        if (random() < 0.3) {
          requests++;
          const wanted = await ask(client, TextDocument.create(uri, 'json', version, text), random);
          assert.ok(
            wanted.every(({ newText }) => typeof newText === 'string'),
            `seed ${seed}: an edit without a text`,
          );
          if (wanted.length > 0 && random() < 0.5) change(wanted);
        }
      }
      const found = await client.diagnostics(version, uri);
      const fresh = `file:///fuzz/${index}-fresh-policy.${ground.extension}`;
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
