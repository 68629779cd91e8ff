/** The language server: LSP wiring, and only that. */
import picomatch from 'picomatch';
import {
  CodeActionKind,
  type Connection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalog } from '../catalog/catalog.ts';
import { codeActions, fixAll } from '../features/code-actions.ts';
import { complete, type DocumentationOf } from '../features/completion/completion.ts';
import { documentationOf } from '../features/documentation.ts';
import { hover } from '../features/hover.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { markdown, toCodeAction, toCompletionList, toDiagnostic, toRange, toSpan, toTextEdit } from './convert.ts';
import { NO_SETTINGS, readSettings, type Settings } from './settings.ts';
import { type Snapshot, type SnapshotOptions, Snapshots } from './snapshots.ts';

export interface Host {
  readonly catalog: Catalog;
}

interface Client {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly snippets: boolean;
  readonly editRangeDefault: boolean;
  readonly insertTextMode: boolean;
  readonly jsonSyntaxElsewhere: boolean;
}

const SECTION = 'bedrockPolicy';

function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const item = textDocument?.completion?.completionItem;
  const options = (initializationOptions ?? {}) as { jsonSyntax?: unknown };
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    hasConfiguration: workspace?.configuration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    snippets: item?.snippetSupport ?? false,
    editRangeDefault: textDocument?.completion?.completionList?.itemDefaults?.includes('editRange') ?? false,
    insertTextMode: item?.insertTextModeSupport !== undefined,
    jsonSyntaxElsewhere: options.jsonSyntax === 'off',
  };
}

