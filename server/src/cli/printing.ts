/**
 * Texts of documents and names of files as they are printed: they give no orders, neither to a terminal nor to a build whose
 * log is read for commands. GitHub takes `::command` at the beginning of a line and `##[command]` anywhere, Azure Pipelines
 * `##vso[command]`. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { printable, UNPRINTABLE } from '../model/printable.ts';

const COMMAND = /##([a-z]{0,20})\[/gi;

/** A text on one line. What it begins with must be our own. */
export const oneLine = (text: string): string => printable(text).replace(COMMAND, '##$1(');

/** A file's name where it begins a line. */
export const fileName = (file: string): string => oneLine(/^\s*::/.test(file) ? `./${file}` : file);

/** A line of a document, as long as it is, so that what is printed below it stands at the right place. */
export const excerptOf = (line: string): string =>
  line.replaceAll('\t', ' ').replace(UNPRINTABLE, '\ufffd').replace(COMMAND, '##$1(');

/** A value as JSON that holds none of these either, and says the same. */
export const printableJson = (value: unknown): string =>
  `${JSON.stringify(value, undefined, 2)
    .split('\n')
    .map((line) => printable(line).replace(COMMAND, '##$1\\u005b'))
    .join('\n')}\n`;
