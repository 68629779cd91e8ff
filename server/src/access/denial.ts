/**
 * Reads AWS's access denied messages: the requests, and the kinds of policy that denied them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import { suffixOf } from '../model/suffix.ts';
import { readEvents } from './events.ts';
import { plainText } from './plain-text.ts';

/** The kind of policy that a message names. */
export type DenyingPolicy =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'key policy'
  | 'service control policy'
  | 'resource control policy'
  | 'permissions boundary'
  | 'session policy'
  | 'role trust policy'
  | 'VPC endpoint policy';

export interface Denial {
  /** The message, plain, or the event: what `readDenials` reads to this denial alone. */
  readonly text: string;
  /** The caller's ARN, where the message names it. */
  readonly principal: string | undefined;
  readonly action: string;
  /** An ARN, or `*` where the message names no resource. */
  readonly resource: string;
  /** What the message names as the resource where that is no ARN: a name, or "this resource". Then `resource` is `*`. */
  readonly named: string | undefined;
  /** Whether a statement denies explicitly. False: no statement allows. Undefined where the message does not say. */
  readonly isExplicit: boolean | undefined;
  /** Undefined where the message does not say. */
  readonly policy: DenyingPolicy | undefined;
  /** The ARN of that policy, which newer messages name. */
  readonly policyArn: string | undefined;
}

const POLICIES: readonly (readonly [RegExp, DenyingPolicy])[] = [
  [/identity-based polic/i, 'identity-based policy'],
  [/resource-based polic/i, 'resource-based policy'],
  [/service control polic/i, 'service control policy'],
  [/resource control polic/i, 'resource control policy'],
  [/permissions boundar/i, 'permissions boundary'],
  [/session polic/i, 'session policy'],
  [/trust polic/i, 'role trust policy'],
  [/VPC endpoint polic/i, 'VPC endpoint policy'],
];

/** The resource-based policy of a key is called its key policy. */
function policyIn(reason: string, action: string): DenyingPolicy | undefined {
  const policy = POLICIES.find(([pattern]) => pattern.test(reason))?.[1];
  return policy === 'resource-based policy' && /^kms:/i.test(action) ? 'key policy' : policy;
}

/** More denials than this in one text are a log that nobody goes through by hand. */
const MOST_DENIALS = 50;

/** The same errors again say nothing new. */
const keyOf = ({ action, resource, named, policy }: Denial): string => `${action} ${resource} ${named} ${policy}`;

/**
 * Reads a text, such as a message alone, the lines of an SDK, a log or events of CloudTrail: each denial in it once, in their
 * order. Empty where there is none.
 */
export function readDenials(message: string): readonly Denial[] {
  const events = readEvents(message);
  const found = events.length > 0 ? events.flatMap(ofEvent) : ofLines(message.split('\n'));
  return [...new Map(found.slice(0, MOST_DENIALS).map((denial) => [keyOf(denial), denial])).values()];
}

/** A log may hold an event in a line, between lines of text. */
function ofLines(lines: readonly string[]): readonly Denial[] {
  const events = lines.map((line) => (MAY_BE_EVENT.test(line) ? readEvents(line) : []));
  const text = lines.filter((_, number) => events[number]?.length === 0).join('\n');
  return [...events.flat().flatMap(ofEvent), ...ofText(plainText(text))];
}

const MAY_BE_EVENT = /"eventSource"|"allowed"/;

/** An event tells by its message, and by its fields where it has none. */
function ofEvent({ message, ...denial }: ReturnType<typeof readEvents>[number]): readonly Denial[] {
  const told = message === undefined ? [] : ofText(plainText(message));
  return told.length > 0 ? told : [{ ...denial, named: undefined, policy: undefined, policyArn: undefined }];
}

const PERFORM = /not ?authorized ?to ?perform:? ?["'`]?([A-Za-z0-9-]+:[A-Za-z0-9*]+)/g;

function ofText(text: string): readonly Denial[] {
  const found = [...text.matchAll(PERFORM)];
  const starts = found.map(({ index }, number) => {
    const previous = number === 0 ? 0 : (found[number - 1]?.index ?? 0) + (found[number - 1]?.[0].length ?? 0);
    const user = text.lastIndexOf('User:', index);
    return user >= previous ? user : number === 0 ? 0 : index;
  });
  return found.map(({ index, 0: whole, 1: action = '' }, number) => {
    const start = starts[number] ?? 0;
    const end = starts[number + 1] ?? text.length;
    return denialOf(text.slice(start, end), action, text.slice(start, index), text.slice(index + whole.length, end));
  });
}

/** `before` and `after`: what stands around the action within the message. */
function denialOf(text: string, action: string, before: string, after: string): Denial {
  const [, principal] = /User:? ?["'`]?(arn:[^\s"'`]+)/.exec(before) ?? [];
  const at = after.search(/with an explicit deny|because no/i);
  const reason = at < 0 ? '' : after.slice(at);
  const request = at < 0 ? after : after.slice(0, at);
  const [, written = '*'] = /on (?:the )?resource:? ?["'`]?([^\s"'`,;]+)/.exec(request) ?? [];
  const resource = withoutEnd(written);
  const isUnnamed = /on this resource|on the resource associated/i.test(request);
  const isName = resource !== '*' && !resource.startsWith('arn:');
  return {
    text,
    principal,
    action,
    resource: isName ? '*' : resource,
    named: isUnnamed ? 'this resource' : isName ? resource : undefined,
    isExplicit: reason === '' ? undefined : /^with/i.test(reason),
    policy: policyIn(reason, action),
    policyArn: reason
      .split(/[\s"',;()]+/)
      .find((word) => word.startsWith('arn:') && word.includes('policy/'))
      ?.replace(/\.$/, ''),
  };
}

/** Without what ends a sentence or closes brackets around it. */
const withoutEnd = (text: string): string => text.slice(0, text.length - suffixOf(text, /[.)'\]}]/).length);
