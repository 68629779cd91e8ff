/** YAML files: CloudFormation and SAM templates, the Serverless Framework's, and policies alone. */
import { findPolicies } from '../../policy/detect.ts';
import type { ReadText } from '../../policy/read-text.ts';
import type { Host } from '../host.ts';
import { isAboutPolicies, outlineOf } from './outline.ts';
import { yamlWriter } from './writer.ts';

const NOTHING: ReadText = { root: undefined, problems: [], tooDeep: [], found: [], isVerbatim: false };

export const yamlHost: Host = {
  languages: ['yaml', 'cloudformation'],
  extensions: ['.yaml', '.yml'],
  read(text) {
    if (!isAboutPolicies(text)) return NOTHING;
    const { root, unread } = outlineOf(text);
    const problems = unread.map((span) => ({ span, message: 'NotRead' }));
    return { root, problems, tooDeep: [], found: findPolicies(root), isVerbatim: false };
  },
  writer: yamlWriter,
  cursorAt: () => undefined,
};
