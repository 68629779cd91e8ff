/** YAML files: CloudFormation and SAM templates, the Serverless Framework's, and policies alone. */
import { nodeOf } from '../../model/node.ts';
import { NOTHING_READ } from '../../policy/read-text.ts';
import type { Host } from '../host.ts';
import { allPolicies } from '../json/embedded.ts';
import { cursorAt } from './cursor.ts';
import { isAboutPolicies, outlineOf } from './outline.ts';
import { statementPlace } from './statement-place.ts';
import { isInBlockScalar, yamlWriter } from './writer.ts';

export const yamlHost: Host = {
  name: 'yaml',
  languages: ['yaml', 'cloudformation'],
  extensions: ['.yaml', '.yml'],
  read(text) {
    if (!isAboutPolicies(text)) return NOTHING_READ;
    const { root, unread } = outlineOf(text);
    return { ...NOTHING_READ, root, unread, found: allPolicies(root, text) };
  },
  writer: yamlWriter,
  commentSign: ({ text }, { data }) => (isInBlockScalar(nodeOf(data), text) ? undefined : '#'),
  cursorAt,
  statementPlace,
};
