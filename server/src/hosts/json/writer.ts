/** Writes changes of a policy as JSON, in the document's own layout. */
import { writtenEdit } from '../../model/edit.ts';
import { within } from '../../policy/value.ts';
import { type FlowDialect, flowSyntax } from '../flow/syntax.ts';
import { policyWriter } from '../policy-writer.ts';
import type { PolicyWriter } from '../writer.ts';
import { beyondJson } from './beyond-json.ts';
import { encodeInside, encodeString } from './encode.ts';
import { escapedFor } from './substitution.ts';

/** The writer of one version of a document; `source` is its whole text. */
export const jsonWriter = (source: string): PolicyWriter => policyWriter(flowSyntax(jsonDialect(source), source));

const jsonDialect = (source: string): FlowDialect => ({
  string: encodeString,
  entry: (name, value) => `${encodeString(name)}: ${value}`,
  name: encodeString,
  separator: () => ',',
  beyondJson: () => beyondJson(source),
  replaceText: (value, text, start, end) => {
    const escaped = escapedFor(value, text, start, end, source);
    return escaped === undefined ? [] : [writtenEdit(within(value, start, end), encodeInside(escaped))];
  },
});
