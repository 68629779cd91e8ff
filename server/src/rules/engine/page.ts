/** A rule's page as Markdown: in docs/rules, and in the editor. */
import type { Example, Rule } from './rule.ts';

const list = (examples: Example | readonly Example[]): readonly Example[] =>
  Array.isArray(examples) ? examples : [examples as Example];

/** Each example as a JSON block, with the range of the finding between ⟦ and ⟧. */
const block = ({ text, kind, organization }: Example) =>
  `${organization ? `With \`"organization": ${JSON.stringify(organization)}\`:\n\n` : ''}${kind ? `A policy of kind ${kind}:\n\n` : ''}\`\`\`text\n${shortened(text)}\n\`\`\`\n`;

/** The examples of sizes are long by their nature. */
const shortened = (text: string) =>
  text.length <= 3000 ? text : `${text.slice(0, 400)} … ${text.length - 600} characters more … ${text.slice(-200)}`;

/** Which fixes are applied unasked and which are only suggested, each with the reason. */
const fixLines = ({ safe, suggested }: Rule['fixes'] & {}): string =>
  [
    ...(safe ? [`- Safe, applied by “fix all” and \`--fix\`: ${safe}`] : []),
    ...(suggested ? [`- Suggested: ${suggested}`] : []),
    '',
  ].join('\n');

/** The page of a rule: what it finds, why, and examples. */
export function rulePage(rule: Rule): string {
  const { id, category, severity, summary, explanation, reference, kinds, offByDefault, fixes } = rule;
  return [
    `# ${id}\n`,
    `${summary}\n`,
    `- Severity: ${severity}${offByDefault ? ', off unless a setting turns it on' : ''}\n- Category: ${category}\n- Kinds of policy: ${kinds?.join(', ') ?? 'all'}\n`,
    `${explanation}\n`,
    ...(fixes ? ['## Fixes\n', fixLines(fixes)] : []),
    '## Found\n',
    'What is marked ⟦so⟧ is what the finding underlines.\n',
    ...list(rule.bad).map(block),
    '## Not found\n',
    ...list(rule.good).map(block),
    `## Reference\n\n${reference}\n`,
  ].join('\n');
}