/** Lets what has arrived in the meantime (a newer version, a cancellation) be seen before work begins. */
const nextTurn = () =>
  new Promise<void>((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

/** The longest that work waits for changes to end, in milliseconds: who types without a pause is told as well. */
const PATIENCE = 50;

/** Waits while newer versions of a document keep coming in. */
async function quiet(document: TextDocument): Promise<void> {
  const end = performance.now() + PATIENCE;
  let version: number;
  do {
    version = document.version;
    await nextTurn();
  } while (document.version !== version && performance.now() < end);
}

/** Serves one client over an open connection. */
export function startServer(connection: Connection, { catalog }: Host): void {
  const documents = new TextDocuments(TextDocument);
  const snapshots = new Snapshots();
  let client: Client | undefined;
  let settings: Settings = NO_SETTINGS;
  let settled: Promise<void> = Promise.resolve();
  const options = new Map<PolicyKind | undefined, SnapshotOptions>();
  const failures = new Set<string>();

  const fail = (what: string, error: unknown) => {
    if (failures.has(what)) return; // once is enough: the next keystroke would say the same
    failures.add(what);
    connection.console.error(
      `${what} failed; the server goes on. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  };

  const kindOf = (uri: string): PolicyKind | undefined => {
    const path = decodeURIComponent(uri.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, ''));
    const found = Object.entries(settings.kinds).find(([glob]) =>
      picomatch.isMatch(path, [glob, `**/${glob}`], { dot: true, nocase: true }),
    );
    return found?.[1];
  };

  const snapshotOf = (document: TextDocument): Snapshot => {
    const kind = kindOf(document.uri);
    let own = options.get(kind);
    if (!own) {
      own = {
        catalog,
        jsonSyntaxElsewhere: client?.jsonSyntaxElsewhere ?? false,
        severities: settings.rules,
        account: settings.defaultAccount,
        kind,
        onFailure: (rule, error) => fail(`Rule ${rule.id} on ${document.uri} version ${document.version}`, error),
      };
      options.set(kind, own);
    }
    return snapshots.of(document, own);
  };

  const diagnosticsOf = (document: TextDocument) =>
    snapshotOf(document)
      .findings()
      .map((finding) => toDiagnostic(document, finding));

  /** Answers a request about an open document; undefined where it is closed. A failure is told once. */
  const answer = async <T>(
    uri: string,
    what: string,
    empty: T,
    work: (document: TextDocument) => T,
    isCancelled: () => boolean,
  ): Promise<T> => {
    await nextTurn();
    if (isCancelled()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
    const document = documents.get(uri);
    if (!document) return empty;
    try {
      return work(document);
    } catch (error) {
      fail(`${what} on ${uri} version ${document.version}`, error);
      return empty;
    }
  };

  const pending = new Set<string>();
  const publish = (document: TextDocument) => {
    const { uri } = document;
    if (pending.has(uri)) return; // what is under way looks at the version that is current then
    pending.add(uri);
    void settled
      .then(() => quiet(document))
      .then(() => {
        pending.delete(uri);
        const current = documents.get(uri);
        if (!current) return;
        try {
          void connection.sendDiagnostics({ uri, version: current.version, diagnostics: diagnosticsOf(current) });
        } catch (error) {
          fail(`Checking ${uri} version ${current.version}`, error);
        }
      });
  };

  const loadSettings = async () => {
    if (!client?.hasConfiguration) return;
    const value: unknown = await connection.workspace.getConfiguration(SECTION);
    settings = readSettings(value, (message) => connection.console.warn(message));
    options.clear();
  };

  const refresh = () => {
    if (client?.pullsDiagnostics) {
      if (client.refreshesDiagnostics) void connection.sendRequest(DiagnosticRefreshRequest.type);
    } else {
      for (const document of documents.all()) publish(document);
    }
  };

  connection.onInitialize((params): InitializeResult => {
    client = readClient(params);
    return {
      serverInfo: { name: 'Bedrock Policy' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: { triggerCharacters: ['"', ':', '/', '.', '{', '*'], resolveProvider: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] },
        ...(client.pullsDiagnostics
          ? {
              diagnosticProvider: {
                identifier: 'bedrock-policy',
                interFileDependencies: false,
                workspaceDiagnostics: false,
              },
            }
          : {}),
      },
    };
  });

  connection.onInitialized(() => {
    if (client?.registersConfiguration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
    settled = loadSettings().catch((error: unknown) => fail('Reading the settings', error));
  });

  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    if (!client?.hasConfiguration) {
      const section = (pushed as Record<string, unknown> | null)?.[SECTION];
      settings = readSettings(section, (message) => connection.console.warn(message));
      options.clear();
      refresh();
      return;
    }
    settled = loadSettings()
      .catch((error: unknown) => fail('Reading the settings', error))
      .then(refresh);
  });

  documents.onDidChangeContent(({ document }) => {
    if (client && !client.pullsDiagnostics) publish(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    snapshots.forget(uri);
    if (client && !client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    await settled;
    const items = await answer(textDocument.uri, 'Checking', [], diagnosticsOf, () => token.isCancellationRequested);
    return { kind: DocumentDiagnosticReportKind.Full, items };
  });

  connection.onCompletion(({ textDocument, position }, token) =>
    answer(
      textDocument.uri,
      'Completion',
      null,
      (document) => {
        const { defaultRegion, defaultAccount } = settings;
        const snippets = client?.snippets ?? false;
        const list = complete(snapshotOf(document).document, document.offsetAt(position), {
          catalog,
          snippets,
          defaultRegion,
          defaultAccount,
        });
        return list.items.length === 0 && !list.isIncomplete
          ? null
          : toCompletionList(document, list, {
              editRangeDefault: client?.editRangeDefault ?? false,
              insertTextMode: client?.insertTextMode ?? false,
            });
      },
      () => token.isCancellationRequested,
    ),
  );

  connection.onCompletionResolve((item) => {
    const data = item.data as Partial<DocumentationOf> | undefined;
    const text = data?.of === undefined ? undefined : documentationOf(data as DocumentationOf, catalog);
    return text === undefined ? item : { ...item, documentation: markdown(text) };
  });

  connection.onHover(({ textDocument, position }, token) =>
    answer(
      textDocument.uri,
      'Hover',
      null,
      (document) => {
        const found = hover(snapshotOf(document).document, document.offsetAt(position), catalog);
        return found ? { contents: markdown(found.text), range: toRange(document, found.span) } : null;
      },
      () => token.isCancellationRequested,
    ),
  );

  connection.onCodeAction(({ textDocument, range, context: { only } }, token) =>
    answer(
      textDocument.uri,
      'Code actions',
      null,
      (document) => {
        const wants = (kind: string) =>
          only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? kind === CodeActionKind.QuickFix;
        const findings = snapshotOf(document).findings();
        const fixes = wants(CodeActionKind.QuickFix)
          ? codeActions(findings, toSpan(document, range)).map((action) => toCodeAction(document, action))
          : [];
        const all = wants(CodeActionKind.SourceFixAll) ? fixAll(findings) : [];
        if (all.length > 0) {
          const edits = all.map((edit) => toTextEdit(document, edit));
          fixes.push({
            title: 'Fix all Bedrock Policy findings',
            kind: CodeActionKind.SourceFixAll,
            edit: { changes: { [document.uri]: edits } },
          });
        }
        return fixes;
      },
      () => token.isCancellationRequested,
    ),
  );

  documents.listen(connection);
  connection.listen();
}
