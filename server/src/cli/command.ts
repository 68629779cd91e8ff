/** What the commands of the command line share. */
import type { Service } from '../service.ts';
import { UsageError } from './usage.ts';

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

export interface CommandHost {
  readonly service: Service;
  readonly version: string;
  readonly output: Output;
  readonly errors: Output;
}

/** The value of a flag. Throws UsageError for one that is not allowed. */
export function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`${flag} is "${value}". Write one of ${allowed.join(', ')}.`);
  return found;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const notUtf8Warning = (file: string): string =>
  `${file} is not UTF-8: some of its characters could not be read. Save it as UTF-8 to have it judged completely.`;
