/** What one document may take, whatever is in it. docs/security.md states these numbers. */

/** How many findings of one document are shown. */
export const MOST_FINDINGS = 1000;

/** The steps (patterns/steps.ts) of one rule, for each character of what it looks at, and at least. */
export const STEPS_FOR_CHARACTER = 200;
export const FEWEST_STEPS = 1_000_000;
