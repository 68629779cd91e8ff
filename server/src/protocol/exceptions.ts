/** The quick fix "Except … here": its action, and the edit that it makes once the author has given the reason. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ExceptedFinding, FileEdit, ServerRequests } from '../../../shared/requests.ts';
import { addException, globOf } from '../config/config-edits.ts';
import type { Finding, HostDocument, Span } from '../service.ts';
import { configEdit } from './config-edit.ts';
import { toDiagnostic, toRange, toTextEdit, toWorkspaceEdit } from './convert.ts';
import type { Session } from './session.ts';

const takesComments = ({ host: { name } }: HostDocument, { languageId }: TextDocument): boolean =>
  name !== 'json' || languageId === 'jsonc';

/**
 * An action for each rule with findings that touch a range, for the first of them. Where the client cannot ask for the reason,
 * the action writes a comment without one, which excepts nothing until the author has added it.
 */
export function exceptionActions(
  session: Session,
  document: TextDocument,
  policies: HostDocument,
  range: Span,
): readonly CodeAction[] {
  const asks = session.client()?.asksForReasons ?? false;
  const here = session.findingsOf(document).filter(({ span }) => span.start <= range.end && range.start <= span.end);
  const seen = new Set<string>();
  return here.flatMap((finding): readonly CodeAction[] => {
    const { rule, span } = finding;
    if (seen.has(rule.id)) return [];
    seen.add(rule.id);
    const place = session.service.exceptionPlace(policies, finding, takesComments(policies, document));
    if (!place || !(place.comment || (asks && session.configOf(document)))) return [];
    const title = `Except “${rule.id}” ${place.reach === 'file' ? 'in this file' : 'here'}…`;
    const common = { title, kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(document, finding)] };
    if (!asks) return [{ ...common, edit: toWorkspaceEdit(document, place.comment?.('') ?? []) }];
    const asked: ExceptedFinding = {
      textDocument: { uri: document.uri },
      version: document.version,
      range: toRange(document, span),
      rule: rule.id,
    };
    return [{ ...common, command: { title, command: 'bedrockPolicy.except', arguments: [asked] } }];
  });
}

/** The edit that excepts a finding for a reason. */
export async function exceptionEdit(
  session: Session,
  { textDocument: { uri }, version, range, rule, reason }: ServerRequests['bedrockPolicy/except'][0],
): Promise<FileEdit> {
  const document = session.documents.get(uri);
  if (!document || document.version !== version) return { refusal: 'The file has changed meanwhile. Choose again.' };
  const policies = session.snapshotOf(document);
  const start = document.offsetAt(range.start);
  const isMeant = (each: Finding) => each.rule.id === rule && each.span.start === start;
  const finding = session.findingsOf(document).find(isMeant);
  const place = finding && session.service.exceptionPlace(policies, finding, takesComments(policies, document));
  if (!place) return { refusal: 'This finding is not there any more.' };
  if (place.comment)
    return { uri, create: false, edits: place.comment(reason).map((edit) => toTextEdit(document, edit)) };
  return configEdit(session, document, (text, path) =>
    addException(text, {
      rule,
      files: globOf(path),
      ...(place.sid !== undefined && { sid: place.sid }),
      reason,
    }),
  );
}
