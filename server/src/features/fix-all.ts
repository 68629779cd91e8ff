/**
 * Applies fixes as an author would by hand: one fix, then a new check, and so on. Fixes that are right alone can be wrong
 * together, and one fix can make another one unnecessary.
 */
import { newAccess } from '../access/compare.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { HostDocument } from '../hosts/host.ts';
import { applyEdits, type Edit, type Edits, type Replacement } from '../model/edit.ts';
import { Allowance, OutOfSteps, spend, stepsFor } from '../patterns/steps.ts';
import type { Fix } from '../rules/engine/draft.ts';
import type { Finding } from '../rules/engine/finding.ts';

/** How a document is read and checked; `before` is an earlier version of it. */
export interface Checker {
  readonly catalog: Catalog;
  readonly read: (text: string, before: HostDocument) => HostDocument;
  readonly check: (document: HostDocument) => readonly Finding[];
}

export interface FixedDocument {
  readonly document: HostDocument;
  readonly findings: readonly Finding[];
  /** How many fixes were applied. */
  readonly count: number;
  /** Whether all were tried. Of a document that is very large or complex some are left. */
  readonly isComplete: boolean;
  /** The replacements that make the fixed text of the original one. Empty where nothing was fixed. */
  readonly edits: readonly Replacement[];
}

/**
 * The steps of one run, for each character of the document, and at least: for comparing what is allowed before and after each
 * fix, and for reading and checking the document again.
 */
const STEPS_FOR_CHARACTER = 5000;
const FEWEST_STEPS = 50_000_000;
const STEPS_TO_READ_CHARACTER = 100;

/** The only safe fix of a finding; undefined where it has none, or several between which only the author can choose. */
export function safeFix({ fixes }: Finding): Fix | undefined {
  const safe = fixes.filter(({ isSafe }) => isSafe);
  return safe.length === 1 ? safe[0] : undefined;
}

/** Applies the safe fixes of all findings, or of those that `isMeant` picks, until none is left or the steps are used up. */
export function fixAll(
  document: HostDocument,
  checker: Checker,
  isMeant: (finding: Finding) => boolean = () => true,
): FixedDocument {
  const pieces = new Pieces(document.text);
  let current = document;
  let findings = checker.check(document);
  let count = 0;
  const refused = new Set<string>();
  const steps = new Allowance(stepsFor(document.text.length, STEPS_FOR_CHARACTER, FEWEST_STEPS));
  const next = () => {
    const meant = findings.filter(isMeant);
    return together(current, meant, checker, refused, steps) ?? firstFix(current, meant, checker, refused, steps);
  };
  let isComplete = true;
  try {
    for (let applied = next(); applied; applied = next()) {
      pieces.apply(applied.edits);
      current = applied.document;
      findings = checker.check(current);
      count += applied.count;
    }
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    isComplete = false;
  }
  return { document: current, findings, count, isComplete, edits: pieces.replacements() };
}

interface Applied {
  readonly document: HostDocument;
  readonly edits: Edits;
  readonly count: number;
}

/** Identifies a fix that was refused, so that it is not tried again. */
const keyOf = ({ rule, message }: Finding, { title }: Fix): string => `${rule.id} ${message} ${title}`;

/** The document after edits; undefined where the edits would break the text or widen access. */
function tried(
  document: HostDocument,
  edits: Edits,
  { read, catalog }: Checker,
  steps: Allowance,
): HostDocument | undefined {
  const text = applyEdits(document.text, edits);
  steps.run(() => spend(STEPS_TO_READ_CHARACTER * text.length));
  const after = read(text, document);
  const isSound =
    text !== document.text &&
    after.problems.length <= document.problems.length &&
    after.unread.length <= document.unread.length &&
    after.policies.length === document.policies.length;
  return isSound && !steps.run(() => newAccess(document, after, catalog)) ? after : undefined;
}

