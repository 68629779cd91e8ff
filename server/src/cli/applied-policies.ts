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
  /** What was taken for granted, a sentence each. */
  readonly notes: readonly string[];
  readonly placeOf: (applied: AppliedPolicy, statement: AppliedPolicy['policy']['statements'][number]) => Place;
}

/** A file, and what whoever names it says of its policies. */
export interface NamedFile {
  readonly file: string;
  readonly kind?: AccessKind | undefined;
}

/** What AWS attaches to every level of an organization. */
const FULL_ACCESS = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }';

/** The kind that a document is read with: a key's policy is read as a resource's. */
export const readingKind = (kind: AccessKind | undefined): PolicyKind | undefined =>
  kind === 'key' ? 'resource' : kind;

/**
 * Reads the policies of files. Each file of service control policies is one level of the organization. Throws an error that
 * names the file where one cannot be read, or holds no policy.
 */
export async function loadPolicies(files: readonly NamedFile[], config: Config): Promise<LoadedPolicies> {
  const policies: AppliedPolicy[] = [];
  const notes: string[] = [];
  const documents = new Map<AppliedPolicy, { readonly file: string; readonly document: TextDocument }>();
  for (const { file, kind } of files) {
    const { text, encoding } = await readTextFile(file);
    const document = readDocument(text, { path: file, kind: readingKind(kind) ?? config.kindOf(file) });
    if (document.policies.length === 0)
      throw new Error(`${file} holds no policy that can be read. Check its syntax, or name another file.`);
    if (encoding === 'unknown') notes.push(notUtf8Warning(file));
    const own = appliedFrom(document, kind, file);
    const control = own.filter((each) => each.kind === 'scp');
    if (control.length > 0 && onlyDenies(control)) {
      notes.push(`${file} only denies: FullAWSAccess is taken to be attached beside it.`);
      policies.push(...appliedFrom(readDocument(FULL_ACCESS, { kind: 'scp' }), 'scp', file));
    }
    policies.push(...own);
    for (const each of own) documents.set(each, { file, document: TextDocument.create(file, '', 0, document.text) });
  }
  return {
    policies,
    notes,
    placeOf: (applied, statement) => {
      const found = documents.get(applied);
      return found
        ? { file: found.file, line: found.document.positionAt(statement.span.start).line + 1 }
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
