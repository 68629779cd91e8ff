/** Writes an exception into a config file. */
import { modify } from 'jsonc-parser';
import type { Replacement } from '../model/edit.ts';
import { readConfigFile } from './config-file.ts';

/** An exception as the file has it: `files` is one glob. */
export interface WrittenException {
  readonly rule: string;
  readonly files: string;
  readonly sid?: string;
  readonly reason: string;
}

/**
 * The edits that add an exception to the text of a config file, which may be empty; undefined where the text is not JSON, or no
 * object.
 */
export function addException(text: string, exception: WrittenException): readonly Replacement[] | undefined {
  if (text.trim() === '')
    return [
      { span: { start: 0, end: text.length }, text: `${JSON.stringify({ exceptions: [exception] }, undefined, 2)}\n` },
    ];
  const { problems } = readConfigFile(text);
  if (problems.some(({ isSyntax }) => isSyntax) || !/^\s*(?:\/[/*]|\{)/.test(text)) return undefined;
  try {
    const indentation = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
    const formattingOptions = {
      tabSize: indentation.length,
      insertSpaces: !indentation.startsWith('\t'),
      eol: text.includes('\r\n') ? '\r\n' : '\n',
    };
    return modify(text, ['exceptions', -1], exception, { formattingOptions, isArrayInsertion: true }).map(
      ({ offset, length, content }) => ({ span: { start: offset, end: offset + length }, text: content }),
    );
  } catch {
    return undefined; // "exceptions" is no list
  }
}

/** The glob that names a path. A character that is special in globs is left open: nothing escapes it. */
export const globOf = (path: string): string => path.replace(/[*?{}[\]]/g, '?');
