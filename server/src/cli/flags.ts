/** Reads the flags of a command. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { messageOf } from './command.ts';
import { UsageError } from './usage.ts';

/** The values of the flags, and the paths. Throws UsageError for a flag that the command does not have. */
export function readFlags<T extends ParseArgsConfig['options'] & {}>(argv: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}
