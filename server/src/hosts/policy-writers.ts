/** The writer of a policy: of what may be edited in it. */
import type { Policy } from '../policy/document.ts';
import { decliningWriter } from './declining-writer.ts';
import type { HostDocument } from './host.ts';
import type { PolicyWriter } from './writer.ts';

export function writerOf({ editing }: Policy, { writer }: Pick<HostDocument, 'writer'>): PolicyWriter {
  if (editing === 'all') return writer;
  return editing === 'values' ? valuesWriter(writer) : decliningWriter;
}

/** Changes the texts of values, and the values of lists, and nothing else. */
const valuesWriter = (writer: PolicyWriter): PolicyWriter => ({
  ...decliningWriter,
  surroundingsOf: (of) => writer.surroundingsOf(of),
  // An effect that is not written has no text.
  replaceText: (value, ...more) => (value.span.end > value.span.start ? writer.replaceText(value, ...more) : []),
  replaceInList: (list, ...more) => (list.isArray ? writer.replaceInList(list, ...more) : []),
  addValues: (list, texts) => (list.isArray ? writer.addValues(list, texts) : []),
  remove: (...things) => (things.every((thing) => 'kind' in thing) ? writer.remove(...things) : []),
});
