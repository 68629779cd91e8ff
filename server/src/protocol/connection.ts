/** The language server: LSP wiring, and only that. */
import {
  CodeActionKind,
  type Connection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalog } from '../catalog/catalog.ts';
import { CONFIG_FILE, readConfigFile } from '../config/config-file.ts';
import { readOptions } from '../config/options.ts';
import { codeActions, fixAll } from '../features/code-actions.ts';
import { complete, type DocumentationOf } from '../features/completion/completion.ts';
import { documentationOf } from '../features/documentation.ts';
import { hover } from '../features/hover.ts';
import { refactorings } from '../features/refactorings.ts';
import {
  markdown,
  toCodeAction,
  toCompletionList,
  toDiagnostic,
  toRange,
  toRefactoring,
  toSpan,
  toTextEdit,
} from './convert.ts';
import { type Snapshot, type SnapshotOptions, Snapshots } from './snapshots.ts';
import { type ReadText, Workspace } from './workspace.ts';

export interface Host {
  readonly catalog: Catalog;
  /** Reads a file of the workspace, where the client does not do it. */
  readonly readText?: ReadText;
}

/** Asks the client for a text file: it knows file systems that the server does not. */
const READ_FILE = 'bedrockPolicy/readFile';

interface Client {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly snippets: boolean;
  readonly editRangeDefault: boolean;
  readonly insertTextMode: boolean;
  readonly jsonSyntaxElsewhere: boolean;
  readonly readsFiles: boolean;
  readonly watchesFiles: boolean;
  readonly changesFolders: boolean;
  readonly folders: readonly string[];
}

const SECTION = 'bedrockPolicy';

