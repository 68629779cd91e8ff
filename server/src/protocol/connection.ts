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
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalog } from '../catalog/catalog.ts';
import { CONFIG_FILE, readConfigFile } from '../config/config-file.ts';
import { type Complain, DEFAULT_EDITOR_OPTIONS, readEditorOptions, readOptions } from '../config/options.ts';
import type { Checker } from '../features/fix-all.ts';
import { readDocument } from '../policy/document.ts';
import { check } from '../rules/check.ts';
import { type PolicySnippet, readSnippets } from '../snippets/snippets.ts';
import { type Client, readClient } from './client.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { registerExtensionRequests } from './extension-requests.ts';
import { publisher } from './publisher.ts';
import { answer, registerRequests, type Session } from './requests.ts';
import { type Snapshot, type SnapshotOptions, Snapshots } from './snapshots.ts';
import { type ReadText, Workspace } from './workspace.ts';
import { WorkspaceDiagnostics } from './workspace-diagnostics.ts';

export interface Host {
  readonly catalog: Catalog;
  /** Reads a file of the workspace, where the client does not do it. */
  readonly readText?: ReadText;
  /** The policy files below a folder, as URIs; undefined for a folder that this host cannot walk. */
  readonly findFiles?: (folder: string) => Promise<readonly string[]> | undefined;
  /** The text of a file of snippets, by its group. */
  readonly readSnippets: (group: string) => string;
  /** Called when policies have been checked. */
  readonly onChecked?: () => void;
}

/** Asks the client for a text file: it knows file systems that the server does not. */
const READ_FILE = 'bedrockPolicy/readFile';
/** Asks the client for the policy files below a folder, at most so many. */
const FIND_FILES = 'bedrockPolicy/findFiles';
/** What may hold policies. */
const POLICY_FILES = '**/*.{json,jsonc}';

const SECTION = 'bedrockPolicy';

/** Serves one client over an open connection. */
export function startServer(
  connection: Connection,
  { catalog, readText, findFiles, readSnippets: readGroup, onChecked }: Host,
): void {
  const documents = new TextDocuments(TextDocument);
  const snapshots = new Snapshots();
  let client: Client | undefined;
  let isShutDown = false;
  let settled: Promise<void> = Promise.resolve();
  let folders: readonly string[] = [];
  let editorOptions = DEFAULT_EDITOR_OPTIONS;
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

  const optionsFor = (document: TextDocument): SnapshotOptions => {
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
    return found;
  };

  const snapshotOf = (document: TextDocument): Snapshot => snapshots.of(document, optionsFor(document));

  const checkerOf = (document: TextDocument): Checker => {
    const checker = snapshotOf(document).checker();
    return workspace.of(document.uri).isIgnored ? { ...checker, check: () => [] } : checker;
  };

  const findingsOf = (document: TextDocument) => {
    if (workspace.of(document.uri).isIgnored) return [];
    const snapshot = snapshotOf(document);
    const found = snapshot.findings();
    if (snapshot.document.policies.length > 0) onChecked?.();
    return found;
  };

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

  let snippets: readonly PolicySnippet[] | undefined;
  const examples = () => {
    snippets ??= readSnippets(readGroup);
    return snippets;
  };

  const session: Session = {
    catalog,
    documents,
    client: () => client,
    isShutDown: () => isShutDown,
    snapshotOf: (document) => snapshotOf(document).document,
    findingsOf,
    checkerOf,
    optionsOf: ({ uri }) => workspace.of(uri).options,
    editorOptions: () => editorOptions,
    examples,
    fail,
  };

  const workspaceDiagnostics = new WorkspaceDiagnostics({
    isOpen: (uri) => documents.get(uri) !== undefined,
    async find(limit) {
      await settled;
      const found: string[] = [];
      for (const folder of folders) {
        const own = await (findFiles?.(folder) ??
          (client?.readsFiles
            ? connection.sendRequest<string[]>(FIND_FILES, { folder, limit: Math.min(limit, 1e6) })
            : []));
        found.push(...own);
      }
      return found.filter((uri) => !workspace.of(uri).isIgnored).slice(0, limit);
    },
    async check(uri) {
      const text = await read(uri);
      if (text === undefined) return undefined;
      const document = TextDocument.create(uri, 'json', 0, text);
      const own = optionsFor(document);
      const policies = readDocument(text, { path: uri, kind: own.kind });
      return {
        policies: policies.policies.length,
        diagnostics: check(policies, own).map((finding) => toDiagnostic(document, finding)),
      };
    },
  });

  const publish = publisher(
    documents,
    () => settled,
    async (document) => {
      try {
        const { uri, version } = document;
        await connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(document) });
      } catch (error) {
        fail(`Checking ${document.uri} version ${document.version}`, error);
      }
    },
  );

  const takeSettings = (value: unknown) => {
    const complain: Complain = (path, message) =>
      connection.console.warn(`The setting ${[SECTION, ...path].join('.')}: ${message}`);
    workspace.settings = readOptions(value, complain);
    editorOptions = readEditorOptions(value, complain);
    workspaceDiagnostics.limit = editorOptions.workspaceFiles;
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
      workspaceDiagnostics.recheck();
    }, 'Reading the config file').then(refresh);

  const refresh = () => {
    if (client?.refreshesInlayHints)
      ask(connection.languages.inlayHint.refresh(), 'Asking for a refresh of inlay hints');
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
        signatureHelpProvider: { triggerCharacters: [':', '/'] },
        documentHighlightProvider: true,
        documentSymbolProvider: { label: 'Bedrock Policy' },
        documentLinkProvider: {},
        inlayHintProvider: true,
        selectionRangeProvider: true,
        // VS Code's own JSON support folds and formats; a second formatter would make it ask which one to take.
        ...(client.jsonSyntaxElsewhere
          ? {}
          : { foldingRangeProvider: true, documentFormattingProvider: true, documentRangeFormattingProvider: true }),
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll],
          resolveProvider: true,
        },
        ...(client.pullsDiagnostics
          ? {
              diagnosticProvider: {
                identifier: 'bedrock-policy',
                interFileDependencies: false,
                workspaceDiagnostics: true,
              },
            }
          : {}),
      },
    };
  });

  connection.onShutdown(() => {
    isShutDown = true;
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
          watchers: [{ globPattern: client.pullsDiagnostics ? POLICY_FILES : `**/${CONFIG_FILE}` }],
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
    for (const { uri } of changes) if (!/\/(node_modules|\.git)\//.test(uri)) workspaceDiagnostics.changed(uri);
  });
  documents.onDidSave(({ document: { uri } }) => {
    if (uri.endsWith(`/${CONFIG_FILE}`) && !client?.watchesFiles) void reloadConfigFiles();
  });

  documents.onDidChangeContent(({ document }) => {
    if (client && !client.pullsDiagnostics) publish(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    snapshots.forget(uri);
    workspaceDiagnostics.changed(uri);
    if (client && !client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    await settled;
    const items = await answer(session, textDocument.uri, 'Checking', [], token, diagnosticsOf);
    return { kind: DocumentDiagnosticReportKind.Full, items };
  });

  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => ({
    items: await workspaceDiagnostics.report(previousResultIds, token),
  }));

  registerRequests(connection, session);
  registerExtensionRequests(connection, session, workspaceDiagnostics);
  documents.listen(connection);
  connection.listen();
}
