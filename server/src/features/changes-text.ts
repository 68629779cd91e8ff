/** Changes of access in lines for people: by statement and reason, not request by request. */
import { matchesAction } from '../iam/actions.ts';
import { brief } from '../model/printable.ts';
import type { Span } from '../model/span.ts';
import type { AccessChanges, PolicyChange } from './access-changes.ts';

/** Where a statement stands in its version, such as `line 14`. */
export type LineOf = (version: 'before' | 'after', span: Span) => number;

/** Requests that one statement makes a difference to, for one value of its Resource and for alike conditions. */
interface Group {
  readonly first: PolicyChange;
  /** For whom it holds, in words. */
  readonly principals: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
}

const GROUPS_SHOWN = 20;
const ACTIONS_SHOWN = 5;

/** A line, and how deep it stands. */
export interface Line {
  readonly depth: number;
  readonly text: string;
}

/** What changed, as lines; empty where nothing did. */
export function changeLines(changes: AccessChanges, lineOf: LineOf): readonly Line[] {
  const { newAccess, lostAccess, noLongerDenied, future, undecided } = changes;
  const section = (title: string, found: readonly PolicyChange[], isLost: boolean): readonly Line[] =>
    found.length === 0 ? [] : [{ depth: 0, text: title }, ...groupLines(found, lineOf, isLost)];
  return [
    ...section('+ newly allowed', newAccess, false),
    ...section('~ no longer denied here (another policy may allow it)', noLongerDenied, false),
    ...section('− no longer allowed', lostAccess, true),
    ...(future.length === 0
      ? []
      : [{ depth: 0, text: '· newly allowed once AWS adds such actions' }, ...groupLines(future, lineOf, false)]),
    ...undecided.map(({ statement, version, actions }) => ({
      depth: 0,
      text: `? not decided: ${namesOf(new Set(actions))} by the statement of line ${lineOf(version, statement.span)}: its patterns and conditions are too many to compare`,
    })),
  ];
}

function groupLines(found: readonly PolicyChange[], lineOf: LineOf, isLost: boolean): readonly Line[] {
  const groups = grouped(found);
  const lines = groups.slice(0, GROUPS_SHOWN).flatMap((group): Line[] => {
    const { first } = group;
    return [
      { depth: 1, text: actionsText(group) },
      ...(first.pattern ? [{ depth: 2, text: `on    ${patternText(first)}` }] : []),
      ...(group.principals.size === 0 ? [] : [{ depth: 2, text: `for   ${namesOf(group.principals, 'principals')}` }]),
      ...contextTexts(first).map((text) => ({ depth: 2, text: `when  ${text}` })),
      { depth: 2, text: `by    ${reasonText(first, lineOf, isLost)}` },
      {
        depth: 2,
        text: `e.g.  ${brief(first.action)} on ${first.resource}${first.isExact ? '' : ', where a variable or a template’s value fits'}`,
      },
    ];
  });
  const rest = groups.length - GROUPS_SHOWN;
  return rest > 0 ? [...lines, { depth: 1, text: `and ${rest} more: --format json lists all` }] : lines;
}

function grouped(found: readonly PolicyChange[]): readonly Group[] {
  const groups = new Map<string, { first: PolicyChange; actions: Set<string>; principals: Set<string> }>();
  for (const change of found) {
    const { policy, statement, version, pattern, context, reason } = change;
    const key = JSON.stringify([policy.name, version, statement.span.start, pattern?.text, context, reason]);
    const known = groups.get(key);
    const group = known ?? { first: change, actions: new Set(), principals: new Set() };
    groups.set(key, group);
    for (const action of change.actions) group.actions.add(action);
    if (change.standsFor !== '') group.principals.add(change.standsFor);
  }
  return [...groups.values()];
}

function namesOf(names: ReadonlySet<string>, what = 'actions'): string {
  const all = [...names];
  const shown = all.slice(0, ACTIONS_SHOWN).map(brief).join(', ');
  return all.length > ACTIONS_SHOWN ? `${shown} and ${all.length - ACTIONS_SHOWN} more ${what}` : shown;
}

/** The actions of a group: by name, or, where they are many, as the statement writes them. */
function actionsText({ first, actions }: Group): string {
  const { action, notAction } = first.statement;
  if (notAction)
    return `every action but ${namesOf(new Set(notAction.values.map(({ text }) => text)))}, such as ${brief(first.action)}`;
  if (actions.size <= ACTIONS_SHOWN || !action) return namesOf(actions);
  const patterns = action.values
    .map(({ text }) => text)
    .filter((text) => [...actions].some((name) => matchesAction(text, name.toLowerCase())));
  return `${patterns.slice(0, ACTIONS_SHOWN).map(brief).join(', ')} (${actions.size} actions, such as ${brief(first.action)})`;
}

const patternText = ({ pattern, statement }: PolicyChange): string =>
  `${statement.notResource ? 'what is not ' : ''}${brief(pattern?.text ?? '')}`;

const contextTexts = ({ context, anyOther }: PolicyChange): readonly string[] =>
  Object.entries(context).map(([key, values]) => {
    if (values === null) return `${brief(key)} is not in the request`;
    const texts = values.map((each) => brief(each)).join(', ');
    return anyOther.has(key) ? `${brief(key)} is something else, such as "${texts}"` : `${brief(key)} is ${texts}`;
  });

function reasonText({ statement, version, reason }: PolicyChange, lineOf: LineOf, isLost: boolean): string {
  const line = lineOf(version, statement.span);
  const sid = statement.sid?.text ? ` "${brief(statement.sid.text)}"` : '';
  if (reason === 'allow')
    return `the statement${sid}, line ${line}${isLost ? ' of the old version, which no longer says so' : ''}`;
  return isLost
    ? `the Deny${sid}, line ${line}`
    : `the Deny${sid}, line ${line} of the old version, which no longer says so`;
}

/** Markdown for a pull request: a list with the same lines. */
export const asMarkdown = (lines: readonly Line[]): string =>
  lines.map(({ depth, text }) => `${'  '.repeat(depth)}- ${depth === 0 ? `**${text}**` : code(text)}`).join('\n');

/** Names and patterns hold stars and underscores: what follows the word that leads a line is code. */
function code(text: string): string {
  const end = LEADS.find((lead) => text.startsWith(lead))?.length ?? 0;
  return `${text.slice(0, end).trim()}${end === 0 ? '' : ' '}\`\`${text.slice(end).trim().replaceAll('``', "''")}\`\``;
}

const LEADS = ['on ', 'for ', 'when ', 'by ', 'e.g. '];
