/**
 * Whether a statement mentions an action or a resource: the one notion for rules, features and evaluation.
 *
 * The action or resource may be a pattern itself. `yes`: the statement covers everything that the pattern matches; `no`:
 * nothing of it; `maybe`: a part, or a template or a policy variable decides.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */

import { coversArn, overlapsArn } from '../patterns/arn.ts';
import { covers, overlaps, parseGlob } from '../patterns/glob.ts';
import { type Statement, type ValueList, writtenStrings } from '../policy/statement.ts';
import { questionAbout } from './answers.ts';
import { type Applies, opposite, strongest } from './applies.ts';
import { isEverything } from './arns.ts';

/** By Action or NotAction. `action` is `prefix:Name`, in any case; either part may have wildcards. */
export const mentionsAction: (statement: Statement, action: string) => Applies = questionAbout(
  ({ action: list, notAction }, action: string): Applies => {
    if (!list && !notAction) return 'no';
    const wanted = parseGlob(action, { ignoreCase: true });
    return byLists(list, notAction, (text) => {
      const pattern = parseGlob(text, { ignoreCase: true });
      return covers(pattern, wanted) ? 'yes' : overlaps(pattern, wanted) ? 'maybe' : 'no';
    });
  },
);

/**
 * By Resource or NotResource; a statement without either is about every resource. `resource` is an ARN or a pattern, `*`
 * for every resource. `hasVariables`: whether `${…}` is a policy variable.
 */
export const mentionsResource = (
  { resource: list, notResource }: Statement,
  resource: string,
  hasVariables: boolean,
): Applies => byLists(list, notResource, (text) => patternMentions(text, resource, hasVariables));

/** The same for the requests of actions that are not authorized on single resources: they are matched by "*" alone. */
export const mentionsNoResource = ({ resource: list, notResource }: Statement): Applies =>
  byLists(list, notResource, (text) => (isEverything(text) ? 'yes' : 'no'));

function patternMentions(pattern: string, resource: string, variables: boolean): Applies {
  if (isEverything(pattern)) return 'yes';
  if (coversArn(pattern, resource, variables)) return 'yes';
  return overlapsArn(pattern, resource, variables) ? 'maybe' : 'no';
}

/** By a list, or by all that another list leaves out. */
function byLists(
  list: ValueList | undefined,
  except: ValueList | undefined,
  mentions: (text: string) => Applies,
): Applies {
  const named = list ?? except;
  if (!named) return 'yes';
  const answers = writtenStrings(named).map(({ text }) => mentions(text));
  const hasUnknown = named.isConditional || named.values.some(({ kind }) => kind !== 'string' && kind !== 'partial');
  const answer = strongest(hasUnknown ? [...answers, 'maybe'] : answers);
  return list ? answer : opposite(answer);
}
