/** What the other statements of a policy deny: for rules about a Deny that leaves something open. */
import { hasAction, isDeny } from '../../iam/allowed.ts';
import { question } from '../../iam/answers.ts';
import { coversArn } from '../../patterns/arn.ts';
import type { Policy } from '../../policy/document.ts';
import { IDENTITY_KINDS, type PolicyKind } from '../../policy/kind.ts';
import { type Statement, strings } from '../../policy/statement.ts';

/** The kinds of policy in which a Deny limits identities. */
export const LIMITING_KINDS: readonly PolicyKind[] = [...IDENTITY_KINDS, 'scp'];

/** The question which of some actions a Deny stops, whatever its conditions. */
export const deniedAmong = (actions: readonly string[]): ((statement: Statement) => readonly string[]) =>
  question((statement) => (isDeny(statement) ? actions.filter((action) => hasAction(statement, action)) : []));

/** Whether a statement, or others on all that it is about, deny an action too. */
export type DeniesToo = (statement: Statement, action: string) => boolean;

/** With more patterns with wildcards than this, the statement counts as denied too, so that nothing is reported. */
const MOST_PATTERNS = 100;

/** The resources on which a policy denies an action under no condition. */
interface Denied {
  readonly exactly: ReadonlySet<string>;
  readonly patterns: readonly string[];
}

/** Answers for one policy; what its statements deny is found once for each action. */
export function denialsOf({ statements: all }: Policy): DeniesToo {
  const found = new Map<string, Denied>();
  const deniedOn = (action: string): Denied => {
    let denied = found.get(action);
    if (!denied) {
      const denying = all.filter((each) => isDeny(each) && hasAction(each, action) && !each.condition);
      const exactly = new Set(denying.flatMap(({ resource }) => strings(resource).map(({ text }) => text)));
      denied = { exactly, patterns: [...exactly].filter((text) => /[*?$]/.test(text)) };
      found.set(action, denied);
    }
    return denied;
  };
  return (statement, action) => {
    if (hasAction(statement, action)) return true;
    const { exactly, patterns } = deniedOn(action);
    const wanted = strings(statement.resource);
    if (exactly.size === 0 || wanted.length === 0) return false;
    if (patterns.length > MOST_PATTERNS) return true;
    return wanted.every(({ text }) => exactly.has(text) || patterns.some((pattern) => coversArn(pattern, text)));
  };
}
