/** Folding ranges of objects and lists, for editors whose JSON support has none. */

import { descendants, nodeEnd } from '../model/node.ts';
import type { Span } from '../model/span.ts';
import type { PolicyDocument } from '../policy/document.ts';

/** From each opening bracket to its closing one; the caller leaves out what is on one line. */
export const foldingRanges = ({ root, text }: PolicyDocument): readonly Span[] =>
  [...descendants(root)]
    .filter(({ type }) => type === 'object' || type === 'array')
    .map((node) => ({ start: node.offset, end: nodeEnd(node, text.length) }));
