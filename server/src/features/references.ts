/**
 * Which statements name a thing: a guardrail, a knowledge base, an agent, a role, a model, an action. What a statement names is kept
 * as text, so that files can be forgotten once they were read.
 */
import type { Models } from '../catalog/models.ts';
import type { HostDocument } from '../hosts/host.ts';
import { matchesAction } from '../iam/actions.ts';
import { hasWildcard, isEverything, isLiteral } from '../iam/arns.ts';
import type { Span } from '../model/span.ts';
import { parseArn } from '../patterns/arn.ts';
import { matches, parseGlob } from '../patterns/glob.ts';
import { type Statement, strings, writtenStrings } from '../policy/statement.ts';
import type { PartialValue, StringValue } from '../policy/value.ts';

/** A text that names something, and where it stands. */
export interface Mention {
  readonly text: string;
  readonly span: Span;
}

const ACCOUNT = /^\d{12}$/;
const ACTION = /^[\w-]+:[\w*?]+$/;

/** All texts of a document's statements that name an action or something with an ARN. */
export const mentionsIn = ({ policies }: HostDocument): readonly Mention[] =>
  policies.flatMap(({ statements }) =>
    statements.flatMap((statement) => valuesOf(statement).map(({ text, span }) => ({ text, span }))),
  );

function valuesOf(statement: Statement): readonly (StringValue | PartialValue)[] {
  const { action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const actions = [...strings(action), ...strings(notAction)].filter(({ text }) => ACTION.test(text));
  const named = [
    ...writtenStrings(resource),
    ...writtenStrings(notResource),
    ...[principal, notPrincipal].flatMap((element) => element?.types.flatMap(writtenStrings) ?? []),
    ...(condition?.entries.flatMap(({ list }) => writtenStrings(list)) ?? []),
  ];
  return [...actions, ...named.filter(({ text }) => text.startsWith('arn:'))];
}

/** What the value at an offset names; undefined where that is nothing that other policies could name too. */
export function mentionAt(document: HostDocument, offset: number): Mention | undefined {
  return mentionsIn(document).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Whether a text names what another one names: the same, or a pattern that takes it in and is about more than everything. */
export function names(text: string, wanted: string, models: Models): boolean {
  if (text === wanted) return true;
  if (!wanted.startsWith('arn:')) return !text.startsWith('arn:') && isSameAction(text, wanted);
  const own = thingOf(text, models);
  const other = thingOf(wanted, models);
  if (!own || !other || own.type !== other.type) return false;
  return fits(own.id, other.id) && accountsFit(own.account, other.account);
}

function isSameAction(text: string, wanted: string): boolean {
  const [name = '', other = ''] = [text.toLowerCase(), wanted.toLowerCase()];
  if (name === other) return true;
  const isWide = /:[*?]*$/.test(name);
  return !isWide && !hasWildcard(other) && matchesAction(name, other);
}

interface Thing {
  /** Its service and its type. */
  readonly type: string;
  readonly id: string;
  readonly account: string;
}

/** What an ARN names, whatever its Region. A model and the profiles that route to it are one; so are a role and its sessions. */
function thingOf(text: string, models: Models): Thing | undefined {
  const arn = parseArn(text);
  const id = arn?.resourceId?.text;
  if (!arn || id === undefined || isEverything(id)) return undefined;
  const service = arn.service.text;
  const type = arn.resourceType.text;
  const account = arn.account.text;
  if (service === 'bedrock' && type === 'foundation-model') return { type: 'model', id, account: '' };
  if (service === 'bedrock' && type === 'inference-profile')
    return { type: 'model', id: models.profile(id)?.model ?? id, account: '' };
  if (service === 'bedrock' && type === 'agent-alias')
    return { type: 'bedrock agent', id: id.split('/')[0] ?? id, account };
  if (service === 'bedrock' && type === 'guardrail')
    return { type: 'bedrock guardrail', id: id.split(':')[0] ?? id, account };
  if (service === 'sts' && type === 'assumed-role') return { type: 'iam role', id: id.split('/')[0] ?? id, account };
  if (service === 'iam' && type === 'role') return { type: 'iam role', id: id.split('/').at(-1) ?? id, account };
  return { type: `${service} ${type}`, id, account };
}

const fits = (pattern: string, id: string): boolean => {
  if (pattern === id) return true;
  return isLiteral(id) && hasWildcard(pattern) && !isEverything(pattern) && matches(parseGlob(pattern), id);
};

/** Only two different accounts keep two ARNs apart. */
const accountsFit = (one: string, other: string): boolean =>
  one === other || !ACCOUNT.test(one) || !ACCOUNT.test(other);
