/** JSON files: policies, CloudFormation templates, and whatever else holds policies. */
import { nodeOf } from '../../model/node.ts';
import { mayHoldPolicy } from '../../policy/detect.ts';
import { NOTHING_READ } from '../../policy/read-text.ts';
import type { Host } from '../host.ts';
import { cursorAt } from './cursor.ts';
import { allPolicies } from './embedded.ts';
import { parseJson, SECOND_VALUE } from './parse.ts';
import { reparseJson } from './reparse.ts';
import { statementPlace } from './statement-place.ts';
import { jsonWriter } from './writer.ts';

/** Files that hold one value a line. */
const JSON_LINES = /\.(jsonl|ndjson)$/i;

export const jsonHost: Host = {
  name: 'json',
  languages: ['json', 'jsonc'],
  extensions: ['.json', '.jsonc', '.jsonl', '.ndjson'],
  read(text, { path = '' }, before) {
    if (!mayHoldPolicy(text)) return NOTHING_READ;
    const { root, problems, tooDeep } = before
      ? reparseJson(text, { ...before, root: nodeOf(before.root) })
      : parseJson(text);
    const isLines = JSON_LINES.test(path);
    return {
      root,
      problems: isLines ? problems.filter(({ message }) => message !== SECOND_VALUE) : problems,
      unread: [],
      tooDeep,
      found: allPolicies(root, text),
      isVerbatim: true,
    };
  },
  writer: jsonWriter,
  commentSign: () => '//',
  cursorAt,
  statementPlace,
};
