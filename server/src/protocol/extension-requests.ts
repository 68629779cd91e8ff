/** Requests beyond LSP, for the commands of an editor's extension. All are named `bedrockPolicy/…`. */
import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { AtPosition, ServerRequests } from '../../../shared/requests.ts';
import { withDefaults } from '../snippets/snippets.ts';
import { toRange, toTextEdit } from './convert.ts';
import { exceptionEdit } from './exceptions.ts';
import { kindEdit } from './kinds.ts';
import { mustServe, type Session } from './session.ts';
import type { Cancellation, WorkspaceDiagnostics } from './workspace-diagnostics.ts';

export function registerExtensionRequests(
  connection: Connection,
  session: Session,
  workspace: WorkspaceDiagnostics,
): void {
  const { service } = session;

  /** Registers the answer to one request; its types are those of shared/requests.ts. */
  const on = <Name extends keyof ServerRequests>(
    name: Name,
    find: (
      params: ServerRequests[Name][0],
      token: Cancellation,
    ) => ServerRequests[Name][1] | Promise<ServerRequests[Name][1]>,
  ) => connection.onRequest(name, (params: ServerRequests[Name][0], token): unknown => find(params, token));

  const open = ({ textDocument: { uri }, position }: AtPosition) => {
    mustServe(session);
    const document = session.documents.get(uri);
    if (!document) throw new ResponseError(ErrorCodes.InvalidParams, `${uri} is not open.`);
    return { document, policies: session.snapshotOf(document), offset: document.offsetAt(position) };
  };

  on('bedrockPolicy/snippets', () => {
    const { defaultRegion: region, defaultAccount: account } = session.optionsOf({ uri: 'untitled:New' });
    return session.examples().map((example) => {
      const body = withDefaults(example.body, { region, account });
      return { ...example, body, preview: service.withoutTabStops(body) };
    });
  });

  on('bedrockPolicy/rulePage', ({ id }) => service.rulePage(id) ?? null);

  on('bedrockPolicy/status', (params) => {
    const { document, policies, offset } = open(params);
    const status = service.status(policies, offset, session.findingsOf(document));
    return status ? { ...status, catalog: service.catalog.date } : null;
  });

  on('bedrockPolicy/statementPlace', (params) => {
    const { document, policies, offset } = open(params);
    const place = service.statementPlace(policies, offset);
    if (!place) return null;
    const { before, after, first, write } = place;
    return {
      position: document.positionAt(place.offset),
      before,
      after,
      first: first ? toTextEdit(document, first) : null,
      ...(params.body !== undefined && { body: write(params.body) }),
    };
  });

  on('bedrockPolicy/addPermission', ({ message, textDocument, position }) => {
    const found = textDocument && position ? open({ textDocument, position }) : undefined;
    const { defaultAccount } = session.optionsOf({ uri: textDocument?.uri ?? 'untitled:New' });
    const added = service.addPermission(message, found?.policies, found?.offset ?? 0, defaultAccount || undefined);
    if (!('spans' in added) || !added.spans || !found) return added;
    return { ...added, ranges: added.spans.map((span) => toRange(found.document, span)) };
  });

  on('bedrockPolicy/errors', ({ message }) => service.errorsIn(message));

  on('bedrockPolicy/except', (params) => {
    mustServe(session);
    return exceptionEdit(session, params);
  });

  on('bedrockPolicy/setKind', (params) => {
    mustServe(session);
    return kindEdit(session, params);
  });

  on('bedrockPolicy/tidy', ({ options, ...at }) => {
    const { document, policies } = open(at);
    const tidied = service.tidy(policies, options);
    return 'refusal' in tidied ? tidied : { edits: tidied.edits.map((edit) => toTextEdit(document, edit)) };
  });

  on('bedrockPolicy/checkWorkspace', async (_, token) => {
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin('Bedrock Policy: checking the workspace', 0, '', true);
    const stop = {
      get isCancellationRequested() {
        return token.isCancellationRequested || progress.token.isCancellationRequested;
      },
      onCancellationRequested: token.onCancellationRequested,
    };
    try {
      const summary = await workspace.checkAll(stop, (done, all) => {
        if (done % 10 === 0 || done === all) progress.report((100 * done) / all, `${done} of ${all} files`);
      });
      return summary;
    } finally {
      progress.done();
    }
  });
}
