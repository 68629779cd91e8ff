/** What policies say of a request, in lines for people. */
import type { Evaluation } from '../access/evaluate.ts';
import { type Miss, type Nearest, nearestAllow } from '../access/explain.ts';
import type { AppliedPolicy } from '../access/policies.ts';
import type { Verdict } from '../access/request.ts';
import { brief } from '../model/printable.ts';
import type { ConditionEntry, Statement } from '../policy/statement.ts';

/** Where a statement stands, such as `agent.json:14 "Invoke"`. */
export type PlaceOf = (applied: AppliedPolicy, statement: Statement) => string;

const WORDS: Readonly<Record<Verdict, string>> = {
  allowed: 'allowed',
  'denied-explicit': 'denied: a Deny applies',
  'denied-implicit': 'denied: no statement allows it',
  depends: 'depends',
};

const MARKS: Readonly<Record<Verdict, string>> = {
  allowed: '✓',
  'denied-explicit': '✗',
  'denied-implicit': '✗',
  depends: '?',
};

/** `✗ bedrock:InvokeModel on arn:…`, with the verdict. */
export const headline = (evaluation: Evaluation, what: string): string => {
  const { verdict, point } = evaluation;
  return `${MARKS[verdict]} ${point.action} on ${point.resource}${what === '' ? '' : ` (${what})`}: ${WORDS[verdict]}`;
};

/** Why: the statements that decide, else the nearest one and what it misses. */
export function explanation(
  evaluation: Evaluation,
  policies: readonly AppliedPolicy[],
  placeOf: PlaceOf,
): readonly string[] {
  const { verdict, decidedBy, missing, keys, reasons, point } = evaluation;
  const places = decidedBy.map(({ applied, statement, effect }) => ({ effect, place: placeOf(applied, statement) }));
  const of = (effect: string) => places.filter((each) => each.effect === effect).map(({ place }) => place);
  if (verdict === 'allowed')
    return [`allowed by ${listed(of('Allow')) || 'AWS itself: it is the account’s root user'}`];
  if (verdict === 'denied-explicit') return [`denied by ${listed(of('Deny'))}`];
  const needed = missing.map(({ name }) => `${verdict === 'depends' ? 'not for certain' : 'not'} allowed by ${name}`);
  const nearest = missing.flatMap(({ kinds, level }) => {
    const isMeant = ({ kind, level: own }: AppliedPolicy) =>
      kinds.includes(kind) && (level === undefined || own === level);
    return nearestAllow(policies, point, isMeant) ?? [];
  });
  const misses = nearest.flatMap((each) => linesOf(each, placeOf));
  if (verdict === 'depends')
    return [
      `depends on ${listed([...keys, ...reasons])}`,
      ...(of('Deny').length > 0 ? [`may be denied by ${listed(of('Deny'))}`] : []),
      ...(of('Allow').length > 0 ? [`may be allowed by ${listed(of('Allow'))}`] : []),
      ...(nearest.length > 0 && of('Allow').length === 0 ? misses : []),
    ];
  return [...needed, ...(misses.length > 0 ? misses : [`no Allow names ${point.action}`])];
}

function linesOf({ applied, statement, misses, met }: Nearest, placeOf: PlaceOf): readonly string[] {
  return [
    `nearest: ${placeOf(applied, statement)}, which allows this action`,
    ...misses.flatMap((miss) => missLines(miss)),
    ...met.map((entry) => `  Condition  ${conditionText(entry)}  ✓`),
  ];
}

function missLines(miss: Miss): readonly string[] {
  if (miss.element === 'principal') return ['  Principal  does not name who asks'];
  if (miss.element === 'condition') {
    const { entry, values } = miss;
    const found =
      values === undefined
        ? 'the request’s value is not known'
        : values === null
          ? 'the key is not in the request'
          : `the request has ${listed(values.map(quotedBriefly))}`;
    return [`  Condition  ${conditionText(entry)}`, `             ${found}`];
  }
  const { nearest, field, start, end, asked } = miss;
  if (!nearest) return [`  Resource   does not name ${asked}`];
  const text = brief(nearest.text);
  const isCut = text !== nearest.text;
  const place = field ? `the request is for ${asked === '' ? `no ${field}` : asked}` : `the request is for ${asked}`;
  return [
    `  Resource   ${isCut ? nearest.text : text}`,
    `             ${' '.repeat(start)}${'~'.repeat(Math.max(1, end - start))} ${place}`,
  ];
}

const conditionText = ({ operator, key, list }: ConditionEntry): string =>
  `${operator.text} ${key.text} ${list.values.map(({ text }) => quotedBriefly(text)).join(' or ')}`;

const quotedBriefly = (text: string): string => `"${brief(text)}"`;

/** The most things that one line lists. */
const MOST_LISTED = 5;

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_LISTED);
  const rest = texts.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}
