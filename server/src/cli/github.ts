/**
 * Findings as annotations of GitHub Actions, which it shows at their lines in the pull request.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
import { documentationOf, type Finding, type Severity } from '../service.ts';
import { oneLine } from './printing.ts';
import { projectPath } from './project-path.ts';
import { type CheckReport, type FileFindings, summary } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

const BY_IMPORTANCE = ['error', 'warning', 'information', 'hint'] as const;

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A line a finding, and the summary. GitHub shows the first ten of a step and a severity, so that the most severe come first. */
export function githubReport(report: CheckReport): string {
  const all = report.files.flatMap((file) => file.findings.map((finding) => ({ file, finding })));
  const lines = BY_IMPORTANCE.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity)).map(
    ({ file, finding }) => annotation(file, finding),
  );
  return `${[...lines, summary(report)].join('\n')}\n`;
}

/** Lines and columns are 1-based. Columns are given only where the finding is on one line. */
function annotation({ file, document }: FileFindings, finding: Finding): string {
  const { rule, severity, message, span } = finding;
  const start = document.positionAt(span.start);
  const end = document.positionAt(span.end);
  const columns =
    start.line === end.line
      ? `,col=${start.character + 1},endColumn=${Math.max(start.character + 2, end.character + 1)}`
      : '';
  const place = `file=${property(oneLine(projectPath(file, process.env.GITHUB_WORKSPACE)))},line=${start.line + 1},endLine=${end.line + 1}${columns}`;
  return `::${COMMANDS[severity]} ${place},title=${property(rule.id)}::${data(`${oneLine(message)}\n${oneLine(documentationOf(finding))}`)}`;
}
