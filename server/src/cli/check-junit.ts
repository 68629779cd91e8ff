/** Findings as JUnit's XML, for CI servers that show tests: https://github.com/testmoapp/junitxml */
import { documentationOf, type Finding } from '../service.ts';
import type { CheckReport, FileFindings } from './report.ts';
import { xml } from './xml.ts';

/**
 * A suite a file, a case a finding. A finding that makes the run fail is a failure; one that does not passes with a note; one that
 * is excepted or known is skipped. A file without findings is one case that passes.
 */
export function junitReport({ files }: CheckReport, fails: (finding: Finding) => boolean): string {
  const suites = files.map((each) => suite(each, fails));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Bedrock Policy">\n${suites.join('')}</testsuites>\n`;
}

function suite(each: FileFindings, fails: (finding: Finding) => boolean): string {
  const { file, document, findings, excepted, known } = each;
  const name = xml(file);
  const testCase = (finding: Finding, body: string) => {
    const { line } = document.positionAt(finding.span.start);
    return `    <testcase name="${xml(finding.rule.id)} (line ${line + 1})" classname="${name}" file="${name}" line="${line + 1}">\n      ${body}\n    </testcase>\n`;
  };
  const cases = [
    ...findings.map((finding) => {
      const text = `${xml(finding.message)}\n${xml(documentationOf(finding))}`;
      return testCase(
        finding,
        fails(finding)
          ? `<failure type="${finding.severity}" message="${xml(finding.message)}">${text}</failure>`
          : `<system-out>${finding.severity}: ${text}</system-out>`,
      );
    }),
    ...excepted.map(({ finding, exception }) =>
      testCase(finding, `<skipped message="${xml(`excepted: ${exception.reason}`)}"/>`),
    ),
    ...known.map((finding) => testCase(finding, '<skipped message="known from the baseline"/>')),
  ];
  if (cases.length === 0) cases.push(`    <testcase name="no findings" classname="${name}" file="${name}"/>\n`);
  const failures = findings.filter(fails).length;
  return `  <testsuite name="${name}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${excepted.length + known.length}">\n${cases.join('')}  </testsuite>\n`;
}
