/** `bedrock-policy list`: every policy that is found, and where. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findFiles } from '../files/find-files.ts';
import { readTextFile, UnreadableFile } from '../files/read-text.ts';
import { type HostDocument, type ListedPolicy, type ListedValue, POLICY_KINDS, type Span } from '../service.ts';
import { type CommandHost, messageOf, notUtf8Warning, oneOf } from './command.ts';
import { loadConfig } from './config.ts';
import { readFlags } from './flags.ts';
import { writeTo } from './output.ts';
import { fileName, oneLine, printableJson } from './printing.ts';
import { UsageError } from './usage.ts';

const FLAGS = { format: { type: 'string' }, kind: { type: 'string' }, config: { type: 'string' } } as const;

interface FilePolicies {
  readonly file: string;
  readonly document: HostDocument;
  readonly policies: readonly ListedPolicy[];
}

/**
 * Runs the command and gives its exit code: 2 where something could not be read, after the policies of all others. Throws
 * UsageError for wrong flags, Error for a wrong config or output that cannot be written.
 */
export async function listCommand(argv: readonly string[], { service, output, errors }: CommandHost): Promise<number> {
  const { values, positionals } = readFlags(argv, FLAGS);
  const format = oneOf('--format', values.format ?? 'text', ['text', 'json'] as const);
  const kind = values.kind === undefined ? undefined : oneOf('--kind', values.kind, POLICY_KINDS);
  if (positionals.length === 0)
    throw new UsageError('Say which files or directories to list, such as: bedrock-policy list .');
  const config = await loadConfig(values.config);
  const found = await findFiles(positionals);
  const complaints = [...found.problems];
  const files = found.files.filter((file) => !config.isIgnored(file));
  const results: FilePolicies[] = [];
  for (const file of files) {
    try {
      const { text, encoding } = await readTextFile(file);
      const document = service.read(text, { path: file, kind: kind ?? config.kindOf(file) });
      if (encoding === 'unknown' && document.policies.length > 0) complaints.push(notUtf8Warning(file));
      if (service.isUnread(document))
        complaints.push(`${file} looks like a policy, and could not be read: check its syntax.`);
      results.push({ file, document, policies: service.inventory(document) });
    } catch (error) {
      complaints.push(error instanceof UnreadableFile ? error.message : `${file}: ${messageOf(error)}`);
    }
  }
  await writeTo(output, format === 'json' ? jsonList(results) : textList(results));
  for (const note of found.notes) await writeTo(errors, `${fileName(`bedrock-policy: ${note}`)}\n`);
  for (const complaint of complaints) await writeTo(errors, `${fileName(`bedrock-policy: ${complaint}`)}\n`);
  return complaints.length > 0 ? 2 : 0;
}

/** The JSON contract of the command. Lines and characters are 0-based, characters UTF-16. */
function jsonList(files: readonly FilePolicies[]): string {
  const policies = files.flatMap(({ file, document, policies: own }) => {
    const lines = TextDocument.create(file, '', 0, document.text);
    const range = ({ start, end }: Span) => ({ start: lines.positionAt(start), end: lines.positionAt(end) });
    const values = (list: readonly ListedValue[]) =>
      list.map(({ text, span, isKnown }) => ({ text, range: range(span), isKnown }));
    return own.map(({ span, statements, ...rest }) => ({
      file,
      host: document.host.name,
      range: range(span),
      ...rest,
      statements: statements.map(({ sid, effect, span: place, isConditional, ...lists }) => ({
        ...(sid !== undefined && { sid }),
        ...(effect !== undefined && { effect }),
        range: range(place),
        isConditional,
        actions: values(lists.actions),
        notActions: values(lists.notActions),
        resources: values(lists.resources),
        notResources: values(lists.notResources),
      })),
    }));
  });
  return printableJson({ files: files.length, policies });
}

/** `file:line:column kind name: statements, size`. Lines and columns are 1-based. */
function textList(files: readonly FilePolicies[]): string {
  const lines = files.flatMap(({ file, document, policies }) => {
    const text = TextDocument.create(file, '', 0, document.text);
    return policies.map(({ span, kind, name, statements, size, quota, isPartial }) => {
      const { line, character } = text.positionAt(span.start);
      const count = `${statements.length} ${statements.length === 1 ? 'statement' : 'statements'}`;
      const more = isPartial ? ' and what the template adds' : '';
      const use = `${size.toLocaleString('en')} of ${quota.toLocaleString('en')} characters`;
      return `${fileName(file)}:${line + 1}:${character + 1} ${kind} ${oneLine(name)}: ${count}${more}, ${use}`;
    });
  });
  const count = files.reduce((sum, { policies }) => sum + policies.length, 0);
  const summary = `${count} ${count === 1 ? 'policy' : 'policies'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}.`;
  return `${[...lines, summary].join('\n')}\n`;
}
