/** `bedrock-policy check`. */
import { fstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type DecodedText, decode } from '../../../shared/decode.ts';
import { findFiles, isWithin, rootsOf } from '../files/find-files.ts';
import { readTextFile, UnreadableFile } from '../files/read-text.ts';
import {
  type Checker,
  type Finding,
  type HostDocument,
  POLICY_KINDS,
  type PolicyKind,
  type Rule,
  type Service,
  type Severity,
} from '../service.ts';
import { type CommandHost, messageOf, notUtf8Warning, oneOf } from './command.ts';
import { loadConfig } from './config.ts';
import { writeTo } from './output.ts';
import { notUtf8, writePolicyFile } from './policy-file.ts';
import { fileName } from './printing.ts';
import { type FileFindings, jsonReport, textReport } from './report.ts';
import { sarifReport } from './sarif.ts';
import { UsageError } from './usage.ts';

const FORMATS = ['text', 'json', 'sarif'] as const;
const THRESHOLDS = ['error', 'warning', 'never'] as const;

/** What standard input is called where --stdin-filename does not say. */
const INPUT = '<stdin>';

/** From this number of files on, a terminal shows the progress. */
const MANY = 50;

/**
 * Runs the command and gives its exit code: 2 where something could not be read, judged or written, after the findings of all
 * others. Throws UsageError for wrong flags, Error for a wrong config or output that cannot be written.
 */
