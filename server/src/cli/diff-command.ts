/** `bedrock-policy diff`: what did this edit change about access? */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findFiles } from '../files/find-files.ts';
import { readTextFile } from '../files/read-text.ts';
import {
  type AccessChanges,
  asMarkdown,
  changeLines,
  type HostDocument,
  type LineOf,
  POLICY_KINDS,
  type PolicyChange,
  type PolicyKind,
  type Service,
  type UndecidedChange,
} from '../service.ts';
import { type CommandHost, messageOf, oneOf } from './command.ts';
import { loadConfig } from './config.ts';
import { readFlags } from './flags.ts';
import { textAt } from './git.ts';
import { writeTo } from './output.ts';
import { fileName, oneLine, printableJson } from './printing.ts';
import { UsageError } from './usage.ts';

const text = { type: 'string' } as const;
const FLAGS = {
  base: text,
  format: text,
  'fail-on': text,
  kind: text,
  config: text,
  strict: { type: 'boolean' },
} as const;

const FORMATS = ['text', 'json', 'markdown'] as const;
const THRESHOLDS = ['new-access', 'any-change', 'never'] as const;

interface Compared {
  readonly file: string;
  readonly changes: AccessChanges;
  readonly lineOf: LineOf;
}

/**
 * Runs the command and gives its exit code: 1 where access changed as --fail-on says, 2 where something could not be read, after
 * all others. Throws UsageError for wrong flags.
 */
export async function diffCommand(argv: readonly string[], { service, output, errors }: CommandHost): Promise<number> {
  const { values, positionals } = readFlags(argv, FLAGS);
  const format = oneOf('--format', values.format ?? 'text', FORMATS);
  const failOn = oneOf('--fail-on', values['fail-on'] ?? 'new-access', THRESHOLDS);
  const kind = values.kind === undefined ? undefined : oneOf('--kind', values.kind, POLICY_KINDS);
  const config = await loadConfig(values.config);
  const kindOf = (file: string) => kind ?? config.kindOf(file);
  const complaints: string[] = [];
  const results: Compared[] = [];
  if (values.base === undefined) {
    const [old, young] = positionals;
    if (old === undefined || young === undefined || positionals.length > 2)
      throw new UsageError(
        'Name two files: bedrock-policy diff OLD NEW, or one version: bedrock-policy diff --base main PATH…',
      );
    const texts = await Promise.all([old, young].map(async (file) => (await readTextFile(file)).text));
    const kindOfBoth = kindOf(young) ?? kindOf(old);
    const compared = compare(service, young, texts[0], texts[1], kindOfBoth, complaints);
    if (compared.changes.policies.length === 0)
      throw new Error(`neither ${old} nor ${young} holds a policy that can be read.`);
    results.push(compared);
  } else {
    if (positionals.length === 0)
      throw new UsageError(
        'Say which files or directories to compare, such as: bedrock-policy diff --base main policies/',
      );
    const found = await findFiles(positionals);
    complaints.push(...found.problems);
    for (const file of found.files.filter((each) => !config.isIgnored(each))) {
      try {
        const { text } = await readTextFile(file);
        const before = await textAt(values.base, file);
        if (before === text) continue;
        const compared = compare(service, file, before, text, kindOf(file), complaints);
        if (compared.changes.policies.length > 0) results.push(compared);
      } catch (error) {
        if (error instanceof UsageError) throw error;
        complaints.push(`${file}: ${messageOf(error)}`);
      }
    }
  }
  const isBetweenFiles = values.base === undefined;
  const reports = {
    text: () => textReport(results),
    markdown: () => markdownReport(results),
    json: () =>
      printableJson(
        isBetweenFiles ? jsonOf(results[0]) : results.map((each) => ({ file: each.file, ...jsonOf(each) })),
      ),
  };
  await writeTo(output, reports[format]());
  for (const complaint of complaints) await writeTo(errors, `${fileName(`bedrock-policy: ${complaint}`)}\n`);
  if (complaints.length > 0) return 2;
  return results.some(({ changes }) => fails(changes, failOn, values.strict ?? false)) ? 1 : 0;
}

