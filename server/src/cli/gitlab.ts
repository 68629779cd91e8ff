/** Findings as a code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import type { Severity } from '../service.ts';
import { fingerprints } from './fingerprints.ts';
import { printableJson } from './printing.ts';
import { projectPath } from './project-path.ts';
import type { CheckReport } from './report.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

/** An entry a finding, with a fingerprint that stays as long as what it is about does. Lines are 1-based. */
export const gitlabReport = ({ files }: CheckReport): string =>
  printableJson(
    files.flatMap((each) => {
      const name = projectPath(each.file, process.env.CI_PROJECT_DIR);
      const own = fingerprints(each, name);
      return each.findings.map((finding) => ({
        description: finding.message,
        check_name: finding.rule.id,
        fingerprint: own.get(finding),
        severity: SEVERITIES[finding.severity],
        location: {
          path: name,
          lines: {
            begin: each.document.positionAt(finding.span.start).line + 1,
            end: each.document.positionAt(finding.span.end).line + 1,
          },
        },
      }));
    }),
  );