export async function checkCommand(
  argv: readonly string[],
  { service, version, output, errors }: CommandHost,
): Promise<number> {
  const { values, positionals } = parse(argv);
  const format = oneOf('--format', values.format ?? 'text', FORMATS);
  const failOn = oneOf('--fail-on', values['fail-on'] ?? 'error', THRESHOLDS);
  const kind = values.kind === undefined ? undefined : oneOf('--kind', values.kind, POLICY_KINDS);
  if (positionals.length === 0)
    throw new UsageError('Say which files or directories to check, such as: bedrock-policy check .');
  if (values['stdin-filename'] !== undefined && !positionals.includes('-'))
    throw new UsageError('--stdin-filename names standard input: give "-" as the path too.');
  if (values.fix && positionals.includes('-')) throw new UsageError('--fix cannot write to standard input.');
  const input = values['stdin-filename'] ?? INPUT;
  const config = await loadConfig(values.config);
  const { rules: severities, defaultAccount: account } = config.options;

  /** What could not be looked at: a sentence each, said at the end. */
  const complaints = new Set<string>();
  const complain = (sentence: string) => void complaints.add(sentence);
  const say = (line: string) => writeTo(errors, `${fileName(line)}\n`);

  const checkerOf = (file: string, kindOfFile: PolicyKind | undefined): Checker => {
    const onFailure = ({ id }: Rule, error: unknown) =>
      complain(`${file}: the rule ${id} failed, so what it looks for may be there: ${messageOf(error)}`);
    return service.checker({ path: file, kind: kindOfFile }, { severities, account, onFailure });
  };
  const reported = (
    file: string,
    document: HostDocument,
    findings: readonly Finding[],
    checker: Checker,
  ): FileFindings => {
    const unjudged = findings.filter(({ rule }) => rule.meansUnjudged).map(({ rule }) => rule.id);
    if (unjudged.length > 0) complain(`${file} could not be judged completely: ${[...new Set(unjudged)].join(', ')}.`);
    return {
      file,
      document: TextDocument.create(file, 'json', 0, document.text),
      policies: document.policies.length,
      findings,
      advice: format === 'text' ? adviceOn(findings, service.titles(document, checker)) : new Map(),
    };
  };
  const read = (file: string, { text, encoding }: DecodedText, kindOfFile: PolicyKind | undefined): HostDocument => {
    const document = service.read(text, { path: file, kind: kindOfFile });
    if (encoding === 'unknown' && document.policies.length > 0) complain(notUtf8Warning(file));
    return document;
  };

  const results: FileFindings[] = [];
  const found = await findFiles(positionals.filter((each) => each !== '-'));
  const roots = values.fix ? await rootsOf(positionals) : [];
  const files = found.files.filter((file) => !config.isIgnored(file));
  for (const problem of found.problems) complain(problem);
  const showsProgress = files.length >= MANY && (errors.isTTY ?? false);

  /** Checks a file, after fixing it under `--fix`. A file that cannot be written is checked as it is. */
  const checkFile = async (file: string): Promise<FileFindings> => {
    const kindOfFile = kind ?? config.kindOf(file);
    const before = await readTextFile(file);
    const document = read(file, before, kindOfFile);
    const checker = checkerOf(file, kindOfFile);
    const asItIs = () => reported(file, document, checker.check(document), checker);
    if (!values.fix) return asItIs();
    if (before.encoding !== 'utf-8') {
      if (document.policies.length > 0) complain(notUtf8(file));
      return asItIs();
    }
    const fixed = service.fixAll(document, checker);
    if (!fixed.isComplete)
      await say(
        `${file} is very large or complex: not all of its safe fixes were tried. Run the command again, or divide it.`,
      );
    if (fixed.count === 0) return reported(file, document, fixed.findings, checker);
    try {
      const target = await realpath(file);
      if (!roots.some((root) => isWithin(root, target))) {
        await say(`${file} is a link to ${target}, outside of the given files and folders. Name it to have it fixed.`);
        return asItIs();
      }
      await writePolicyFile(target, before, fixed.document.text);
      await say(`${file}: ${fixed.count === 1 ? '1 fix' : `${fixed.count} fixes`} applied.`);
      return reported(file, fixed.document, fixed.findings, checker);
    } catch (error) {
      complain(messageOf(error));
      return asItIs();
    }
  };

  const checkInput = async (): Promise<FileFindings> => {
    // Of a directory, Node reads nothing and says nothing.
    if (fstatSync(0).isDirectory()) throw new Error('It is a directory. Name it as a path instead.');
    const kindOfInput = kind ?? (input === INPUT ? undefined : config.kindOf(input));
    const document = read(input, decode(await buffer(process.stdin)), kindOfInput);
    const checker = checkerOf(input, kindOfInput);
    return reported(input, document, checker.check(document), checker);
  };

  /** Adds what was found; one file that cannot be read must not hide the findings of the others. */
  const add = (file: string, checked: Promise<FileFindings>): Promise<void> =>
    checked.then(
      (found) => void results.push(found),
      (error: unknown) => complain(error instanceof UnreadableFile ? error.message : `${file}: ${messageOf(error)}`),
    );
  for (const [index, file] of files.entries()) {
    if (showsProgress && index % 10 === 0) await writeTo(errors, `\rChecking ${index + 1} of ${files.length} files…`);
    await add(file, checkFile(file));
  }
  if (showsProgress) await writeTo(errors, '\r\u001b[K');
  if (positionals.includes('-')) await add(input, checkInput());

  const reports = {
    json: () => jsonReport(results),
    sarif: () => sarifReport(results, version),
    text: () => textReport(results, (output.isTTY ?? false) && !process.env.NO_COLOR),
  };
  await writeTo(output, reports[format]());
  for (const note of found.notes) await say(`bedrock-policy: ${note}`);
  for (const complaint of complaints) await say(`bedrock-policy: ${complaint}`);
  if (complaints.size > 0) return 2;
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
        'stdin-filename': { type: 'string' },
        config: { type: 'string' },
        fix: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** The safe fix of each finding, else the first suggestion for an error or a warning. The title says so where it widens access. */
function adviceOn(findings: readonly Finding[], titleOf: ReturnType<Service['titles']>): ReadonlyMap<Finding, string> {
  const advice = new Map<Finding, string>();
  for (const finding of findings) {
    const { fixes, severity } = finding;
    const [first] = fixes;
    const safe = fixes.find(({ isSafe }) => isSafe);
    if (safe) advice.set(finding, `fix: ${safe.title}`);
    else if (first && (severity === 'error' || severity === 'warning'))
      advice.set(finding, `suggestion: ${titleOf(first)}`);
  }
  return advice;
}

const reaches = (severity: Severity, threshold: (typeof THRESHOLDS)[number]): boolean =>
  threshold !== 'never' && (severity === 'error' || (threshold === 'warning' && severity === 'warning'));
