/**
 * What stands in a text for a part that is known only at deployment: one character for each part, whatever its length. Two
 * of them are never the same for certain.
 */
export const HOLE = '\uFFFC';
