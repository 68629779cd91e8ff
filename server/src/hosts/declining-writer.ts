/** The writer where policies are read and not edited: it makes no change, so that no fix is offered. */
import type { PolicyWriter } from './writer.ts';

const declines = () => [];

export const decliningWriter: PolicyWriter = {
  beyondJson: () => ({ comments: [], commas: [] }),
  surroundingsOf: () => undefined,
  replaceText: declines,
  substitute: declines,
  replaceValue: declines,
  setValue: declines,
  replaceInList: declines,
  addValues: declines,
  rename: declines,
  changeOperator: declines,
  replaceCondition: declines,
  remove: declines,
  keepOnly: declines,
  addElement: declines,
  addConditions: declines,
  addStatement: declines,
  addCopy: declines,
  split: declines,
};
