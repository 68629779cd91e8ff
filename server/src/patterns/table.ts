/**
 * A table whose rows are found by names out of documents. An ordinary object would answer for `constructor` and `__proto__`
 * too, which are in no table.
 */
export const table = <T>(rows: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null), rows) as Record<string, T>;
