/** Whatever a document holds, what is said about it quotes no more than 100 characters in a row, and nothing that is not a character of a line. */
import assert from 'node:assert/strict';
import { readDocument } from '../../server/src/service.ts';
import { samples } from '../hostile.ts';
import { service } from '../service.ts';
import { SLOW_DOCUMENTS } from '../slow-documents.ts';

const LONG = 'a b "c" ';
const ODD = '\\n::error ::x\\u001b]0;x\\u202e';

/** The texts that people read of a document: messages, titles, names, hovers. */
function* said(text: string, kind: Parameters<typeof readDocument>[1]): Generator<string> {
  const document = readDocument(text, kind);
  const checker = service.checker(kind ?? {});
  const titleOf = service.titles(document, checker);
  for (const { message, fixes } of service.check(document)) {
    yield message;
    for (const fix of fixes) yield titleOf(fix);
  }
  for (const { name, detail } of service.symbols(document)) yield* [name, detail];
  for (const { tooltip } of service.links(document)) yield tooltip;
  for (const { label, tooltip } of service.inlayHints(document, { start: 0, end: text.length }))
    yield* [label, tooltip];
  for (let offset = 0; offset <= text.length; offset += 197) {
    yield service.hover(document, offset)?.text ?? '';
    for (const { title } of service.refactorings(document, { start: offset, end: offset })) yield title;
    const help = service.signatureHelp(document, offset);
    if (help) yield* [help.label, ...help.parameters.map(({ documentation }) => documentation)];
  }
}

/** Puts a text into each string of a JSON document, one after the other. */
function* withText(text: string, more: string): Generator<string> {
  for (const { index, 0: string } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    if (string.length < 3 || /"(Statement|Version|20..-10-17)"/.test(string)) continue;
    for (const at of [index + 1, index + string.length - 1]) yield text.slice(0, at) + more + text.slice(at);
  }
}

describe('what is said of a document', () => {
  const long = JSON.stringify(LONG.repeat(30)).slice(1, -1);
  /** A different sixth of the examples for each text. */
  const sixth = (which: number) => samples.filter((_, index) => index % 6 === which);
  const pieces = [LONG.repeat(13), 'x'.repeat(101)];

  for (const [which, more] of [long, 'x'.repeat(300)].entries())
    it(`quotes no long text such as ${more.slice(0, 8)}`, () => {
      for (const { text, kind } of sixth(which))
        for (const changed of withText(text, more))
          for (const sentence of said(changed, { kind }))
            for (const piece of pieces)
              assert.ok(
                !sentence.includes(piece),
                `${sentence}
${changed}`,
              );
    });

  it('holds no character that breaks a line or gives orders to a terminal', () => {
    for (const { text, kind } of sixth(2))
      for (const changed of withText(text, ODD))
        for (const sentence of said(changed, { kind })) {
          const line = sentence.replaceAll('\n', '');
          assert.ok(!/[\p{Cc}\u202e]/u.test(line), `${JSON.stringify(sentence)}\n${changed}`);
          assert.ok(!sentence.includes('\n::error'), `${JSON.stringify(sentence)}\n${changed}`);
        }
  });

  it('puts no link and no image into a hover', () => {
    const payloads = [
      '\\r\\r![x](https://evil/i.png)',
      '\\n\\n[x](https://evil)',
      '`` [x](https://evil) ``',
      '`[x](https://evil)',
      '<https://evil>',
    ];
    for (const [which, payload] of payloads.entries())
      for (const { text, kind } of sixth(which))
        for (const changed of withText(text, payload)) {
          const document = readDocument(changed, { kind });
          const at = changed.indexOf(payload);
          for (const offset of [at, at + payload.length]) {
            const hover = service.hover(document, offset)?.text ?? '';
            const outside = hover.replace(/\\[^\w\s]/g, '').replace(/``[\s\S]*?``|`[^`]*`/g, '');
            assert.ok(!/\]\(https:\/\/evil|<https:\/\/evil/.test(outside), `${hover}\n${changed}`);
          }
        }
  });

  it('never comes from the prototype of an object', () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    for (const [index, { text, kind }] of sixth(1).entries())
      for (const { index: at, 0: string } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
        const name = names[(index + at) % names.length] ?? '';
        const parts = string.slice(1, -1).split(/(?<=[:/])|(?=[:/])/);
        for (const part of new Set(parts.keys())) {
          const written = parts.map((each, place) => (place === part ? name : each)).join('');
          const changed = `${text.slice(0, at)}"${written}"${text.slice(at + string.length)}`;
          for (const sentence of said(changed, { kind }))
            assert.ok(!/native code|undefined|\[object|NaN/.test(sentence), `${sentence}\n${changed}`);
          const document = readDocument(changed, { kind });
          service.complete(document, at + 1 + written.length, { snippets: true });
          service.hover(document, at + 2);
        }
      }
    const unknown = (prefix: string) =>
      `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:Get*", "Resource": "*", "Condition": { "StringEquals": { "${prefix}:foo": "x" } } }] }`;
    const idsOf = (text: string) => service.check(readDocument(text)).map(({ rule }) => rule.id);
    for (const name of names) assert.deepEqual(idsOf(unknown(name)), idsOf(unknown('nonsense')), name);
  });

  it('is short for documents that are made to be slow', () => {
    for (const write of Object.values(SLOW_DOCUMENTS))
      for (const sentence of said(write(4000), {})) assert.ok(sentence.length <= 6000, sentence.slice(0, 300));
  });
});
