/** Three-valued answers: a template, a variable or an unknown key may leave an answer open. */

/** Whether a statement applies: `maybe` where something outside of the text decides. */
export type Applies = 'yes' | 'maybe' | 'no';

/** The combined answer of conditions of which one is enough. */
export const strongest = (answers: readonly Applies[]): Applies =>
  answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';

export const opposite = (answer: Applies): Applies => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'maybe');
