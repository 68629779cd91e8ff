/** Edits of a config file's text: what is there stays as it is written. */
import {
  createScanner,
  findNodeAtLocation,
  type JSONPath,
  type ModificationOptions,
  modify,
  parseTree,
  stripComments,
} from 'jsonc-parser';
import { applyEdits, type Replacement } from '../model/edit.ts';
import { wholeLine } from '../model/layout.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { kindOfPath, readConfigFile } from './config-file.ts';

/** An exception as the file has it: `files` is one glob. */
export interface WrittenException {
  readonly rule: string;
  readonly files: string;
  readonly sid?: string;
  readonly reason: string;
}

type Edits = readonly Replacement[];

/** Adds an exception. `text` may be empty; undefined where it is not JSON or no object, or its "exceptions" is no list. */
export const addException = (text: string, exception: WrittenException): Edits | undefined =>
  changed(text, ['exceptions', -1], exception, { isArrayInsertion: true });

/**
 * Gives a file a kind, or takes its entry away where `kind` is undefined. `text` may be empty; undefined where it is not JSON or no
 * object, or its "kinds" is none. `path` is relative to the config file.
 */
export function writeKind(text: string, path: string, kind: PolicyKind | undefined): Edits | undefined {
  const entry = ['kinds', globOf(path)];
  if (kind === undefined) return isChangeable(text) ? withoutProperty(text, entry) : undefined;
  const edits = changed(text, entry, kind);
  if (!edits || kindWrittenFor(applyEdits(text, edits), path) === kind) return edits;
  // A glob before it holds for this file too, and the first one counts.
  const cleared = applyEdits(text, withoutProperty(text, entry));
  const first = changed(cleared, entry, kind, { getInsertionIndex: () => 0 });
  return first && [{ span: { start: 0, end: text.length }, text: applyEdits(cleared, first) }];
}

/** The kind that a config file's text gives a file. `path` is relative to the config file. */
export const kindWrittenFor = (text: string, path: string): PolicyKind | undefined =>
  kindOfPath(readConfigFile(text).options, path);

/** Sets a property, or adds to a list. Undefined where the text is not JSON, or has something else there. */
function changed(
  text: string,
  path: JSONPath,
  value: unknown,
  options: Pick<ModificationOptions, 'isArrayInsertion' | 'getInsertionIndex'> = {},
): Edits | undefined {
  if (!isChangeable(text)) return undefined;
  if (!parseTree(text)) {
    const made = applyEdits('{}\n', changed('{}\n', path, value, options) ?? []);
    const end = { start: text.length, end: text.length };
    return [{ span: end, text: text === '' || text.endsWith('\n') ? made : `\n${made}` }];
  }
  try {
    const indentation = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
    const formattingOptions = {
      tabSize: indentation.length,
      insertSpaces: !indentation.startsWith('\t'),
      eol: text.includes('\r\n') ? '\r\n' : '\n',
    };
    return modify(text, path, value, { formattingOptions, ...options }).map(({ offset, length, content }) => ({
      span: { start: offset, end: offset + length },
      text: content,
    }));
  } catch {
    return undefined; // something else stands where an object or a list is needed
  }
}

/** Whether a text is an object of JSON, or will be one: one that is empty, or has only comments. */
function isChangeable(text: string): boolean {
  const root = parseTree(text);
  if (!root) return stripComments(text).trim() === '';
  return root.type === 'object' && !readConfigFile(text).problems.some(({ isSyntax }) => isSyntax);
}

/** Removes a property and its comma; no edits where there is none. Unlike `modify`, it keeps the comments around it. */
function withoutProperty(text: string, path: JSONPath): Edits {
  const root = parseTree(text);
  const property = root && findNodeAtLocation(root, path)?.parent;
  const siblings = property?.parent?.children ?? [];
  const index = property ? siblings.indexOf(property) : -1;
  if (!property || index < 0) return [];
  const isLast = index === siblings.length - 1;
  const before = siblings[index - 1];
  const end = property.offset + property.length;
  const comma = isLast ? undefined : commaBehind(text, end);
  const removed = [wholeLine(text, { start: property.offset, end: comma === undefined ? end : comma + 1 })];
  const left = isLast && before ? commaBehind(text, before.offset + before.length) : undefined;
  if (left !== undefined) removed.unshift({ start: left, end: left + 1 });
  return removed.map((span) => ({ span, text: '' }));
}

/** The offset of the comma behind a property, white space and comments passed over. */
function commaBehind(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const found = scanner.getTokenOffset();
  return text[found] === ',' ? found : undefined;
}

/** The glob that names a path. A character that is special in globs is left open: nothing escapes it. */
export const globOf = (path: string): string => path.replace(/[*?{}[\]]/g, '?');