function compare(
  service: Service,
  file: string,
  before: string | undefined,
  after: string | undefined,
  kind: PolicyKind | undefined,
  complaints: string[],
): Compared {
  const read = (text = ''): HostDocument => service.read(text, { path: file, kind });
  const [old, young] = [read(before), read(after)];
  for (const [document, which] of [
    [old, 'the old version of '],
    [young, ''],
  ] as const)
    if (service.isUnread(document))
      complaints.push(`${which}${file} looks like a policy, and could not be read: check its syntax.`);
  const lines = { before: linesOf(old), after: linesOf(young) };
  return {
    file,
    changes: service.accessChanges(old, young),
    lineOf: (version, { start }) => lines[version].positionAt(start).line + 1,
  };
}

const linesOf = ({ text }: HostDocument): TextDocument => TextDocument.create('', '', 0, text);

function fails(changes: AccessChanges, failOn: (typeof THRESHOLDS)[number], isStrict: boolean): boolean {
  const { newAccess, lostAccess, noLongerDenied, undecided, future } = changes;
  if (failOn === 'never') return false;
  if (newAccess.length + undecided.length > 0 || (isStrict && future.length > 0)) return true;
  return failOn === 'any-change' && lostAccess.length + noLongerDenied.length > 0;
}

/** The JSON contract of the command. Lines are 1-based, of the version that holds the statement. */
function jsonOf(compared: Compared | undefined) {
  if (!compared) return {};
  const { changes, lineOf } = compared;
  const change = ({
    policy,
    actions,
    action,
    resource,
    principal,
    context,
    statement,
    version,
    reason,
    pattern,
    isExact,
  }: PolicyChange) => ({
    policy: policy.name,
    kind: policy.kind,
    action,
    actions,
    resource,
    ...(principal !== undefined && { principal }),
    context,
    ...(pattern && { pattern: pattern.text }),
    reason: reason === 'allow' ? 'allow' : 'deny',
    statement: {
      version,
      line: lineOf(version, statement.span),
      ...(statement.sid?.kind === 'string' && { sid: statement.sid.text }),
    },
    exact: isExact,
  });
  return {
    newAccess: changes.newAccess.map(change),
    lostAccess: changes.lostAccess.map(change),
    noLongerDenied: changes.noLongerDenied.map(change),
    futureAccess: changes.future.map(change),
    undecided: changes.undecided.map(({ policy, actions, statement, version }: UndecidedChange) => ({
      policy: policy.name,
      actions,
      statement: {
        version,
        line: lineOf(version, statement.span),
        ...(statement.sid?.kind === 'string' && { sid: statement.sid.text }),
      },
    })),
    exact: changes.isExact,
  };
}

const isSame = ({ newAccess, lostAccess, noLongerDenied, future, undecided }: AccessChanges): boolean =>
  newAccess.length + lostAccess.length + noLongerDenied.length + future.length + undecided.length === 0;

const SAME = 'the same access';

function textReport(results: readonly Compared[]): string {
  const parts = results.map(({ file, changes, lineOf }) => {
    const kinds = [...new Set(changes.policies.map(({ kind }) => kind))].join(', ');
    if (isSame(changes)) return `${fileName(file)} (${kinds}): ${SAME}\n`;
    const lines = changeLines(changes, lineOf).map(({ depth, text }) => `${'  '.repeat(depth + 1)}${oneLine(text)}\n`);
    return `${fileName(file)} (${kinds})\n${lines.join('')}`;
  });
  return `${parts.join('')}${summaryOf(results)}\n`;
}

function markdownReport(results: readonly Compared[]): string {
  const parts = results.map(({ file, changes, lineOf }) => {
    const body = isSame(changes)
      ? SAME
      : asMarkdown(changeLines(changes, lineOf).map(({ depth, text }) => ({ depth, text: oneLine(text) })));
    return `### ${fileName(file)}\n\n${body}\n\n`;
  });
  return `## Access changes\n\n${parts.join('')}${summaryOf(results)}\n`;
}

function summaryOf(results: readonly Compared[]): string {
  const count = (isMeant: (changes: AccessChanges) => boolean) =>
    results.filter(({ changes }) => isMeant(changes)).length;
  const more = count(({ newAccess }) => newAccess.length > 0);
  const less = count(({ lostAccess }) => lostAccess.length > 0);
  const undecided = results.reduce((sum, { changes }) => sum + changes.undecided.length, 0);
  const files = `${results.length} ${results.length === 1 ? 'file' : 'files'} compared`;
  return `${files}: ${more} ${more === 1 ? 'allows' : 'allow'} more, ${less} ${less === 1 ? 'allows' : 'allow'} less. Not decided: ${undecided}.`;
}
