/** What messages call a statement. */
import { quoted } from '../model/printable.ts';
import type { Policy } from '../policy/document.ts';
import type { Statement } from '../policy/statement.ts';

/** The statement's Sid in quotes; `number 3` for the third statement of the policy, if it has no Sid. */
export const statementName = ({ statements }: Policy, statement: Statement): string =>
  statement.sid?.kind === 'string' && statement.sid.text
    ? quoted(statement.sid.text)
    : `number ${statements.indexOf(statement) + 1}`;
