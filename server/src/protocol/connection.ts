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
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientRequests } from '../../../shared/requests.ts';
import { DEFAULT_EDITOR_OPTIONS, MOST_FILES, type Options, readEditorOptions, readOptions } from '../config/options.ts';
import type { Complain } from '../config/values.ts';
import { type Checker, isTestFile, type Rule, type Service, type TestFileProblem } from '../service.ts';
import { type PolicySnippet, readSnippets } from '../snippets/snippets.ts';
import { type Client, readClient } from './client.ts';
import { ConfigDocuments, loadedOf } from './config-documents.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { registerExtensionRequests } from './extension-requests.ts';
import { publisher } from './publisher.ts';
import { registerRequests } from './requests.ts';
import { answer, type Session } from './session.ts';
import { type Snapshot, type SnapshotOptions, Snapshots } from './snapshots.ts';
import { canonical, folderUri, isBelow } from './uris.ts';
import { type ReadText, Workspace } from './workspace.ts';
import { WorkspaceDiagnostics } from './workspace-diagnostics.ts';
import { WorkspaceIndex } from './workspace-index.ts';
import { registerWorkspaceRequests } from './workspace-requests.ts';

export interface Host {
  readonly service: Service;
  /** Reads a file of the workspace, where the client does not do it. */
  readonly readText?: ReadText;
  /** The policy files below a folder, as URIs, at most so many; undefined for a folder that this host cannot walk. */
  readonly findFiles?: (folder: string, most: number) => Promise<FoundUris> | undefined;
  /** Whether `findFiles` would find a file below a folder. */
  readonly isFoundIn?: (folder: string, uri: string) => Promise<boolean>;
  /** The text of a file of snippets, by its group. */
  readonly readSnippets: (group: string) => string;
  /** Called when policies have been checked. */
  readonly onChecked?: () => void;
}

export interface FoundUris {
  readonly uris: readonly string[];
  /** What could not be looked at, a sentence each. */
  readonly problems: readonly string[];
}

/** The files that may contain policies. */
const POLICY_FILES = '**/*.{json,jsonc,yaml,yml,tf,tofu,hcl}';

/** In characters. A larger file that is not open would keep the author's own document waiting. */
const MOST_IN_BACKGROUND = 1_000_000;

const TEST_SEVERITIES: Readonly<Record<TestFileProblem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

const TOO_LARGE: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  message: `This file has more than ${MOST_IN_BACKGROUND} characters, so that it is checked only while it is open. Open it, or run bedrock-policy check.`,
  severity: DiagnosticSeverity.Information,
  code: 'not-read',
  source: 'Bedrock Policy',
};

const SECTION = 'bedrockPolicy';

