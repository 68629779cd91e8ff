/** Access Analyzer's checks beside ours: each is done, or it says why it is not. */
import { readFileSync } from 'node:fs';
import { accessAnalyzer } from '../../server/src/rules/engine/references.ts';
import { RULES } from '../../server/src/rules/registry.ts';

type Level = 'error' | 'security-warning' | 'general-warning' | 'suggestion';

interface Check {
  readonly id: string;
  readonly level: Level;
}

/** Checks without a rule of the same id, and why. */
const NOT_DONE: Readonly<Record<string, string>> = {
  'deprecated-global-condition-key':
    'Done as [unsupported-global-condition-key](unsupported-global-condition-key.md): that rule reports aws:ARN, the only key of this check, with aws:PrincipalArn as the fix.',
  'scp-syntax-error-action-wildcard':
    'Obsolete. Since September 2025 service control policies take the whole policy language, wildcards in the middle of an action among it. [SCP syntax](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html)',
  'use-condition-key-only-with-supported-services':
    'Not decidable offline. Which services send aws:VpceAccount, aws:VpceOrgID and aws:VpceOrgPaths is a list on a page of AWS that grows, and no published data hold it. [Global keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)',
};

const LEVELS: readonly (readonly [Level, string])[] = [
  ['error', 'Errors'],
  ['security-warning', 'Security warnings'],
  ['general-warning', 'General warnings'],
  ['suggestion', 'Suggestions'],
];

export const ACCESS_ANALYZER_CHECKS = JSON.parse(
  readFileSync('scripts/docs/access-analyzer-checks.json', 'utf8'),
) as readonly Check[];

/** What the table says of one check; undefined where nothing is known of it. */
export function stateOf({ id }: Check): string | undefined {
  const rule = RULES.find((each) => each.id === id);
  return rule ? `Done: [${id}](${id}.md), ${rule.severity}` : NOT_DONE[id];
}

export function parity(): string {
  const done = ACCESS_ANALYZER_CHECKS.filter((each) => stateOf(each)?.startsWith('Done')).length;
  const tables = LEVELS.map(([level, title]) => {
    const rows = ACCESS_ANALYZER_CHECKS.filter((each) => each.level === level).map(
      (each) => `| [${each.id}](${accessAnalyzer(level, each.id)}) | ${stateOf(each)} |`,
    );
    return `## ${title}\n\n| Access Analyzer | Here |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Access Analyzer's checks\n\nIAM Access Analyzer validates policies with ${ACCESS_ANALYZER_CHECKS.length} checks, in an account and over the network. ${done} of them are done here, offline. A rule keeps the check's id; its severity may differ, because here an error promises that IAM refuses the policy, or that what is underlined can never take effect.\n\n${tables.join('\n')}`;
}
