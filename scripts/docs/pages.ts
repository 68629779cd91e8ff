/** The pages of docs/rules: one a rule, and the overview. */

import { rulePage } from '../../server/src/rules/engine/page.ts';
import type { Category } from '../../server/src/rules/engine/rule.ts';
import { RULES } from '../../server/src/rules/registry.ts';
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
  return `# Rules\n\nGenerated from the rules' own meta with \`npm run docs\`. The examples on each page run as tests. [Access Analyzer's checks](access-analyzer.md) lists all of AWS's own, and which of them are done here. [Fixes and suggestions](fixes.md) says which fixes are applied unasked, and why.\n\n${sections.join('\n')}`;
}

/** What is fixed unasked, what is suggested, and why: one row a rule. */
function fixes(): string {
  const rows = RULES.flatMap(({ id, fixes: own }) => {
    if (!own) return [];
    const { safe, suggested } = own;
    const kinds = safe && suggested ? 'safe or suggested' : safe ? 'safe' : 'suggested';
    const why = [safe && `Safe: ${safe}`, suggested && `Suggested: ${suggested}`].filter(Boolean).join(' ');
    return [`| [${id}](${id}.md) | ${kinds} | ${why} |`];
  }).toSorted();
  return `# Fixes and suggestions

A **safe** fix is one that “fix all” and \`bedrock-policy check --fix\` apply unasked: it allows no request that was not allowed, lifts no Deny, drops no condition, adds no permission, and rests neither on a guessed kind of policy nor on a name that the catalog merely lacks. Before a safe fix is applied, the policy before and after are compared on requests of their own actions and resources; what would let more through is left alone.

Everything else is a **suggestion**: the editor offers it, and you decide. A suggestion that lets more through says so in its title: “(widens access)”. Where a document has more than a hundred suggestions at once, the later ones say “(may widen access)”: they were not compared.

${rows.length} of ${RULES.length} rules offer one or the other.

| Rule | | Why |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/** File name → text. */
export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', overview()],
    ['access-analyzer.md', parity()],
    ['fixes.md', fixes()],
    ...RULES.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
  ]);
}
