/** Findings as they are printed: for people, and as JSON. */
import path from 'node:path';
import { styleText } from 'node:util';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { documentationOf, type Excepted, type Finding, type Severity } from '../service.ts';
import { excerptOf, fileName, oneLine, printableJson } from './printing.ts';

export interface FileFindings {
  readonly file: string;
  readonly document: TextDocument;
  readonly policies: number;
  readonly findings: readonly Finding[];
  /** Findings that an exception sets apart. */
  readonly excepted: readonly Excepted[];
  /** Findings that the baseline knows. */
  readonly known: readonly Finding[];
  /** What can be done about a finding, for the report to people. */
  readonly advice: ReadonlyMap<Finding, string>;
}

/** Findings in a file that holds no policies. */
export const findingsAlone = (file: string, text: string, findings: readonly Finding[]): FileFindings => ({
  file: path.relative('', file),
  document: TextDocument.create(file, 'json', 0, text),
  policies: 0,
  findings,
  excepted: [],
  known: [],
  advice: new Map(),
});

export interface CheckReport {
  /** What was checked, and the config file where its exceptions have findings. */
  readonly files: readonly FileFindings[];
  /** How many files were checked. */
  readonly checked: number;
  /** Whether there is a baseline. */
  readonly hasBaseline: boolean;
}

/** The JSON contract of the command line. Lines and characters are 0-based, characters UTF-16. */
export function jsonReport({ files, checked, hasBaseline }: CheckReport): string {
  const all = (of: (file: FileFindings) => readonly Finding[]) =>
    files.flatMap((file) => of(file).map((finding) => asJson(file, finding)));
  const exceptions = files.flatMap((file) =>
    file.excepted.map(({ finding, exception: { reason, expires }, isComment }) => ({
      ...asJson(file, finding),
      reason,
      ...(expires && { expires }),
      in: isComment ? 'comment' : 'config',
    })),
  );
  return printableJson({
    files: checked,
    policies: policiesIn(files),
    findings: all(({ findings }) => findings),
    exceptions,
    ...(hasBaseline && { known: all(({ known }) => known) }),
  });
}

const asJson = ({ file, document }: FileFindings, finding: Finding) => ({
  file,
  code: finding.rule.id,
  severity: finding.severity,
  message: finding.message,
  range: { start: document.positionAt(finding.span.start), end: document.positionAt(finding.span.end) },
  documentation: documentationOf(finding),
});

const policiesIn = (files: readonly FileFindings[]): number => files.reduce((sum, { policies }) => sum + policies, 0);

const COLOURS: Readonly<Record<Severity, 'red' | 'yellow' | 'blue' | 'gray'>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'gray',
};

/** `file:line:column severity code message`, the line underlined, the fix named. Lines and columns are 1-based. */
export function textReport(report: CheckReport, colors: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colors ? styleText(style, text, { validateStream: false }) : text;
  const parts = report.files.flatMap(({ file, document, findings, advice }) =>
    findings.map((found) => {
      const { rule, severity, message, span } = found;
      const start = document.positionAt(span.start);
      const end = document.positionAt(span.end);
      const line = document
        .getText({ start: { line: start.line, character: 0 }, end: { line: start.line + 1, character: 0 } })
        .replace(/\r?\n$/, '');
      const width = Math.max(1, (end.line === start.line ? end.character : line.length) - start.character);
      const { excerpt, column } = clip(excerptOf(line), start.character, width);
      const what = advice.get(found);
      return [
        `${paint('bold', `${fileName(file)}:${start.line + 1}:${start.character + 1}`)} ${paint(COLOURS[severity], severity)} ${oneLine(message)} ${paint('gray', `[${rule.id}]`)}`,
        `| ${excerpt}`,
        `| ${' '.repeat(column)}${paint(COLOURS[severity], '~'.repeat(Math.min(width, Math.max(1, excerpt.length - column))))}`,
        ...(what ? [paint('gray', `| ${oneLine(what)}`)] : []),
        '',
      ].join('\n');
    }),
  );
  return `${[...parts, summary(report)].join('\n')}\n`;
}

const WIDEST = 160;

/** A line that is too long to read keeps what is around the finding. */
function clip(line: string, start: number, width: number): { excerpt: string; column: number } {
  if (line.length <= WIDEST) return { excerpt: line, column: start };
  const from = Math.max(0, Math.min(start - 40, line.length - WIDEST));
  return { excerpt: line.slice(from, from + Math.max(WIDEST, Math.min(width + 60, 400))), column: start - from };
}

/** How much was checked and found, in a sentence. */
export function summary({ files, checked }: CheckReport): string {
  const sum = (of: (file: FileFindings) => number) => files.reduce((total, file) => total + of(file), 0);
  const count = (severity: Severity) =>
    sum(({ findings }) => findings.filter((each) => each.severity === severity).length);
  const plural = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  const excepted = sum((file) => file.excepted.length);
  const known = sum((file) => file.known.length);
  const counts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    `${count('information') + count('hint')} for information`,
    ...(excepted > 0 ? [`${excepted} excepted`] : []),
    ...(known > 0 ? [`${known} known from the baseline`] : []),
  ];
  return `${plural(policiesIn(files), 'policy', 'policies')} in ${plural(checked, 'file')}: ${counts.join(', ')}.`;
}
