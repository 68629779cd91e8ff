/** The pages of docs/rules: one a rule, and the overview. */
import { RULES } from '../../server/src/rules/index.ts';
import type { Category, Example, Rule } from '../../server/src/rules/rule.ts';
import { parity } from './parity.ts';

const CATEGORIES: readonly (readonly [Category, string])[] = [
  ['grammar', 'Grammar: IAM refuses the policy'],
  ['names', 'Names that AWS does not know'],
  ['effect', 'Effect: what the policy says never happens'],
  ['security', 'Security'],
  ['size', 'Size'],
  ['style', 'Style'],
];

const list = (examples: Example | readonly Example[]): readonly Example[] =>
  Array.isArray(examples) ? examples : [examples as Example];

/** Each example as a JSON block; what the finding marks stands between ⟦ and ⟧. */
const block = ({ text, kind }: Example) =>
  `${kind ? `A policy of kind ${kind}:\n\n` : ''}\`\`\`text\n${shortened(text)}\n\`\`\`\n`;

/** The examples of sizes are long by their nature. */
const shortened = (text: string) =>
  text.length <= 3000 ? text : `${text.slice(0, 400)} … ${text.length - 600} characters more … ${text.slice(-200)}`;

function page(rule: Rule): string {
  const { id, category, severity, summary, explanation, reference, kinds, offByDefault } = rule;
  return [
    `# ${id}\n`,
    `${summary}\n`,
    `- Severity: ${severity}${offByDefault ? ', off unless a setting turns it on' : ''}\n- Category: ${category}\n- Kinds of policy: ${kinds?.join(', ') ?? 'all'}\n`,
    `${explanation}\n`,
    '## Found\n',
    'What is marked ⟦so⟧ is what the finding underlines.\n',
    ...list(rule.bad).map(block),
    '## Not found\n',
    ...list(rule.good).map(block),
    `## Reference\n\n${reference}\n`,
  ].join('\n');
}

function overview(): string {
  const sections = CATEGORIES.flatMap(([category, title]) => {
    const rules = RULES.filter((rule) => rule.category === category);
    if (rules.length === 0) return [];
    const rows = rules.map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary} |`);
    return [`## ${title}\n\n| Rule | Severity | |\n| --- | --- | --- |\n${rows.join('\n')}\n`];
  });
  return `# Rules\n\nGenerated from the rules' own meta with \`npm run docs\`. The examples on each page run as tests. [Access Analyzer's checks](access-analyzer.md) lists all of AWS's own, and which of them are done here.\n\n${sections.join('\n')}`;
}

/** File name → text. */
export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', overview()],
    ['access-analyzer.md', parity()],
    ...RULES.map((rule): [string, string] => [`${rule.id}.md`, page(rule)]),
  ]);
}
