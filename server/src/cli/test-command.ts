/** `bedrock-policy test`: do the policies decide as their tests say? */
import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findFiles } from '../files/find-files.ts';
import { readTextFile } from '../files/read-text.ts';
import { isTestFile, type Service, TEST_FILE_ENDING, type TestFile, type TestFileProblem } from '../service.ts';
import { type LoadedFile, type LoadedPolicies, loadFile, together } from './applied-policies.ts';
import { type CommandHost, messageOf, oneOf } from './command.ts';
import { type Config, loadConfig } from './config.ts';
import { readFlags } from './flags.ts';
import { writeTo } from './output.ts';
import { fileName } from './printing.ts';
import { type FileOutcome, jsonReport, junitReport, textReport } from './test-report.ts';
import { UsageError } from './usage.ts';

const FLAGS = { format: { type: 'string' }, config: { type: 'string' }, coverage: { type: 'boolean' } } as const;

/**
 * Runs the command and gives its exit code: 1 where a test fails, 2 where a test file is wrong or something could not be read,
 * after all others. Throws UsageError for wrong flags.
 */
export async function testCommand(argv: readonly string[], { service, output, errors }: CommandHost): Promise<number> {
  const { values, positionals } = readFlags(argv, FLAGS);
  const format = oneOf('--format', values.format ?? 'text', ['text', 'json', 'junit'] as const);
  if (positionals.length === 0)
    throw new UsageError('Say which test files or directories to run, such as: bedrock-policy test .');
  const config = await loadConfig(values.config);
  const found = await findFiles(positionals);
  const complaints = [...found.problems];
  const results: FileOutcome[] = [];
  const files = found.files.filter((file) => isTestFile(file) && !config.isIgnored(file));
  for (const file of files) {
    try {
      results.push(await run(file, service, config, complaints));
    } catch (error) {
      complaints.push(`${file}: ${messageOf(error)}`);
    }
  }
  if (files.length === 0) complaints.push(`there is no *${TEST_FILE_ENDING} in ${positionals.join(', ')}.`);
  const coverage = values.coverage ?? false;
  const reports = {
    text: () => textReport(results, coverage),
    json: () => jsonReport(results, coverage),
    junit: () => junitReport(results),
  };
  await writeTo(output, reports[format]());
  for (const complaint of complaints) await writeTo(errors, `${fileName(`bedrock-policy: ${complaint}`)}\n`);
  if (complaints.length > 0 || results.some(({ problems }) => problems.some(({ severity }) => severity === 'error')))
    return 2;
  return results.some(({ outcomes }) => outcomes.some(({ failure }) => failure)) ? 1 : 0;
}

async function run(file: string, service: Service, config: Config, complaints: string[]): Promise<FileOutcome> {
  const { text } = await readTextFile(file);
  const document = TextDocument.create(file, 'json', 0, text);
  const read = service.readTestFile(text);
  const { loaded, problems } = await load(file, read, config);
  complaints.push(...(loaded?.warnings ?? []));
  const outcomes = loaded ? read.tests.map((test) => service.runTest(test, loaded.policies)) : [];
  return { file, document, problems: [...read.problems, ...problems], outcomes, loaded };
}

/** The policies that a test file names, relative to it; without names, the file of the same name. */
async function load(
  file: string,
  { policies }: TestFile,
  config: Config,
): Promise<{ readonly loaded: LoadedPolicies | undefined; readonly problems: readonly TestFileProblem[] }> {
  const folder = path.dirname(file);
  const own = `${file.slice(0, -TEST_FILE_ENDING.length)}.json`;
  const named =
    policies.length > 0 ? policies : [{ path: path.basename(own), kind: undefined, span: { start: 0, end: 1 } }];
  const problems: TestFileProblem[] = [];
  const files: LoadedFile[] = [];
  for (const { path: name, kind, span } of named) {
    try {
      files.push(await loadFile({ file: path.join(folder, name), kind }, config));
    } catch (error) {
      const hint = policies.length > 0 ? '' : ' Name the files of the policies as "policies".';
      problems.push({ span, severity: 'error', message: `${messageOf(error)}${hint}` });
    }
  }
  return { loaded: problems.length > 0 ? undefined : together(files), problems };
}
