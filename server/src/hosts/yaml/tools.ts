/**
 * What other tools fill in before AWS sees a YAML file: references in its strings, and lines of Go's templates. A part of a
 * string becomes a HOLE, and a line of a template something unknown: neither says anything about the policy.
 */
import { concatenated, cut, insteadOf, type SourcedText } from '../../model/sourced-text.ts';
import { HOLE } from '../../patterns/hole.ts';

/** The tool that a document is for. `policy`: a policy alone, in which `{{region}}` is to be replaced by hand. */
export type Tool = 'cloudformation' | 'serverless' | 'policy' | 'other';

export function toolOf(text: string): Tool {
  if (/^service:/m.test(text) && /^provider:/m.test(text)) return 'serverless';
  if (/\bAWS::|AWSTemplateFormatVersion/.test(text)) return 'cloudformation';
  return /^["']?Statement["']?:/m.test(text) ? 'policy' : 'other';
}

/** The Serverless Framework's sources, as files have them too that it includes. https://www.serverless.com/framework/docs/providers/aws/guide/variables */
const SERVERLESS =
  /^(?:self|opt|env|sls|param|cf|file|git|output|state)(?:\([^)]*\))?:|^(?:ssm|s3)(?:\([^)]*\))?:[/\w-]*\/|^file\(/;

/** In characters: longer ones are none. */
const LONGEST_REFERENCE = 500;

/** A string with a HOLE for each reference of a tool. */
export function withoutReferences(written: SourcedText, tool: Tool): SourcedText {
  const { text } = written;
  const pieces: SourcedText[] = [];
  let done = 0;
  for (const { index } of text.matchAll(/\$\{|\{\{/g)) {
    if (index < done) continue;
    const end = endOf(text, index);
    if (end === undefined || !isReference(text.slice(index, end), tool)) continue;
    pieces.push(cut(written, done, index), insteadOf(cut(written, index, end), HOLE));
    done = end;
  }
  return done === 0 ? written : concatenated([...pieces, cut(written, done, text.length)]);
}

/** Where what begins with braces ends: behind as many. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + LONGEST_REFERENCE); at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function isReference(written: string, tool: Tool): boolean {
  // GitHub's expressions, and CloudFormation's dynamic references.
  if (written.startsWith('${{') || /^\{\{resolve:/.test(written)) return true;
  if (written.startsWith('{{')) return tool === 'other' || tool === 'serverless';
  const inner = written.slice(2, -1);
  if (SERVERLESS.test(inner)) return true;
  if (tool === 'serverless') return /^aws:(?:accountId|region)$/.test(inner) || OF_PLUGIN.test(inner);
  // A policy variable has a prefix; the others are Pulumi's, kro's and their like.
  return tool === 'other' && /^[A-Za-z_][\w.[\]-]*$/.test(inner);
}

/** A source that a plugin adds: none that a policy variable may have for its prefix. */
const OF_PLUGIN = /^(?!aws|saml|sts|s3|iam|ec2|cognito|dynamodb|kms|ssm|secretsmanager)[\w-]+(?:\([^)]*\))?:(?!:)/;

/** Tags that only steer what the lines between them become. */
const STEERING = /^\{\{-?\s*(?:if|else|end|range|with|define|block|\/\*)/;
const TAG_LINE = /^[ \t]*\{\{[^\n]*\}\}[ \t]*\r?$/;

/** Whether a line is nothing but a tag of Go's templates. */
export const isTagLine = (line: string): boolean => TAG_LINE.test(line);

/** The beginning of a value that is a tag, behind dashes and a name. */
const TAG_VALUE = /^([ \t]*(?:- +)*(?:[\w"'.:/-]+:[ \t]+)?)(\{\{.*\}\})(?=[ \t]*(?:#.*)?\r?$)/;

/** A text of the same length, in which the tags of Go's templates are YAML: unknown values, or nothing. */
export function withoutTags(text: string): string {
  if (!text.includes('{{')) return text;
  let before = '';
  /** The indentation of the name that has a block scalar, whose lines are no YAML. */
  let scalarAt: number | undefined;
  const lines = text.split('\n').map((line) => {
    const indent = line.search(/\S/);
    if (scalarAt !== undefined && (indent < 0 || indent > scalarAt || isTagLine(line))) return line;
    scalarAt = /:\s+(?:!\w+\s+)?[|>][+-]?\d?[+-]?\s*$/.test(line) ? indent : undefined;
    if (isTagLine(line)) return tagLine(line, before);
    if (indent >= 0) before = line;
    return line.replace(TAG_VALUE, (_, start: string, tag: string) => start + UNKNOWN.padEnd(tag.length));
  });
  return lines.join('\n');
}

/** A tag that nobody knows: its value is unknown. */
const UNKNOWN = '!x';

/** What stands for a line that is a tag; `before` is the line above that is none. */
function tagLine(line: string, before: string): string {
  const blank = ' '.repeat(line.length);
  if (STEERING.test(line.trim())) return blank;
  const indent = before.length - before.trimStart().length;
  const isElement = /^\s*-\s/.test(before);
  const isOpen = /:\s*$/.test(before);
  const written = isOpen
    ? `${' '.repeat(indent + (isElement ? 4 : 2))}${UNKNOWN}`
    : `${' '.repeat(indent)}${isElement && !/^\s*-\s+[\w"'-]+:\s/.test(before) ? '- ' : '<<: '}${UNKNOWN}`;
  return written.length > line.length ? blank : written.padEnd(line.length);
}
