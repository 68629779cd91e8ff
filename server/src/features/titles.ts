/** The titles of fixes, as menus and reports show them. */
import { newAccess } from '../access/compare.ts';
import type { HostDocument } from '../hosts/host.ts';
import { applyEdits } from '../model/edit.ts';
import { Allowance, stepsFor } from '../patterns/steps.ts';
import type { Fix } from '../rules/engine/draft.ts';
import type { Checker } from './fix-all.ts';

/** A title this long leaves room for "(widens access)" in the editor's menu, which cuts long titles off. */
const LONGEST = 100;

const cut = (title: string): string => (title.length > LONGEST ? `${title.slice(0, LONGEST)}…` : title);

const mayWiden = (title: string): string => `${cut(title)} (may widen access)`;

/** The most suggestions of a document that are compared: each comparison looks at whole policies. */
const MOST_COMPARED = 100;
/** The steps of all comparisons together, for each character of the document, and at least. */
const STEPS_FOR_CHARACTER = 1000;
const FEWEST_STEPS = 10_000_000;

/**
 * Gives the fixes of one document their titles. The title of a suggestion that widens access says so, whichever rule it
 * belongs to: the policies before and after are compared. After too many comparisons it says that it may widen access.
 */
export function titles(document: HostDocument, { read, catalog }: Checker): (fix: Fix) => string {
  let compared = 0;
  const steps = new Allowance(stepsFor(document.text.length, STEPS_FOR_CHARACTER, FEWEST_STEPS));
  return ({ title, edits, isSafe }) => {
    if (isSafe) return title;
    if (++compared > MOST_COMPARED) return mayWiden(title);
    const after = read(applyEdits(document.text, edits), document);
    return steps.runOr(mayWiden(title), () =>
      newAccess(document, after, catalog) ? `${cut(title)} (widens access)` : title,
    );
  };
}
