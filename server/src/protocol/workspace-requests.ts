/** The requests about the whole workspace: which policies name this, and where a policy or a statement is. */
import { type Connection, type Location, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { mustServe, type Session } from './session.ts';

/** More than a person looks through. */
const MOST_SYMBOLS = 1000;
const MOST_REFERENCES = 10_000;

export function registerWorkspaceRequests(connection: Connection, session: Session): void {
  const { service, index } = session;

  connection.onReferences(async ({ textDocument: { uri }, position }, token): Promise<Location[]> => {
    mustServe(session);
    const document = session.documents.get(uri);
    const wanted = document && service.mentionAt(session.snapshotOf(document), document.offsetAt(position));
    if (!wanted) return [];
    const found: Location[] = [];
    for (const [file, { mentions }] of await index.all(token))
      for (const { text, range } of mentions)
        if (found.length < MOST_REFERENCES && service.names(text, wanted.text)) found.push({ uri: file, range });
    return found;
  });

  connection.onWorkspaceSymbol(async ({ query }, token): Promise<SymbolInformation[]> => {
    mustServe(session);
    const found: SymbolInformation[] = [];
    for (const [uri, { symbols }] of await index.all(token))
      for (const { name, kind, container, range } of symbols)
        if (found.length < MOST_SYMBOLS && hasWords(`${name} ${container}`, query))
          found.push({
            name,
            kind: kind === 'policy' ? SymbolKind.Namespace : SymbolKind.Object,
            ...(container && { containerName: container }),
            location: { uri, range },
          });
    return found;
  });
}

/** Whether each word of a query stands in a text, in any case. */
function hasWords(text: string, query: string): boolean {
  const whole = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}
