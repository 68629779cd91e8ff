/** Folding ranges of objects and lists, for editors whose JSON support has none. */

import type { Span } from '../model/span.ts';
import { everythingIn, kindOf, reachOf } from '../policy/data.ts';
import type { PolicyDocument } from '../policy/document.ts';

/** From each opening bracket to its closing one; the caller leaves out what is on one line. */
export const foldingRanges = ({ root, text }: PolicyDocument): readonly Span[] =>
  [...everythingIn(root)]
    .filter((data) => ['object', 'list', 'unknown'].includes(kindOf(data)))
    .map((data) => reachOf(data, text.length));
