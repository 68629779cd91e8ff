/** Findings as they are printed: for people, and as JSON. */
import { styleText } from 'node:util';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { documentationOfRule, type Finding, type Severity } from '../service.ts';
import { excerptOf, fileName, oneLine, printableJson } from './printing.ts';

export interface FileFindings {
  readonly file: string;
  readonly document: TextDocument;
  readonly policies: number;
  readonly findings: readonly Finding[];
  /** What can be done about a finding, for the report to people. */
  readonly advice: ReadonlyMap<Finding, string>;
}

/** The JSON contract of the command line. Lines and characters are 0-based, characters UTF-16. */
export function jsonReport(files: readonly FileFindings[]): string {
  const findings = files.flatMap(({ file, document, findings: found }) =>
    found.map(({ rule, severity, message, span }) => ({
      file,
      code: rule.id,
      severity,
      message,
      range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
      documentation: documentationOfRule(rule),
    })),
  );
  const policies = files.reduce((sum, file) => sum + file.policies, 0);
  return printableJson({ files: files.length, policies, findings });
}

const COLOURS: Readonly<Record<Severity, 'red' | 'yellow' | 'blue' | 'gray'>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'gray',
};

/** `file:line:column severity code message`, the line underlined, the fix named. Lines and columns are 1-based. */
export function textReport(files: readonly FileFindings[], colors: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colors ? styleText(style, text, { validateStream: false }) : text;
  const parts = files.flatMap(({ file, document, findings, advice }) =>
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
  return `${[...parts, summary(files)].join('\n')}\n`;
}

const WIDEST = 160;

/** A line that is too long to read keeps what is around the finding. */
function clip(line: string, start: number, width: number): { excerpt: string; column: number } {
  if (line.length <= WIDEST) return { excerpt: line, column: start };
  const from = Math.max(0, Math.min(start - 40, line.length - WIDEST));
  return { excerpt: line.slice(from, from + Math.max(WIDEST, Math.min(width + 60, 400))), column: start - from };
}

function summary(files: readonly FileFindings[]): string {
  const policies = files.reduce((sum, file) => sum + file.policies, 0);
  const count = (severity: Severity) =>
    files.reduce((sum, { findings }) => sum + findings.filter((each) => each.severity === severity).length, 0);
  const plural = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  const counts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    `${count('information') + count('hint')} for information`,
  ];
  return `${plural(policies, 'policy', 'policies')} in ${plural(files.length, 'file')}: ${counts.join(', ')}.`;
}
