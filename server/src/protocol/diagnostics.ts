/** The diagnostics of a document, whichever kind it is, and of a file that is not open. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isTestFile, type Rule, type Service, type TestFileProblem } from '../service.ts';
import type { ConfigDocuments } from './config-documents.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { MOST_IN_BACKGROUND } from './files.ts';
import type { Log } from './log.ts';
import type { OpenDocuments } from './open-documents.ts';
import type { CheckedFile } from './workspace-diagnostics.ts';

const TEST_SEVERITIES: Readonly<Record<TestFileProblem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

const TOO_LARGE: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  message: `This file has more than ${MOST_IN_BACKGROUND} characters, so that it is checked only while it is open. Open it, or run bedrock-policy check.`,
  severity: DiagnosticSeverity.Information,
  code: 'not-read',
  source: 'Bedrock Policy',
};

interface DiagnosticsHost {
  readonly service: Service;
  readonly open: OpenDocuments;
  readonly configs: ConfigDocuments;
  readonly log: Log;
}

/** The diagnostics of an open document: a config file, a file of tests, or one that may hold policies. */
export function diagnosticsOf({ service, open, configs }: DiagnosticsHost, document: TextDocument): Diagnostic[] {
  if (configs.has(document.uri)) return [...configs.of(document)];
  if (isTestFile(document.uri)) return diagnosticsOfTests(service, document);
  return open.findingsOf(document).map((finding) => toDiagnostic(document, finding));
}

const diagnosticsOfTests = (service: Service, document: TextDocument): Diagnostic[] =>
  service.readTestFile(document.getText()).problems.map(({ span, message, severity }) => ({
    range: toRange(document, span),
    message,
    severity: TEST_SEVERITIES[severity],
    source: 'Bedrock Policy',
  }));

/** Checks a file that is not open. One that is too large for that is said to be. */
export function checkFile({ service, open, log }: DiagnosticsHost, uri: string, text: string): CheckedFile {
  if (text.length > MOST_IN_BACKGROUND)
    return { policies: 0, diagnostics: service.looksLikePolicy(text) ? [TOO_LARGE] : [] };
  const document = TextDocument.create(uri, 'json', 0, text);
  const options = open.optionsFor(document);
  const policies = service.read(text, { path: uri, kind: options.kind });
  const onFailure = (rule: Rule, error: unknown) => log.reportOnce(`Rule ${rule.id}`, error, document);
  const { findings, excepted } = service.judge(policies, { ...options, onFailure });
  return {
    policies: policies.policies.length,
    diagnostics: findings.map((finding) => toDiagnostic(document, finding)),
    used: excepted.map(({ exception }) => exception),
  };
}
