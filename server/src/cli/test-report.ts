/** The outcomes of tests as they are printed: for people, as JSON, and for CI servers that read JUnit's format. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { explanation, type TestFileProblem, type TestOutcome } from '../service.ts';
import { type LoadedPolicies, placeText } from './applied-policies.ts';
import { fileName, oneLine, printableJson } from './printing.ts';
import { xml } from './xml.ts';

/** What came of a test file. */
export interface FileOutcome {
  readonly file: string;
  readonly document: TextDocument;
  readonly problems: readonly TestFileProblem[];
  readonly outcomes: readonly TestOutcome[];
  /** Undefined where a policy could not be read. */
  readonly loaded: LoadedPolicies | undefined;
}

const lineOf = ({ document }: FileOutcome, { start }: { readonly start: number }): number =>
  document.positionAt(start).line + 1;

/** Why a test failed, in lines. */
function failureLines(result: FileOutcome, { test, failure }: TestOutcome): readonly string[] {
  if (!failure) return [];
  const { evaluation, message } = failure;
  const where = `${fileName(result.file)}:${lineOf(result, test.span)}: ${message}`;
  if (!evaluation || !result.loaded) return [where];
  const { action, resource } = evaluation.point;
  return [
    where,
    `for ${action} on ${resource}`,
    ...explanation(evaluation, result.loaded.policies, placeText(result.loaded)),
    ...keysHint(evaluation.keys, evaluation.verdict),
  ];
}

const keysHint = (keys: readonly string[], verdict: string): readonly string[] =>
  verdict === 'depends' && keys.length > 0
    ? [
        `give a value in "context", or null for a key that is absent: ${keys.map((key) => JSON.stringify(key)).join(', ')}`,
      ]
    : [];

const countOf = (results: readonly FileOutcome[]) => {
  const outcomes = results.flatMap((each) => each.outcomes);
  const failed = outcomes.filter(({ failure }) => failure).length;
  return { tests: outcomes.length, failed, passed: outcomes.length - failed };
};

export function textReport(results: readonly FileOutcome[], withCoverage: boolean): string {
  const parts = results.map((result) => {
    const problems = result.problems.map(({ span, severity, message }) => {
      const { line, character } = result.document.positionAt(span.start);
      return `  ${fileName(result.file)}:${line + 1}:${character + 1} ${severity} ${oneLine(message)}\n`;
    });
    const tests = result.outcomes.map((outcome) => {
      const requests = `${outcome.requests} ${outcome.requests === 1 ? 'request' : 'requests'}`;
      const lines = failureLines(result, outcome).map((line) => `      ${oneLine(line)}\n`);
      return `  ${outcome.failure ? '✗' : '✓'} ${oneLine(outcome.test.name)} (${requests})\n${lines.join('')}`;
    });
    return `${fileName(result.file)}\n${problems.join('')}${tests.join('')}`;
  });
  const { failed, passed } = countOf(results);
  const coverage = withCoverage ? results.flatMap(coverageOf).map(coverageLine).join('') : '';
  return `${parts.join('')}${coverage}${passed} passed, ${failed} failed.\n`;
}

interface Coverage {
  readonly file: string;
  readonly statements: number;
  /** The statements by which no test decides: line, and Sid where there is one. */
  readonly uncovered: readonly { readonly line: number; readonly sid?: string }[];
}

/** For each file of policies: how many statements decide some test. */
function coverageOf({ loaded, outcomes }: FileOutcome): readonly Coverage[] {
  if (!loaded) return [];
  const deciding = new Set(outcomes.flatMap((outcome) => [...outcome.deciding]));
  const files = new Map<string, { statements: number; uncovered: { line: number; sid?: string }[] }>();
  for (const applied of loaded.policies) {
    for (const statement of applied.policy.statements) {
      const { file, line } = loaded.placeOf(applied, statement);
      if (file === 'FullAWSAccess') continue;
      const own = files.get(file) ?? { statements: 0, uncovered: [] };
      files.set(file, own);
      own.statements++;
      if (!deciding.has(statement))
        own.uncovered.push({ line, ...(statement.sid?.kind === 'string' && { sid: statement.sid.text }) });
    }
  }
  return [...files].map(([file, each]) => ({ file, ...each }));
}

function coverageLine({ file, statements, uncovered }: Coverage): string {
  const lines = uncovered.map(({ line, sid }) => `line ${line}${sid ? ` "${oneLine(sid)}"` : ''}`);
  const rest = lines.length === 0 ? '' : `: no test decides by ${lines.join(', ')}`;
  return `${fileName(file)}: ${statements - uncovered.length} of ${statements} statements decide a test${rest}\n`;
}

/** The JSON contract of the command. Lines are 1-based. */
export function jsonReport(results: readonly FileOutcome[], withCoverage: boolean): string {
  const files = results.map((result) => ({
    file: result.file,
    problems: result.problems.map(({ span, severity, message }) => ({
      severity,
      message,
      range: { start: result.document.positionAt(span.start), end: result.document.positionAt(span.end) },
    })),
    tests: result.outcomes.map((outcome) => ({
      name: outcome.test.name,
      line: lineOf(result, outcome.test.span),
      passed: outcome.failure === undefined,
      requests: outcome.requests,
      expected: outcome.test.decision,
      ...(outcome.failure && {
        message: outcome.failure.message,
        ...(outcome.failure.evaluation && {
          verdict: outcome.failure.evaluation.verdict,
          action: outcome.failure.evaluation.point.action,
          resource: outcome.failure.evaluation.point.resource,
          keys: outcome.failure.evaluation.keys,
        }),
        explanation: failureLines(result, outcome).slice(1),
      }),
    })),
    ...(withCoverage && { coverage: coverageOf(result) }),
  }));
  return printableJson({ ...countOf(results), files });
}

/** https://github.com/testmoapp/junitxml: a suite a file, a case a test. A file that is wrong is an error. */
export function junitReport(results: readonly FileOutcome[]): string {
  const suites = results.map((result) => {
    const errors = result.problems.filter(({ severity }) => severity === 'error');
    const cases = result.outcomes.map((outcome) => {
      const attributes = `name="${xml(outcome.test.name)}" classname="${xml(result.file)}" file="${xml(result.file)}" line="${lineOf(result, outcome.test.span)}"`;
      if (!outcome.failure) return `    <testcase ${attributes}/>\n`;
      const body = failureLines(result, outcome).map(xml).join('\n');
      return `    <testcase ${attributes}>\n      <failure message="${xml(outcome.failure.message)}">${body}</failure>\n    </testcase>\n`;
    });
    const wrong = errors.map(
      ({ span, message }) =>
        `    <testcase name="${xml(result.file)}" classname="${xml(result.file)}" file="${xml(result.file)}" line="${lineOf(result, span)}">\n      <error message="${xml(message)}"/>\n    </testcase>\n`,
    );
    const failures = result.outcomes.filter(({ failure }) => failure).length;
    return `  <testsuite name="${xml(result.file)}" tests="${result.outcomes.length + errors.length}" failures="${failures}" errors="${errors.length}">\n${[...cases, ...wrong].join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}
