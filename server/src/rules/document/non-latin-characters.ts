import { conditions } from '../../iam/conditions.ts';
import { quoted } from '../../model/printable.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { strings } from '../../policy/statement.ts';
import { within } from '../../policy/value.ts';
import { finding } from '../engine/draft.ts';
import { condition, resource } from '../engine/example.ts';
import { guide } from '../engine/references.ts';
import { defineRule } from '../engine/rule.ts';

/** The kinds that IAM itself stores or takes. */
const OF_IAM: readonly PolicyKind[] = ['identity', 'boundary', 'session', 'trust'];

/** What word processors and chats make of plain characters. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['“', ''],
  ['”', ''],
  ['‘', "'"],
  ['’', "'"],
  ['–', '-'],
  ['—', '-'],
  ['‐', '-'],
  ['‑', '-'],
  ['…', '...'],
  ['\u200b', ''],
  ['\u2060', ''],
  ['\ufeff', ''],
]);

/** A run of what IAM refuses: everything beyond U+00FF. */
const REFUSED = /[\u0100-\uffff]+/g;

export const nonLatinCharacters = defineRule({
  id: 'non-latin-characters',
  category: 'grammar',
  severity: 'error',
  judgesForm: true,
  summary: 'A value holds characters that IAM does not take in a policy.',
  explanation:
    'A policy document holds tabs, line breaks and the characters from U+0020 to U+00FF only. Typographic quotes and dashes, and characters that take no room on the screen, come from word processors, chats and web pages: IAM refuses the whole policy.',
  reference: guide('reference_iam-quotas'),
  fixes: { suggested: 'The plain character is a guess at what was meant.' },
  kinds: OF_IAM,
  bad: [
    resource('arn:aws:bedrock:eu-west-1:222233334444:guardrail/⟦“⟧abc⟦”⟧', 'bedrock:GetGuardrail'),
    condition('"StringEquals": { "aws:PrincipalTag/team": "blue⟦–⟧green" }'),
  ],
  good: condition('"StringEquals": { "aws:PrincipalTag/team": "Zürich" }'),
  *checkStatement(statement, { writer }) {
    const lists = [statement.resource, statement.notResource, ...conditions(statement).map(({ list }) => list)];
    for (const list of lists) {
      for (const value of strings(list)) {
        for (const { 0: refused, index } of value.text.matchAll(REFUSED)) {
          const end = index + refused.length;
          const plain = [...refused].map((character) => PLAIN.get(character));
          const result = finding(
            within(value, index, end),
            `IAM refuses a policy with ${quoted(refused)} (${codes(refused)}) in it. Write a plain character.`,
          );
          if (plain.every((each) => each !== undefined)) {
            const text = plain.join('');
            result.suggest(
              text === '' ? 'Remove it' : `Change to ${quoted(text)}`,
              writer.replaceText(value, text, index, end),
            );
          }
          yield result;
        }
      }
    }
  },
});

/** The first characters by their numbers, since many look like others or like nothing. */
const codes = (text: string): string =>
  [...text]
    .slice(0, 3)
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