/** Serves one client over an open connection. */
export function startServer(
  connection: Connection,
  { service, readText, findFiles, isFoundIn, readSnippets: readGroup, onChecked }: Host,
): void {
  const documents = new TextDocuments(TextDocument);
  let client: Client | undefined;
  let isShutDown = false;
  let configurationLoaded: Promise<void> = Promise.resolve();
  let folders: readonly string[] = [];
  let editorOptions = DEFAULT_EDITOR_OPTIONS;
  const workspace = new Workspace();
  /** By the options that hold, and by what is about the document alone. */
  const options = new Map<Options, Map<string, SnapshotOptions>>();
  const failures = new Set<string>();

  /** Logs a failure once for each document: every further keystroke would fail in the same way. */
  const reportOnce = (what: string, error: unknown, document?: TextDocument) => {
    const place = document ? ` on ${document.uri}` : '';
    if (failures.has(what + place)) return;
    failures.add(what + place);
    const version = document ? ` version ${document.version}` : '';
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`${what}${place}${version} failed; the server goes on. ${cause}`);
  };

  const warnOnce = (sentence: string) => {
    if (failures.has(sentence)) return;
    failures.add(sentence);
    connection.console.warn(sentence);
  };

  const snapshots = new Snapshots(service, (document, rule, error) => reportOnce(`Rule ${rule.id}`, error, document));

  const askClient = <Name extends keyof ClientRequests>(
    name: Name,
    params: ClientRequests[Name][0],
  ): Promise<ClientRequests[Name][1]> => connection.sendRequest(name, params);

  /** Logs a request that the client rejects; nothing else depends on the answer. */
  const logRejection = (request: Promise<unknown>, what: string) => {
    request.catch((error: unknown) => reportOnce(what, error));
  };

  const optionsFor = (document: TextDocument): SnapshotOptions => {
    const { options: own, kind, exceptions } = workspace.of(document.uri);
    const jsonSyntaxElsewhere = client?.jsonSyntaxElsewhere ?? false;
    const commentsElsewhere = jsonSyntaxElsewhere && documents.get(document.uri)?.languageId === 'json';
    const key = `${kind} ${commentsElsewhere} ${exceptions.map((each) => own.exceptions.indexOf(each)).join()}`;
    const known = options.get(own) ?? new Map<string, SnapshotOptions>();
    options.set(own, known);
    let found = known.get(key);
    if (!found) {
      found = {
        jsonSyntaxElsewhere,
        commentsElsewhere,
        severities: own.rules,
        account: own.defaultAccount,
        organization: own.organization,
        exceptions,
        kind,
      };
      known.set(key, found);
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
    const { findings } = snapshot.judged();
    if (snapshot.document.policies.length > 0) onChecked?.();
    return findings;
  };

  const diagnosticsOf = (document: TextDocument): Diagnostic[] =>
    configs.has(document.uri)
      ? [...configs.of(document)]
      : isTestFile(document.uri)
        ? diagnosticsOfTests(document)
        : findingsOf(document).map((finding) => toDiagnostic(document, finding));

  const configs = new ConfigDocuments({
    workspace,
    syntaxElsewhere: () => client?.jsonSyntaxElsewhere ?? false,
    isUnused: (exception) =>
      workspaceDiagnostics.isComplete &&
      !workspaceDiagnostics.used.has(exception) &&
      !documents.all().some((document) =>
        snapshotOf(document)
          .judged()
          .excepted.some((each) => each.exception === exception),
      ),
  });

  const diagnosticsOfTests = (document: TextDocument): Diagnostic[] =>
    service.readTestFile(document.getText()).problems.map(({ span, message, severity }) => ({
      range: toRange(document, span),
      message,
      severity: TEST_SEVERITIES[severity],
      source: 'Bedrock Policy',
    }));

  let snippets: readonly PolicySnippet[] | undefined;
  const examples = () => {
    snippets ??= readSnippets(readGroup);
    return snippets;
  };

  /** The policy files of all folders, at most so many. What cannot be looked at is said in the output. */
  const findAll = async (limit: number): Promise<readonly string[]> => {
    await configurationLoaded;
    const found: string[] = [];
    for (const folder of folders) {
      try {
        const own = await findFiles?.(folder, limit);
        for (const problem of own?.problems ?? []) warnOnce(problem);
        const most = Math.min(limit, MOST_FILES);
        const uris =
          own?.uris ?? (client?.readsFiles ? await askClient('bedrockPolicy/findFiles', { folder, limit: most }) : []);
        for (const uri of uris) found.push(uri);
      } catch (error) {
        reportOnce(`Listing the files of ${folder}`, error); // the other folders are checked
      }
    }
    return found.filter((uri) => !workspace.of(uri).isIgnored).slice(0, limit);
  };

  /** The text of a file that is not open; undefined where it cannot be read, which is said in the output. */
  const readQuietly = (uri: string) =>
    read(uri).catch((error: unknown) => {
      reportOnce(`Reading ${uri}`, error);
      return undefined;
    });

  const index = new WorkspaceIndex({
    service,
    find: () => findAll(MOST_FILES),
    async read(uri) {
      const text = await readQuietly(uri);
      if (text === undefined || text.length > MOST_IN_BACKGROUND) return undefined;
      return service.read(text, { path: uri, kind: workspace.of(uri).kind });
    },
    open: () =>
      new Map(
        documents
          .all()
          .map((document) => [canonical(document.uri), { document, policies: snapshotOf(document).document }]),
      ),
    isWatching: () => client?.watchesFiles ?? false,
  });

  const session: Session = {
    index,
    service,
    documents,
    client: () => client,
    isShutDown: () => isShutDown,
    snapshotOf: (document) => snapshotOf(document).document,
    findingsOf,
    checkerOf,
    optionsOf: ({ uri }) => workspace.of(uri).options,
    editorOptions: () => editorOptions,
    configOf: ({ uri }) => workspace.configOf(uri),
    readText: (uri) => read(uri),
    examples,
    reportOnce,
  };

  const workspaceDiagnostics = new WorkspaceDiagnostics({
    open: () => new Set(documents.keys().map(canonical)),
    configs: () => new Map(configs.uris.map((uri) => [canonical(uri), configs.ofFile(uri)])),
    onDone: ({ files, policies, findings }) => {
      connection.console.info(`Checked the workspace. Files: ${files}, policies: ${policies}, findings: ${findings}.`);
      refreshOpenConfigs();
    },
    find: findAll,
    async admits(uri) {
      const folder = folders.find((each) => isBelow(folderUri(each), uri));
      if (folder === undefined || workspace.of(uri).isIgnored) return false;
      return (await isFoundIn?.(folder, uri)) ?? true;
    },
    async check(uri) {
      const text = await readQuietly(uri);
      if (text === undefined) return undefined;
      const document = TextDocument.create(uri, 'json', 0, text);
      if (text.length > MOST_IN_BACKGROUND)
        return { policies: 0, diagnostics: service.looksLikePolicy(text) ? [TOO_LARGE] : [] };
      const own = optionsFor(document);
      const policies = service.read(text, { path: uri, kind: own.kind });
      const onFailure = (rule: Rule, error: unknown) => reportOnce(`Rule ${rule.id}`, error, document);
      const { findings, excepted } = service.judge(policies, { ...own, onFailure });
      return {
        policies: policies.policies.length,
        diagnostics: findings.map((finding) => toDiagnostic(document, finding)),
        used: excepted.map(({ exception }) => exception),
      };
    },
  });

  const publish = publisher(
    documents,
    () => configurationLoaded,
    async (document) => {
      try {
        const { uri, version } = document;
        await connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(document) });
      } catch (error) {
        reportOnce('The check', error, document);
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
    client?.readsFiles && (client.readsDisk || !readText || !uri.startsWith('file:'))
      ? ((await askClient('bedrockPolicy/readFile', { uri })) ?? undefined)
      : readText?.(uri);

  const complaints = new Set<string>();
  /** Reads the config files, and says in the output what is wrong in them. In the editor each mistake is underlined. */
  const loadConfigFiles = async () => {
    await workspace.load(folders, read);
    for (const { file, text, problems } of workspace.configFiles) {
      const document = TextDocument.create(file, 'json', 0, text);
      for (const { span, message } of problems) {
        const { line, character } = document.positionAt(span.start);
        const sentence = `${file}:${line + 1}:${character + 1}: ${message}`;
        if (!complaints.has(sentence)) connection.console.warn(sentence);
        complaints.add(sentence);
      }
    }
    for (const sentence of loadedOf(workspace.configFiles)) connection.console.info(sentence);
    if (client && !client.pullsDiagnostics) await publishConfigs();
  };

  let published: readonly string[] = [];
  /** Sends the diagnostics of the config files that are not open to a client that does not ask for them. */
  const publishConfigs = async () => {
    const { uris } = configs;
    for (const uri of published) if (!uris.includes(uri)) await connection.sendDiagnostics({ uri, diagnostics: [] });
    for (const uri of uris)
      if (!documents.get(uri)) await connection.sendDiagnostics({ uri, diagnostics: [...configs.ofFile(uri)] });
    published = uris;
  };

  let shownOfConfigs = '';
  /** Has the client ask again about open config files, where what other files hold has changed their diagnostics. */
  const refreshOpenConfigs = () => {
    const open = documents.all().filter(({ uri }) => configs.has(uri));
    const shown = JSON.stringify(open.map((document) => configs.of(document)));
    if (shown === shownOfConfigs) return;
    shownOfConfigs = shown;
    if (open.length > 0) refresh();
  };

  const load = (work: () => Promise<void>, what: string) => {
    configurationLoaded = configurationLoaded.then(work).catch((error: unknown) => reportOnce(what, error));
    return configurationLoaded;
  };
  const reloadConfigFiles = () =>
    load(async () => {
      await loadConfigFiles();
      options.clear();
      index.clear();
      workspaceDiagnostics.recheck();
    }, 'Reading the config file').then(refresh);

  const refresh = () => {
    if (client?.refreshesInlayHints)
      logRejection(connection.languages.inlayHint.refresh(), 'Asking for a refresh of inlay hints');
    if (client?.pullsDiagnostics) {
      if (client.refreshesDiagnostics)
        logRejection(connection.sendRequest(DiagnosticRefreshRequest.type), 'Asking for a refresh of diagnostics');
    } else {
      for (const document of documents.all()) publish(document);
    }
  };

  connection.onInitialize((params): InitializeResult => {
    client = readClient(params);
    folders = client.folders;
    return {
      serverInfo: { name: 'Bedrock Policy', version: VERSION },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        completionProvider: { triggerCharacters: ['"', ':', '/', '.', '-', '{'], resolveProvider: true },
        hoverProvider: true,
        signatureHelpProvider: { triggerCharacters: [':', '/'] },
        documentHighlightProvider: true,
        documentSymbolProvider: { label: 'Bedrock Policy' },
        workspaceSymbolProvider: true,
        referencesProvider: true,
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
      logRejection(
        connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }),
        'Asking for changes of settings',
      );
    if (client?.watchesFiles)
      logRejection(
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: POLICY_FILES }],
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
    connection.console.info(`Bedrock Policy ${VERSION}, ${service.catalogVersion()}.`);
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
    if (changes.some(({ uri }) => configs.has(uri))) void reloadConfigFiles();
    for (const { uri } of changes) {
      if (/\/(node_modules|\.git)\//.test(uri)) continue;
      workspaceDiagnostics.changed(uri);
      index.changed(uri);
    }
  });
  documents.onDidSave(({ document: { uri } }) => {
    if (configs.has(uri) && !client?.watchesFiles) void reloadConfigFiles();
  });

  documents.onDidChangeContent(({ document }) => {
    if (client && !client.pullsDiagnostics) publish(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    snapshots.forget(uri);
    workspaceDiagnostics.closed(uri);
    index.changed(uri);
    if (client && !client.pullsDiagnostics)
      void connection.sendDiagnostics({ uri, diagnostics: [...configs.ofFile(uri)] });
  });

  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    await configurationLoaded;
    const items = await answer(session, textDocument.uri, 'Checking', [], token, diagnosticsOf);
    return { kind: DocumentDiagnosticReportKind.Full, items };
  });

  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => ({
    items: await workspaceDiagnostics.report(previousResultIds, token),
  }));

  registerRequests(connection, session);
  registerWorkspaceRequests(connection, session);
  registerExtensionRequests(connection, session, workspaceDiagnostics);
  documents.listen(connection);
  connection.listen();
}
