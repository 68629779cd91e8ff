/** `bedrock-policy check`. */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalog } from '../catalog/catalog.ts';
import { readDocument } from '../policy/document.ts';
import { POLICY_KINDS, type PolicyKind } from '../policy/kind.ts';
import { check } from '../rules/check.ts';
import type { Severity } from '../rules/rule.ts';
import { findFiles } from './files.ts';
import { type FileFindings, jsonReport, textReport } from './report.ts';
import { UsageError } from './usage.ts';

export interface CommandHost {
  readonly catalog: Catalog;
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly errors: NodeJS.WritableStream;
}

const FORMATS = ['text', 'json'] as const;
const THRESHOLDS = ['error', 'warning', 'never'] as const;

/** Runs the command and gives its exit code. Throws UsageError for wrong flags, Error for unreadable input. */
export async function checkCommand(argv: readonly string[], { catalog, output }: CommandHost): Promise<number> {
  const { values, positionals } = parse(argv);
  const format = oneOf('--format', values.format ?? 'text', FORMATS);
  const failOn = oneOf('--fail-on', values['fail-on'] ?? 'error', THRESHOLDS);
  const kind = values.kind === undefined ? undefined : oneOf('--kind', values.kind, POLICY_KINDS);
  if (positionals.length === 0)
    throw new UsageError('Say which files or directories to check, such as: bedrock-policy check .');

  const results: FileFindings[] = [];
  for (const file of await findFiles(positionals.filter((each) => each !== '-')))
    results.push(checkText(file, await read(file), kind, catalog));
  if (positionals.includes('-')) results.push(checkText('<stdin>', await readAll(process.stdin), kind, catalog));

  output.write(
    format === 'json' ? jsonReport(results) : textReport(results, (output.isTTY ?? false) && !process.env.NO_COLOR),
  );
  return results.some(({ findings }) => findings.some(({ severity }) => reaches(severity, failOn))) ? 1 : 0;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { format: { type: 'string' }, 'fail-on': { type: 'string' }, kind: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`${flag} is "${value}". Write one of ${allowed.join(', ')}.`);
  return found;
}

async function read(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read: ${error.message}`);
  });
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function checkText(file: string, text: string, kind: PolicyKind | undefined, catalog: Catalog): FileFindings {
  const document = readDocument(text, { path: file, kind });
  return {
    file,
    document: TextDocument.create(file, 'json', 0, text),
    policies: document.policies.length,
    findings: check(document, { catalog }),
  };
}

const reaches = (severity: Severity, threshold: (typeof THRESHOLDS)[number]): boolean =>
  threshold !== 'never' && (severity === 'error' || (threshold === 'warning' && severity === 'warning'));
