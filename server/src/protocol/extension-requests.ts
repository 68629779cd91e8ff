/** Requests beyond LSP, for the commands of an editor's extension. All are named `bedrockPolicy/…`. */
import { type Connection, ErrorCodes, type Position, ResponseError } from 'vscode-languageserver';
import { addPermission } from '../features/add-permission.ts';
import { withoutTabStops } from '../features/completion/edits.ts';
import { policyFor, statementPlace } from '../features/statement-place.ts';
import { policyStatus } from '../features/status.ts';
import { tidy } from '../hosts/json/tidy.ts';
import { RULES } from '../rules/index.ts';
import { rulePage } from '../rules/page.ts';
import { toRange, toTextEdit } from './convert.ts';
import { mustServe, type Session } from './requests.ts';
import type { Cancellation, WorkspaceDiagnostics } from './workspace-diagnostics.ts';

interface AtPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

export function registerExtensionRequests(
  connection: Connection,
  session: Session,
  workspace: WorkspaceDiagnostics,
): void {
  const open = ({ textDocument: { uri }, position }: AtPosition) => {
    mustServe(session);
    const document = session.documents.get(uri);
    if (!document) throw new ResponseError(ErrorCodes.InvalidParams, `${uri} is not open.`);
    const policies = session.snapshotOf(document);
    const offset = document.offsetAt(position);
    return { document, policies, offset, policy: policyFor(policies, offset) };
  };

  connection.onRequest('bedrockPolicy/snippets', () =>
    session.examples().map((example) => ({ ...example, preview: withoutTabStops(example.body) })),
  );

  connection.onRequest('bedrockPolicy/rulePage', ({ id }: { id: string }) => {
    const rule = RULES.find((each) => each.id === id);
    return rule ? rulePage(rule) : null;
  });

  connection.onRequest('bedrockPolicy/status', (params: AtPosition) => {
    const { document, policies, offset } = open(params);
    return policyStatus(policies, offset, session.findingsOf(document)) ?? null;
  });

  connection.onRequest('bedrockPolicy/statementPlace', (params: AtPosition) => {
    const { document, policies, offset, policy } = open(params);
    const place = policy && statementPlace(policies, policy, offset);
    if (!place) return null;
    const { before, after, first } = place;
    return {
      position: document.positionAt(place.offset),
      before,
      after,
      first: first ? toTextEdit(document, first) : null,
    };
  });

  connection.onRequest(
    'bedrockPolicy/addPermission',
    ({ message, ...at }: { message: string } & (AtPosition | { textDocument?: undefined })): unknown => {
      const found = at.textDocument ? open(at) : undefined;
      const added = addPermission(message, found?.policy, session.catalog);
      if (added.outcome !== 'denied' || !found) return added;
      return { ...added, ranges: added.spans.map((span) => toRange(found.document, span)) };
    },
  );

  connection.onRequest(
    'bedrockPolicy/tidy',
    ({ options, ...at }: AtPosition & { options: { tabSize: number; insertSpaces: boolean } }): unknown => {
      const { document, policies } = open(at);
      const tidied = tidy(policies, options);
      return 'refusal' in tidied ? tidied : { edits: tidied.edits.map((edit) => toTextEdit(document, edit)) };
    },
  );

  connection.onRequest('bedrockPolicy/checkWorkspace', async (_: unknown, token: Cancellation) => {
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin('Bedrock Policy: checking the workspace', 0, '', true);
    const stop = {
      get isCancellationRequested() {
        return token.isCancellationRequested || progress.token.isCancellationRequested;
      },
      onCancellationRequested: token.onCancellationRequested,
    };
    try {
      return await workspace.checkAll(stop, (done, all) => {
        if (done % 10 === 0 || done === all) progress.report((100 * done) / all, `${done} of ${all} files`);
      });
    } finally {
      progress.done();
    }
  });
}
