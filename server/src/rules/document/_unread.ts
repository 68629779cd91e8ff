/** What of a document could not be read: asked by a rule, and where no policy was found. */
import { isUnread, type PolicyDocument } from '../../policy/document.ts';
import { MOST_LEVELS } from '../../policy/json.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';

/** Where the editor reports syntax errors, they are left to it. */
export function* whatIsUnread(read: PolicyDocument, jsonSyntaxElsewhere: boolean): Generator<FindingDraft> {
  const [first, ...more] = read.tooDeep;
  const [problem] = read.problems;
  if (first) {
    const others = more.length > 0 ? ` So are ${more.length} more.` : '';
    const result = finding(
      first,
      `This value is nested more than ${MOST_LEVELS} levels deep, so what is in it was not read.${others} Remove the brackets that are too many.`,
    );
    const isInPolicy = read.policies.some(({ span }) => span.start <= first.start && first.end <= span.end);
    yield isInPolicy ? result.as('error') : result;
  } else if (problem && isUnread(read) && !jsonSyntaxElsewhere) {
    yield finding(
      problem,
      'This looks like a policy, but it is not JSON, so nothing in it was checked. Write it as JSON.',
    );
  }
}