/** The first safe fix that passes the comparison of access. A fix that fails it is a defect of its rule, and is refused. */
function firstFix(
  document: HostDocument,
  findings: readonly Finding[],
  checker: Checker,
  refused: Set<string>,
  steps: Allowance,
): Applied | undefined {
  for (const finding of findings) {
    const fix = safeFix(finding);
    if (!fix || refused.has(keyOf(finding, fix))) continue;
    const after = tried(document, fix.edits, checker, steps);
    if (after) return { document: after, edits: fix.edits, count: 1 };
    refused.add(keyOf(finding, fix));
  }
  return undefined;
}

/**
 * All safe fixes of the first finding's rule at once, where the document means the same afterwards: applying them one after
 * the other has the same result, but needs a check for each. Undefined where there is only one fix, or the meaning changes.
 */
function together(
  document: HostDocument,
  findings: readonly Finding[],
  checker: Checker,
  refused: Set<string>,
  steps: Allowance,
): Applied | undefined {
  const usable = findings.flatMap((finding) => {
    const fix = safeFix(finding);
    return fix && !refused.has(keyOf(finding, fix)) ? [{ rule: finding.rule, fix }] : [];
  });
  const fixes = apart(usable.filter(({ rule }) => rule === usable[0]?.rule).map(({ fix }) => fix));
  if (fixes.length < 2) return undefined;
  const edits = fixes.flatMap((fix) => fix.edits);
  const after = tried(document, edits, checker, steps);
  const isSame = after && !steps.run(() => newAccess(after, document, checker.catalog));
  return isSame ? { document: after, edits, count: fixes.length } : undefined;
}

/** The fixes, given in the order of the text, that do not touch an earlier fix. Adjacent values may be removed together. */
function apart(fixes: readonly Fix[]): readonly Fix[] {
  let last: Edit | undefined;
  return fixes.filter(({ edits }) => {
    const sorted = edits.toSorted((a, b) => a.span.start - b.span.start);
    const [first] = sorted;
    if (!first || (last && !canFollow(last, first))) return false;
    last = sorted.at(-1);
    return true;
  });
}

const canFollow = (before: Edit, after: Edit): boolean =>
  before.span.end < after.span.start || (before.span.end === after.span.start && isRemoval(before) && isRemoval(after));

const isRemoval = ({ span, text }: Edit): boolean => text === '' && span.start < span.end;

/** A text in pieces: what is left of the original, and what was inserted between. */
class Pieces {
  #pieces: readonly Piece[];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    this.#pieces = [{ text, origin: 0 }];
  }

  apply(edits: Edits): void {
    for (const { span, text } of edits.toSorted((a, b) => b.span.start - a.span.start)) {
      const before = this.#slice(0, span.start);
      const after = this.#slice(span.end, Number.POSITIVE_INFINITY);
      this.#pieces = [...before, ...(text === '' ? [] : [{ text, origin: undefined }]), ...after];
    }
  }

  /** The pieces of a stretch of the current text. */
  #slice(start: number, end: number): readonly Piece[] {
    let at = 0;
    return this.#pieces.flatMap(({ text, origin }) => {
      const from = Math.max(0, start - at);
      const to = Math.min(text.length, end - at);
      at += text.length;
      if (from >= to) return [];
      return [{ text: text.slice(from, to), origin: origin === undefined ? undefined : origin + from }];
    });
  }

  /** The replacements that make the current text of the first one. They do not touch. */
  replacements(): readonly Replacement[] {
    const found: Replacement[] = [];
    let at = 0;
    let written = '';
    const close = (start: number) => {
      if (start > at || written !== '') found.push({ span: { start: at, end: start }, text: written });
      written = '';
    };
    for (const { text, origin } of this.#pieces) {
      if (origin === undefined) {
        written += text;
        continue;
      }
      close(origin);
      at = origin + text.length;
    }
    close(this.#length);
    return found;
  }
}

interface Piece {
  readonly text: string;
  /** Its offset in the original text; undefined for inserted text. */
  readonly origin: number | undefined;
}
