/** Patterns of roles that are too wide to delegate. */
import { hasWildcard, isEverything } from '../../iam/arns.ts';
import { parseArn } from '../../patterns/arn.ts';
import { matches, parseGlob } from '../../patterns/glob.ts';
import { type Statement, strings } from '../../policy/statement.ts';

/** Whether a pattern of roles (what follows `role/`) names at least a part of a role. */
export const namesRole = (role: string): boolean => /[^*?/]/.test(role);

/** Whether a statement is about every role, or about all but some. */
export const isAboutAnyRole = ({ resource, notResource }: Statement): boolean =>
  notResource !== undefined || strings(resource).some(({ text }) => isWide(text, namesRole));

/** Whether a resource pattern covers roles that it does not name. */
export function isWide(text: string, isNarrow: (role: string) => boolean): boolean {
  if (isEverything(text)) return true;
  const arn = parseArn(text);
  if (!arn || !matches(parseGlob(arn.service.text), 'iam')) return false;
  const { resource } = arn;
  if (!hasWildcard(resource.text)) return false;
  if (resource.text.startsWith('role/')) return !isNarrow(resource.text.slice('role/'.length));
  return matches(parseGlob(resource.text), 'role/x');
}
