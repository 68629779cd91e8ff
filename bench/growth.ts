/**
 * How the work of each rule and feature grows with the document: the exponent k of time = c · lengthᵏ, once for more
 * statements and once for longer lists. 1 is linear, 2 quadratic.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { filesIn } from '../server/src/catalog/files.ts';
import { openCatalog, openService, type Rule, type Severity } from '../server/src/service.ts';
import { policyOf } from './policy.ts';

const SIZES = [250, 500, 1000, 2000];
/** In ms; a shorter time at the largest size is too short to measure growth. */
const TOO_QUICK = 0.3;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const service = openService(openCatalog(filesIn('server/src/catalog/data')));

export interface Growth {
  readonly what: string;
  /** In ms, at the largest size. */
  readonly time: number;
  /** Undefined where the time is too short to measure growth. */
  readonly exponent: number | undefined;
}

/** The slope of log(time) over log(size). */
function slope(times: readonly number[]): number {
  const points = SIZES.map((size, index) => [Math.log(size), Math.log(times[index] ?? 0)] as const);
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return over / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

/** Each time is the best of this number of runs. */
const RUNS = 3;

/** `prepare` makes what `work` takes; only `work` is timed, each time on something new, and no garbage of before with it. */
function growth<T>(what: string, prepare: (size: number) => T, work: (prepared: T) => unknown): Growth {
  const times = SIZES.map((size) => {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run++) {
      const prepared = prepare(size);
      collectGarbage();
      const start = performance.now();
      work(prepared);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  });
  const time = times.at(-1) ?? 0;
  return { what, time, exponent: time < TOO_QUICK ? undefined : slope(times) };
}

interface PolicyObject {
  Statement: unknown;
}

const isPolicy = (value: unknown): value is PolicyObject =>
  typeof value === 'object' &&
  value !== null &&
  'Statement' in value &&
  [value.Statement].flat().some((statement) => typeof statement === 'object' && statement !== null);

/** A copy of the text that differs from other copies by a number. */
const variant = (text: string, index: number): string =>
  /\d{12}/.test(text)
    ? text.replace(/\d{12}/g, String(100_000_000_000 + index))
    : text === '*'
      ? text
      : `${text}${index}`;

/** The example with its statements repeated up to `size`. */
function moreStatements(policy: PolicyObject, size: number): PolicyObject {
  const own = [policy.Statement].flat();
  const Statement = Array.from({ length: Math.ceil(size / own.length) }, (_, copy) =>
    own.map((statement) =>
      typeof statement === 'object' && statement !== null
        ? {
            ...(JSON.parse(JSON.stringify(statement).replace(/\d{12}/g, String(100_000_000_000 + copy))) as object),
            ...('Sid' in statement ? {} : { Sid: `S${copy}` }),
          }
        : statement,
    ),
  ).flat();
  return { ...policy, Statement };
}

/** The example with `size` values in each of its lists. */
function longerLists(policy: PolicyObject, size: number): PolicyObject {
  const lengthen = (value: unknown): unknown => {
    if (typeof value === 'string') return Array.from({ length: size }, (_, index) => variant(value, index));
    if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
      return [
        ...value,
        ...Array.from({ length: size }, (_, index) => variant(value[index % value.length] ?? '', index)),
      ];
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, lengthen(own)]));
    return value;
  };
  const own = [policy.Statement]
    .flat()
    .map((statement) =>
      Object.fromEntries(
        Object.entries(statement ?? {}).map(([name, value]) => [
          name,
          name === 'Sid' || name === 'Effect' ? value : lengthen(value),
        ]),
      ),
    );
  return { ...policy, Statement: own };
}

/** The severities with which only one rule is on. */
const only = (rule: Rule): Readonly<Record<string, Severity | 'off'>> =>
  Object.fromEntries(service.rules.map((each) => [each.id, each === rule ? each.severity : 'off']));

/** For each rule its first bad example that is JSON, grown in both ways. */
export function* growthOfRules(): Generator<Growth> {
  for (const rule of service.rules) {
    const severities = only(rule);
    for (const { text, kind } of [rule.bad].flat()) {
      let policy: unknown;
      try {
        policy = JSON.parse(text.replace(/[⟦⟧]/g, ''));
      } catch {
        continue;
      }
      if (!isPolicy(policy)) continue;
      const base = policy;
      for (const [way, grow] of [
        ['statements', moreStatements],
        ['values', longerLists],
      ] as const) {
        yield growth(
          `${rule.id}, ${way}`,
          (size) => service.read(JSON.stringify(grow(base, size), undefined, 1), kind ? { kind } : {}),
          (document) => service.check(document, { severities }),
        );
      }
      break;
    }
  }
}

export function* growthOfFeatures(): Generator<Growth> {
  const prepare = (size: number) => {
    const document = service.read(policyOf(size));
    const middle = document.text.indexOf('"bedrock:InvokeModel"', document.text.length / 2) + 12;
    return { document, middle, span: { start: middle, end: middle }, whole: { start: 0, end: document.text.length } };
  };
  yield growth('reading', policyOf, (text) => service.read(text));
  yield growth('all rules', prepare, ({ document }) => service.check(document));
  yield growth('completion', prepare, ({ document, middle }) => service.complete(document, middle, { snippets: true }));
  yield growth('hover', prepare, ({ document, middle }) => service.hover(document, middle));
  yield growth('signature help', prepare, ({ document, middle }) => service.signatureHelp(document, middle));
  yield growth('symbols', prepare, ({ document }) => service.symbols(document));
  yield growth('links', prepare, ({ document }) => service.links(document));
  yield growth('highlights', prepare, ({ document, middle }) => service.highlights(document, middle));
  yield growth('inlay hints', prepare, ({ document, whole }) => service.inlayHints(document, whole));
  yield growth('folding', prepare, ({ document }) => service.foldingRanges(document));
  yield growth('selection ranges', prepare, ({ document, middle }) => service.selectionRanges(document, middle));
  yield growth('formatting', prepare, ({ document }) =>
    service.formatting(document, undefined, { tabSize: 2, insertSpaces: true }),
  );
  yield growth('refactorings', prepare, ({ document, span }) => service.refactorings(document, span));
  yield growth('sort and tidy', prepare, ({ document }) => service.tidy(document, { tabSize: 2, insertSpaces: true }));
}
