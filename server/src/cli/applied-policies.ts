/** The policies of files, as they apply to a request, and where their statements stand. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readTextFile } from '../files/read-text.ts';
import {
  type AccessKind,
  type AppliedPolicy,
  appliedFrom,
  onlyDenies,
  type PolicyKind,
  readDocument,
} from '../service.ts';
import { notUtf8Warning } from './command.ts';
import type { Config } from './config.ts';
import { fileName, oneLine } from './printing.ts';

/** Where a statement stands. Lines are 1-based. */
interface Place {
  readonly file: string;
  readonly line: number;
}

export interface LoadedPolicies {
  readonly policies: readonly AppliedPolicy[];
  /** What could not be read completely, a sentence each. */
  readonly warnings: readonly string[];
  /** What was taken for granted, a sentence each. */
  readonly notes: readonly string[];
  readonly placeOf: (applied: AppliedPolicy, statement: AppliedPolicy['policy']['statements'][number]) => Place;
}

/** A file, and what whoever names it says of its policies. */
interface NamedFile {
  readonly file: string;
  readonly kind?: AccessKind | undefined;
}

/** What AWS attaches to every level of an organization. */
const FULL_ACCESS = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }';

/** The kind that a document is read with: a key's policy is read as a resource's. */
export const readingKind = (kind: AccessKind | undefined): PolicyKind | undefined =>
  kind === 'key' ? 'resource' : kind;

/** A file that was read. */
export interface LoadedFile {
  readonly file: string;
  readonly document: TextDocument;
  /** The policies of the file; those of `beside` are taken to stand beside them. */
  readonly own: readonly AppliedPolicy[];
  readonly beside: readonly AppliedPolicy[];
  readonly isUtf8: boolean;
}

/**
 * Reads the policies of a file. Each file of service control policies is one level of the organization. Throws an error that
 * names the file where it cannot be read, or holds no policy.
 */
export async function loadFile({ file, kind }: NamedFile, config: Config): Promise<LoadedFile> {
  const { text, encoding } = await readTextFile(file);
  const document = readDocument(text, { path: file, kind: readingKind(kind) ?? config.kindOf(file) });
  if (document.policies.length === 0)
    throw new Error(`${file} holds no policy that can be read. Check its syntax, or name another file.`);
  const own = appliedFrom(document, kind, file);
  const control = own.filter((each) => each.kind === 'scp');
  const beside =
    control.length > 0 && onlyDenies(control)
      ? appliedFrom(readDocument(FULL_ACCESS, { kind: 'scp' }), 'scp', file)
      : [];
  return {
    file,
    document: TextDocument.create(file, '', 0, document.text),
    own,
    beside,
    isUtf8: encoding !== 'unknown',
  };
}

/** The policies of several files, which apply together. */
export function together(files: readonly LoadedFile[]): LoadedPolicies {
  const homes = new Map(files.flatMap((home) => home.own.map((applied) => [applied, home] as const)));
  return {
    policies: files.flatMap(({ own, beside }) => [...beside, ...own]),
    warnings: files.filter(({ isUtf8 }) => !isUtf8).map(({ file }) => notUtf8Warning(file)),
    notes: files
      .filter(({ beside }) => beside.length > 0)
      .map(({ file }) => `${file} only denies: FullAWSAccess is taken to be attached beside it.`),
    placeOf: (applied, statement) => {
      const home = homes.get(applied);
      return home
        ? { file: home.file, line: home.document.positionAt(statement.span.start).line + 1 }
        : { file: 'FullAWSAccess', line: 1 };
    },
  };
}

/** `agent.json:14 "Invoke"`. */
export function placeText({
  placeOf,
}: LoadedPolicies): (applied: AppliedPolicy, statement: AppliedPolicy['policy']['statements'][number]) => string {
  return (applied, statement) => {
    const { file, line } = placeOf(applied, statement);
    const sid = statement.sid?.text;
    return `${fileName(file)}:${line}${sid ? ` "${oneLine(sid)}"` : ''}`;
  };
}
