/** `bedrock-policy check`. */
import { exceptionFindings } from '../config/exception-findings.ts';
import { findFiles, rootsOf } from '../files/find-files.ts';
import { UnreadableFile } from '../files/read-text.ts';
import { type Finding, POLICY_KINDS, type Severity } from '../service.ts';
import { readBaseline, withBaseline, writeBaseline } from './baseline.ts';
import { checkingOf, INPUT } from './check-files.ts';
import { junitReport } from './check-junit.ts';
import { type CommandHost, messageOf, oneOf } from './command.ts';
import { type Config, loadConfig } from './config.ts';
import { readFlags } from './flags.ts';
import { githubReport } from './github.ts';
import { gitlabReport } from './gitlab.ts';
import { writeTo } from './output.ts';
import { fileName } from './printing.ts';
import { type CheckReport, type FileFindings, findingsAlone, jsonReport, textReport } from './report.ts';
import { sarifReport } from './sarif.ts';
import { covering } from './unused-exceptions.ts';
import { UsageError } from './usage.ts';

const FLAGS = {
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  kind: { type: 'string' },
  'stdin-filename': { type: 'string' },
  config: { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  fix: { type: 'boolean' },
} as const;

const FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
const THRESHOLDS = ['error', 'warning', 'never'] as const;

/** From this number of files on, a terminal shows the progress. */
const MANY = 50;

/**
 * Runs the command and gives its exit code: 2 where something could not be read, judged or written, after the findings of all
 * others. Throws UsageError for wrong flags, Error for a wrong config or baseline and for output that cannot be written.
 */
export async function checkCommand(
  argv: readonly string[],
  { service, version, output, errors }: CommandHost,
): Promise<number> {
  const { values, positionals } = readFlags(argv, FLAGS);
  const format = oneOf('--format', values.format ?? 'text', FORMATS);
  const failOn = oneOf('--fail-on', values['fail-on'] ?? 'error', THRESHOLDS);
  const kind = values.kind === undefined ? undefined : oneOf('--kind', values.kind, POLICY_KINDS);
  const { baseline: baselineFile, 'write-baseline': newBaseline } = values;
  const takesInput = positionals.includes('-');
  if (positionals.length === 0)
    throw new UsageError('Say which files or directories to check, such as: bedrock-policy check .');
  if (values['stdin-filename'] !== undefined && !takesInput)
    throw new UsageError('--stdin-filename names standard input: give "-" as the path too.');
  if (values.fix && takesInput) throw new UsageError('--fix cannot write to standard input.');
  if (baselineFile !== undefined && newBaseline !== undefined)
    throw new UsageError('Give --baseline to compare with a baseline, or --write-baseline to write one, not both.');
  const config = await loadConfig(values.config);
  const baseline = baselineFile === undefined ? undefined : await readBaseline(baselineFile);

  /** What could not be looked at: a sentence each, said at the end. */
  const complaints = new Set<string>();
  const complain = (sentence: string) => void complaints.add(sentence);
  const say = (line: string) => writeTo(errors, `${fileName(line)}\n`);

  const given = positionals.filter((each) => each !== '-');
  const found = await findFiles(given);
  const roots = values.fix ? await rootsOf(given) : [];
  const files = found.files.filter((file) => !config.isIgnored(file));
  for (const problem of found.problems) complain(problem);
  const showsProgress = files.length >= MANY && (errors.isTTY ?? false);
  const checking = checkingOf({ service, config, kind, withAdvice: format === 'text', complain, say });

  const results: FileFindings[] = [];
  /** Adds what was found; one file that cannot be read must not hide the findings of the others. */
  const add = (file: string, checked: Promise<FileFindings>): Promise<void> =>
    checked.then(
      (each) => void results.push(each),
      (error: unknown) => complain(error instanceof UnreadableFile ? error.message : `${file}: ${messageOf(error)}`),
    );
  for (const [index, file] of files.entries()) {
    if (showsProgress && index % 10 === 0) await writeTo(errors, `\rChecking ${index + 1} of ${files.length} files…`);
    await add(file, values.fix ? checking.fixFile(file, roots) : checking.checkFile(file));
  }
  if (showsProgress) await writeTo(errors, '\r\u001b[K');
  const input = values['stdin-filename'] ?? INPUT;
  if (takesInput) await add(input, checking.checkInput(input));
  const checked = results.length;

  const isCovered = await covering(config, given, files);
  results.push(...ofExceptions(config, results, isCovered));

  if (newBaseline !== undefined) {
    const count = await writeBaseline(newBaseline, results);
    await say(`${newBaseline}: ${count === 1 ? '1 finding' : `${count} findings`} written.`);
  }
  const compared = baseline && withBaseline(baseline, results);
  const report: CheckReport = { files: compared?.files ?? results, checked, hasBaseline: baseline !== undefined };
  const fails = ({ severity }: Finding) => reaches(severity, failOn);
  const reports = {
    json: () => jsonReport(report),
    sarif: () => sarifReport(report, version),
    text: () => textReport(report, (output.isTTY ?? false) && !process.env.NO_COLOR),
    github: () => githubReport(report),
    gitlab: () => gitlabReport(report),
    junit: () => junitReport(report, fails),
  };
  if (newBaseline === undefined || values.format !== undefined) await writeTo(output, reports[format]());
  for (const note of found.notes) await say(`bedrock-policy: ${note}`);
  if (compared && compared.gone > 0)
    await say(
      `bedrock-policy: ${compared.gone === 1 ? '1 finding' : `${compared.gone} findings`} of ${baselineFile} ${compared.gone === 1 ? 'is' : 'are'} found no more. Write it again, so that they do not come back unnoticed.`,
    );
  for (const complaint of complaints) await say(`bedrock-policy: ${complaint}`);
  if (complaints.size > 0) return 2;
  if (newBaseline !== undefined) return 0;
  return report.files.some(({ findings }) => findings.some(fails)) ? 1 : 0;
}

/** What is wrong with the exceptions of the config file, in that file. */
function ofExceptions(
  { own }: Config,
  results: readonly FileFindings[],
  isCovered: Awaited<ReturnType<typeof covering>>,
): readonly FileFindings[] {
  if (!own) return [];
  const used = new Set(results.flatMap(({ excepted }) => excepted.map(({ exception }) => exception)));
  const findings = exceptionFindings(own.config, (each) => !used.has(each) && isCovered(each));
  return findings.length > 0 ? [findingsAlone(own.file, own.text, findings)] : [];
}

const reaches = (severity: Severity, threshold: (typeof THRESHOLDS)[number]): boolean =>
  threshold !== 'never' && (severity === 'error' || (threshold === 'warning' && severity === 'warning'));
