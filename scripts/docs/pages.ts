/** The pages of docs/rules: one a rule, and the overview. */
import { RULES } from '../../server/src/rules/index.ts';
import { rulePage } from '../../server/src/rules/page.ts';
import type { Category } from '../../server/src/rules/rule.ts';
import { parity } from './parity.ts';

const CATEGORIES: readonly (readonly [Category, string])[] = [
  ['grammar', 'Grammar: IAM refuses the policy'],
  ['names', 'Names that AWS does not know'],
  ['effect', 'Effect: what the policy says never happens'],
  ['security', 'Security'],
  ['size', 'Size'],
  ['style', 'Style'],
];

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
    ...RULES.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
  ]);
}
