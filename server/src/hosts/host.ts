/** A kind of file that holds policies. What is outside of hosts/ sees documents through these interfaces only. */

import type { Replacement } from '../model/edit.ts';
import type { Cursor } from '../policy/cursor.ts';
import { type DocumentOptions, documentOf, type Policy, type PolicyDocument } from '../policy/document.ts';
import type { ReadText } from '../policy/read-text.ts';
import type { PolicyWriter } from './writer.ts';

export interface Host {
  /** What it is called where files are listed. */
  readonly name: 'json' | 'yaml' | 'terraform';
  /** The language ids of editors. */
  readonly languages: readonly string[];
  /** What the names of such files end with, in lower case. */
  readonly extensions: readonly string[];
  /** Reads a text. `before`: an earlier version, of which parts may be used again. Never throws. */
  read(text: string, options: DocumentOptions, before: HostDocument | undefined): ReadText;
  /** The writer of one version of a document; `source` is its whole text. */
  writer(source: string): PolicyWriter;
  /** What a comment above a statement of a policy begins with; undefined where none can stand there. */
  commentSign(document: PolicyDocument, policy: Policy): '//' | '#' | undefined;
  /** The place of an offset (0-based, UTF-16); undefined where nothing of a policy can be written. */
  cursorAt(document: PolicyDocument, offset: number): Cursor | undefined;
  /** Where a new statement goes; undefined where the policy has no list of statements. */
  statementPlace(document: PolicyDocument, policy: Policy, offset: number): StatementPlace | undefined;
}

/** Where a new statement goes. It stands at the beginning of a line where `write` gives lines with their indentation. */
export interface StatementPlace {
  readonly offset: number;
  /** What separates the new statement from its neighbors. */
  readonly before: string;
  readonly after: string;
  /** What must be inserted elsewhere, such as the bracket that makes a single statement a list. */
  readonly first: Replacement | undefined;
  /** A statement, or several, given as JSON with tab stops, in the syntax of the document. */
  write(json: string): string;
}

/** One version of a document, with the host that has read it. */
export interface HostDocument extends PolicyDocument {
  readonly host: Host;
  readonly writer: PolicyWriter;
}

export interface ReadOptions extends DocumentOptions {
  /** The editor's language id. Without one the file's name decides. */
  readonly language?: string | undefined;
  /** An earlier version: the parts that have not changed are not read again. */
  readonly before?: HostDocument | undefined;
}

/** Reads a document with the host of its language or file name; with the first one where no host has either. */
export function readWith(hosts: readonly [Host, ...Host[]], text: string, options: ReadOptions): HostDocument {
  const { language, path = '', before } = options;
  const name = path.toLowerCase();
  const isNamed = (extension: string) => name.endsWith(extension);
  const host =
    // `.tf.json` says more than the language, which is that of `.json`.
    hosts.find(({ extensions }) => extensions.some((each) => each.includes('.', 1) && isNamed(each))) ??
    hosts.find(({ languages }) => language !== undefined && languages.includes(language)) ??
    hosts.find(({ extensions }) => extensions.some(isNamed)) ??
    hosts[0];
  const earlier = before?.host === host ? before : undefined;
  return { ...documentOf(text, host.read(text, options, earlier), options), host, writer: host.writer(text) };
}
