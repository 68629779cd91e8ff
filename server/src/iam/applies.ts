/** Answers of which a template, a variable or an unknown key may keep the last word. */

/** Whether a statement applies: `maybe` where something that is not in the text decides. */
export type Applies = 'yes' | 'maybe' | 'no';

/** The answer of several that must all be met. */
export const weakest = (answers: readonly Applies[]): Applies =>
  answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';

/** The answer of several of which one is enough. */
export const strongest = (answers: readonly Applies[]): Applies =>
  answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';

export const opposite = (answer: Applies): Applies => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'maybe');
