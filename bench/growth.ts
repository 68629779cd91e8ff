/**
 * How the work of each rule and feature grows with the document: the exponent k of time = c · lengthᵏ, once for more
 * statements and once for longer lists. 1 is linear, 2 quadratic.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openCatalog } from '../server/src/catalog/catalog.ts';
import { filesIn } from '../server/src/catalog/files.ts';
import { complete } from '../server/src/features/completion/completion.ts';
import { documentLinks } from '../server/src/features/document-links.ts';
import { foldingRanges } from '../server/src/features/folding.ts';
import { highlights } from '../server/src/features/highlights.ts';
import { hover } from '../server/src/features/hover.ts';
import { inlayHints } from '../server/src/features/inlay-hints.ts';
import { refactorings } from '../server/src/features/refactorings.ts';
import { selectionRanges } from '../server/src/features/selection-ranges.ts';
import { signatureHelp } from '../server/src/features/signature-help.ts';
import { documentSymbols } from '../server/src/features/symbols.ts';
import { formatting } from '../server/src/hosts/json/formatting.ts';
import { tidy } from '../server/src/hosts/json/tidy.ts';
import { jsonWriter } from '../server/src/hosts/json/writer.ts';
import { type PolicyDocument, readDocument } from '../server/src/policy/document.ts';
import { check } from '../server/src/rules/check.ts';
import { RULES } from '../server/src/rules/index.ts';
import type { PolicyContext, Rule } from '../server/src/rules/rule.ts';
import { policyOf } from './policy.ts';

const SIZES = [250, 500, 1000, 2000];
/** In ms; what takes less at the largest size tells nothing about growth. */
const TOO_QUICK = 0.3;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const catalog = openCatalog(filesIn('server/src/catalog/data'));

export interface Growth {
  readonly what: string;
  /** In ms, at the largest size. */
  readonly time: number;
  /** Undefined where it is too quick to tell. */
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

/** Each time is the best of so many. */
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

/** The same text, told apart from its copies where a number can stand. */
const variant = (text: string, index: number): string =>
  /\d{12}/.test(text)
    ? text.replace(/\d{12}/g, String(100_000_000_000 + index))
    : text === '*'
      ? text
      : `${text}${index}`;

/** The example with so many of its statements. */
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

/** The example with so many values in each of its lists. */
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

function run(rule: Rule, document: PolicyDocument): number {
  let count = 0;
  for (const policy of document.policies) {
    const context: PolicyContext = {
      catalog,
      kind: policy.kind,
      isKindCertain: policy.isKindCertain,
      writer: jsonWriter(document.text),
      hasVariables: policy.hasVariables,
      text: document.text,
      jsonSyntaxElsewhere: false,
      document,
    };
    if (rule.checkStatement)
      for (const statement of policy.statements) count += [...rule.checkStatement(statement, context)].length;
    if (rule.checkPolicy) count += [...rule.checkPolicy(policy, context)].length;
    if (rule.checkDocument) count += [...rule.checkDocument(document, context)].length;
  }
  return count;
}

/** For each rule its first bad example that is JSON, grown in both ways. */
export function* growthOfRules(): Generator<Growth> {
  for (const rule of RULES) {
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
          (size) => readDocument(JSON.stringify(grow(base, size), undefined, 1), kind ? { kind } : {}),
          (document) => run(rule, document),
        );
      }
      break;
    }
  }
}

export function* growthOfFeatures(): Generator<Growth> {
  const prepare = (size: number) => {
    const document = readDocument(policyOf(size));
    const middle = document.text.indexOf('"bedrock:InvokeModel"', document.text.length / 2) + 12;
    return { document, middle, span: { start: middle, end: middle }, whole: { start: 0, end: document.text.length } };
  };
  yield growth('reading', policyOf, (text) => readDocument(text));
  yield growth('all rules', prepare, ({ document }) => check(document, { catalog }));
  yield growth('completion', prepare, ({ document, middle }) =>
    complete(document, middle, { catalog, snippets: true }),
  );
  yield growth('hover', prepare, ({ document, middle }) => hover(document, middle, catalog));
  yield growth('signature help', prepare, ({ document, middle }) => signatureHelp(document, middle, catalog));
  yield growth('symbols', prepare, ({ document }) => documentSymbols(document, catalog));
  yield growth('links', prepare, ({ document }) => documentLinks(document, catalog));
  yield growth('highlights', prepare, ({ document, middle }) => highlights(document, middle));
  yield growth('inlay hints', prepare, ({ document, whole }) => inlayHints(document, whole, catalog));
  yield growth('folding', prepare, ({ document }) => foldingRanges(document));
  yield growth('selection ranges', prepare, ({ document, middle }) => selectionRanges(document, middle));
  yield growth('formatting', prepare, ({ document }) =>
    formatting(document, undefined, { tabSize: 2, insertSpaces: true }),
  );
  yield growth('refactorings', prepare, ({ document, span }) => refactorings(document, span, catalog));
  yield growth('sort and tidy', prepare, ({ document }) => tidy(document, { tabSize: 2, insertSpaces: true }));
}