function readClient({ capabilities, initializationOptions, workspaceFolders, rootUri }: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const item = textDocument?.completion?.completionItem;
  const options = (initializationOptions ?? {}) as { jsonSyntax?: unknown; readFile?: unknown };
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    hasConfiguration: workspace?.configuration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    snippets: item?.snippetSupport ?? false,
    editRangeDefault: textDocument?.completion?.completionList?.itemDefaults?.includes('editRange') ?? false,
    insertTextMode: item?.insertTextModeSupport !== undefined,
    jsonSyntaxElsewhere: options.jsonSyntax === 'off',
    readsFiles: options.readFile === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    changesFolders: workspace?.workspaceFolders ?? false,
    folders: workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []),
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
export function startServer(connection: Connection, { catalog, readText }: Host): void {
  const documents = new TextDocuments(TextDocument);
  const snapshots = new Snapshots();
  let client: Client | undefined;
  let settled: Promise<void> = Promise.resolve();
  let folders: readonly string[] = [];
  const workspace = new Workspace();
  const options = new Map<string, SnapshotOptions>();
  const failures = new Set<string>();

  const fail = (what: string, error: unknown) => {
    if (failures.has(what)) return; // once is enough: the next keystroke would say the same
    failures.add(what);
    connection.console.error(
      `${what} failed; the server goes on. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  };

  /** A client may refuse what it is asked: that ends nothing. */
  const ask = (request: Promise<unknown>, what: string) => {
    request.catch((error: unknown) => fail(what, error));
  };

  const snapshotOf = (document: TextDocument): Snapshot => {
    const { options: own, kind } = workspace.of(document.uri);
    const key = `${kind} ${JSON.stringify(own.rules)} ${own.defaultAccount}`;
    let found = options.get(key);
    if (!found) {
      found = {
        catalog,
        jsonSyntaxElsewhere: client?.jsonSyntaxElsewhere ?? false,
        severities: own.rules,
        account: own.defaultAccount,
        kind,
        onFailure: (rule, error) => fail(`Rule ${rule.id} on ${document.uri} version ${document.version}`, error),
      };
      options.set(key, found);
    }
    return snapshots.of(document, found);
  };

  const findingsOf = (document: TextDocument) =>
    workspace.of(document.uri).isIgnored ? [] : snapshotOf(document).findings();

  const diagnosticsOf = (document: TextDocument): Diagnostic[] =>
    document.uri.endsWith(`/${CONFIG_FILE}`)
      ? diagnosticsOfConfig(document)
      : findingsOf(document).map((finding) => toDiagnostic(document, finding));

  /** Where the editor has no schema for it, the config file's own mistakes. */
  const diagnosticsOfConfig = (document: TextDocument): Diagnostic[] =>
    client?.jsonSyntaxElsewhere
      ? []
      : readConfigFile(document.getText()).problems.map(({ span, message }) => ({
          range: toRange(document, span),
          message,
          severity: DiagnosticSeverity.Error,
          source: 'Bedrock Policy',
        }));

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

  const takeSettings = (value: unknown) => {
    workspace.settings = readOptions(value, (path, message) =>
      connection.console.warn(`The setting ${[SECTION, ...path].join('.')}: ${message}`),
    );
    options.clear();
  };

  const loadSettings = async () => {
    if (client?.hasConfiguration) takeSettings(await connection.workspace.getConfiguration(SECTION));
  };

  const read: ReadText = async (uri) =>
    client?.readsFiles
      ? ((await connection.sendRequest<string | null>(READ_FILE, { uri })) ?? undefined)
      : readText?.(uri);

  const complaints = new Set<string>();
  const loadConfigFiles = () =>
    workspace.load(folders, read, (uri, text, problems) => {
      const document = TextDocument.create(uri, 'json', 0, text);
      const lines = problems.map(({ span, message }) => {
        const { line, character } = document.positionAt(span.start);
        return `${CONFIG_FILE}:${line + 1}:${character + 1}: ${message}`;
      });
      if (complaints.has(lines.join('\n'))) return;
      complaints.add(lines.join('\n'));
      for (const line of lines) connection.console.warn(line);
      const more = lines.length > 1 ? ` (and ${lines.length - 1} more in the output)` : '';
      void connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message: `${lines[0]}${more}`,
      });
    });

  const load = (work: () => Promise<void>, what: string) => {
    settled = settled.then(work).catch((error: unknown) => fail(what, error));
    return settled;
  };
  const reloadConfigFiles = () =>
    load(async () => {
      await loadConfigFiles();
      options.clear();
    }, 'Reading the config file').then(refresh);

  const refresh = () => {
    if (client?.pullsDiagnostics) {
      if (client.refreshesDiagnostics)
        ask(connection.sendRequest(DiagnosticRefreshRequest.type), 'Asking for a refresh of diagnostics');
    } else {
      for (const document of documents.all()) publish(document);
    }
  };

  connection.onInitialize((params): InitializeResult => {
    client = readClient(params);
    folders = client.folders;
    return {
      serverInfo: { name: 'Bedrock Policy' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        completionProvider: { triggerCharacters: ['"', ':', '/', '.', '{', '*'], resolveProvider: true },
        hoverProvider: true,
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll],
        },
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
      ask(
        connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }),
        'Asking for changes of settings',
      );
    if (client?.watchesFiles)
      ask(
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: `**/${CONFIG_FILE}` }],
        }),
        'Asking for changes of files',
      );
    if (client?.changesFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        void reloadConfigFiles();
      });
    void load(loadSettings, 'Reading the settings');
    void load(loadConfigFiles, 'Reading the config file');
  });

  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    if (client?.hasConfiguration) {
      void load(loadSettings, 'Reading the settings').then(refresh);
    } else {
      takeSettings((pushed as Record<string, unknown> | null)?.[SECTION]);
      refresh();
    }
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith(`/${CONFIG_FILE}`))) void reloadConfigFiles();
  });
  documents.onDidSave(({ document: { uri } }) => {
    if (uri.endsWith(`/${CONFIG_FILE}`) && !client?.watchesFiles) void reloadConfigFiles();
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
        const { defaultRegion, defaultAccount } = workspace.of(document.uri).options;
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
          only?.some((each) => kind === each || kind.startsWith(`${each}.`)) ?? kind !== CodeActionKind.SourceFixAll;
        const findings = findingsOf(document);
        const fixes = wants(CodeActionKind.QuickFix)
          ? codeActions(findings, toSpan(document, range)).map((action) => toCodeAction(document, action))
          : [];
        if (wants(CodeActionKind.RefactorRewrite)) {
          const found = refactorings(snapshotOf(document).document, toSpan(document, range), catalog);
          fixes.push(...found.map((each) => toRefactoring(document, each)));
        }
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
