/** `bedrock-policy check`. */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { TextDocument } from 'vscode-languageserver-textdocument';
import writeFileAtomic from 'write-file-atomic';
import type { Catalog } from '../catalog/catalog.ts';
import { fixText } from '../features/code-actions.ts';
import { findFiles, rootsOf } from '../files/find-files.ts';
import { readDocument } from '../policy/document.ts';
import { POLICY_KINDS, type PolicyKind } from '../policy/kind.ts';
import { check } from '../rules/check.ts';
import type { Severity } from '../rules/rule.ts';
import { loadConfig } from './config.ts';
import { type FileFindings, jsonReport, textReport } from './report.ts';
import { sarifReport } from './sarif.ts';
import { UsageError } from './usage.ts';

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

export interface CommandHost {
  readonly catalog: Catalog;
  readonly version: string;
  readonly output: Output;
  readonly errors: Output;
}

const FORMATS = ['text', 'json', 'sarif'] as const;
const THRESHOLDS = ['error', 'warning', 'never'] as const;

/** From so many files on, a terminal shows how far the run has come. */
const MANY = 50;

/** Runs the command and gives its exit code. Throws UsageError for wrong flags, Error for unreadable input or a wrong config. */
export async function checkCommand(
  argv: readonly string[],
  { catalog, version, output, errors }: CommandHost,
): Promise<number> {
  const { values, positionals } = parse(argv);
  const format = oneOf('--format', values.format ?? 'text', FORMATS);
  const failOn = oneOf('--fail-on', values['fail-on'] ?? 'error', THRESHOLDS);
  const kind = values.kind === undefined ? undefined : oneOf('--kind', values.kind, POLICY_KINDS);
  if (positionals.length === 0)
    throw new UsageError('Say which files or directories to check, such as: bedrock-policy check .');
  if (values.fix && positionals.includes('-')) throw new UsageError('--fix cannot write to standard input.');
  const config = await loadConfig(values.config);
  const { rules: severities, defaultAccount: account } = config.options;

  const checkText = (file: string, text: string, kindOfFile: PolicyKind | undefined): FileFindings => {
    const document = readDocument(text, { path: file, kind: kindOfFile });
    return {
      file,
      document: TextDocument.create(file, 'json', 0, text),
      policies: document.policies.length,
      findings: check(document, { catalog, severities, account }),
    };
  };

  const results: FileFindings[] = [];
  const found = await findFiles(positionals.filter((each) => each !== '-'));
  const roots = values.fix ? await rootsOf(positionals) : [];
  const files = found.filter((file) => !config.isIgnored(file));
  const showsProgress = files.length >= MANY && (errors.isTTY ?? false);
  for (const [index, file] of files.entries()) {
    if (showsProgress && index % 10 === 0) errors.write(`\rChecking ${index + 1} of ${files.length} files…`);
    const text = await read(file);
    const kindOfFile = kind ?? config.kindOf(file);
    const result = checkText(file, text, kindOfFile);
    const mended = values.fix ? fixText(text, (each) => checkText(file, each, kindOfFile).findings) : text;
    if (mended === text) {
      results.push(result);
      continue;
    }
    const target = await realpath(file);
    if (roots.some((root) => target === root || target.startsWith(`${root}${path.sep}`))) {
      await write(target, mended);
      results.push(checkText(file, mended, kindOfFile));
    } else {
      errors.write(`${file} is a link to ${target}, outside of what was given. To have it mended, name it.\n`);
      results.push(result);
    }
  }
  if (showsProgress) errors.write('\r\u001b[K');
  if (positionals.includes('-')) results.push(checkText('<stdin>', await readAll(process.stdin), kind));

  const reports = {
    json: () => jsonReport(results),
    sarif: () => sarifReport(results, version),
    text: () => textReport(results, (output.isTTY ?? false) && !process.env.NO_COLOR),
  };
  output.write(reports[format]());
  return results.some(({ findings }) => findings.some(({ severity }) => reaches(severity, failOn))) ? 1 : 0;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        kind: { type: 'string' },
        config: { type: 'string' },
        fix: { type: 'boolean' },
      },
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

const BYTE_ORDER_MARK = '\ufeff';

async function read(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read: ${error.message}`);
  });
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** Writes a file whole or not at all, its mode kept. */
async function write(file: string, text: string): Promise<void> {
  const old = await readFile(file, 'utf8');
  await writeFileAtomic(file, old.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text).catch(
    (error: NodeJS.ErrnoException) => {
      throw new Error(`${file} cannot be written: ${error.message}`);
    },
  );
}

const reaches = (severity: Severity, threshold: (typeof THRESHOLDS)[number]): boolean =>
  threshold !== 'never' && (severity === 'error' || (threshold === 'warning' && severity === 'warning'));
