/** The language server: LSP wiring, and only that. */
import {
  type Connection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  type InitializeResult,
} from 'vscode-languageserver';
import type { ClientRequests } from '../../../shared/requests.ts';
import { MOST_FILES } from '../config/options.ts';
import type { Service } from '../service.ts';
import { type PolicySnippet, readSnippets } from '../snippets/snippets.ts';
import { capabilitiesFor } from './capabilities.ts';
import { type Client, readClient } from './client.ts';
import { ConfigDocuments } from './config-documents.ts';
import { ConfigPublisher } from './config-publisher.ts';
import { Configuration, SECTION } from './configuration.ts';
import { checkFile, diagnosticsOf } from './diagnostics.ts';
import { registerExtensionRequests } from './extension-requests.ts';
import { type FileSystem, Files, MOST_IN_BACKGROUND } from './files.ts';
import { Log } from './log.ts';
import { OpenDocuments } from './open-documents.ts';
import { publisher } from './publisher.ts';
import { registerRequests } from './requests.ts';
import { answer, type Session } from './session.ts';
import { canonical } from './uris.ts';
import { WorkspaceDiagnostics } from './workspace-diagnostics.ts';
import { WorkspaceIndex } from './workspace-index.ts';
import { registerWorkspaceRequests } from './workspace-requests.ts';

export interface Host extends FileSystem {
  readonly service: Service;
  /** The text of a file of snippets, by its group. */
  readonly readSnippets: (group: string) => string;
  /** Called when policies have been checked. */
  readonly onChecked?: () => void;
}

/** The files that may contain policies. */
const POLICY_FILES = '**/*.{json,jsonc,yaml,yml,tf,tofu,hcl}';

/** Serves one client over an open connection. */
export function startServer(connection: Connection, host: Host): void {
  const { service, onChecked } = host;
  let initialized: Client | undefined;
  const client = () => initialized;
  let isShutDown = false;
  const log = new Log(connection.console);

  const askClient = <Name extends keyof ClientRequests>(
    name: Name,
    params: ClientRequests[Name][0],
  ): Promise<ClientRequests[Name][1]> => connection.sendRequest(name, params);

  const files = new Files({ system: host, client, askClient, log });
  const configuration = new Configuration({
    connection,
    client,
    log,
    read: files.read,
    onSettings() {
      open.forgetOptions();
      workspaceDiagnostics.limit = configuration.editorOptions.workspaceFiles;
    },
    async onConfigFiles() {
      open.forgetOptions();
      index.clear();
      workspaceDiagnostics.recheck();
      if (initialized && !initialized.pullsDiagnostics) await configPublisher.publish();
    },
  });
  const { workspace } = configuration;
  const open = new OpenDocuments({ service, workspace, client, log, ...(onChecked && { onChecked }) });
  const documents = open.texts;

  const configs = new ConfigDocuments({
    workspace,
    syntaxElsewhere: () => initialized?.jsonSyntaxElsewhere ?? false,
    isUnused: (exception) =>
      workspaceDiagnostics.isComplete &&
      !workspaceDiagnostics.used.has(exception) &&
      !documents.all().some((document) =>
        open
          .snapshotOf(document)
          .judged()
          .excepted.some((each) => each.exception === exception),
      ),
  });
  const configPublisher = new ConfigPublisher(connection, configs, documents);
  const judging = { service, open, configs, log };

  /** The policy files of all folders, at most so many, without those that the config files ignore. */
  const findAll = async (limit: number): Promise<readonly string[]> => {
    await configuration.loaded;
    const found = await files.find(configuration.folders, limit);
    return found.filter((uri) => !workspace.of(uri).isIgnored).slice(0, limit);
  };

  const index = new WorkspaceIndex({
    service,
    find: () => findAll(MOST_FILES),
    async read(uri) {
      const text = await files.readQuietly(uri);
      if (text === undefined || text.length > MOST_IN_BACKGROUND) return undefined;
      return service.read(text, { path: uri, kind: workspace.of(uri).kind });
    },
    open: () =>
      new Map(
        documents
          .all()
          .map((document) => [canonical(document.uri), { document, policies: open.snapshotOf(document).document }]),
      ),
    isWatching: () => initialized?.watchesFiles ?? false,
  });

  const workspaceDiagnostics = new WorkspaceDiagnostics({
    open: () => new Set(documents.keys().map(canonical)),
    configs: () => new Map(configs.uris.map((uri) => [canonical(uri), configs.ofFile(uri)])),
    onDone({ files: checked, policies, findings }) {
      log.info(`Checked the workspace. Files: ${checked}, policies: ${policies}, findings: ${findings}.`);
      if (configPublisher.haveOpenChanged()) refresh();
    },
    find: findAll,
    admits: async (uri) => !workspace.of(uri).isIgnored && (await files.admits(configuration.folders, uri)),
    async check(uri) {
      const text = await files.readQuietly(uri);
      return text === undefined ? undefined : checkFile(judging, uri, text);
    },
  });

  let snippets: readonly PolicySnippet[] | undefined;
  const session: Session = {
    index,
    service,
    documents,
    client,
    isShutDown: () => isShutDown,
    snapshotOf: (document) => open.snapshotOf(document).document,
    findingsOf: (document) => open.findingsOf(document),
    checkerOf: (document) => open.checkerOf(document),
    optionsOf: ({ uri }) => workspace.of(uri).options,
    editorOptions: () => configuration.editorOptions,
    configured: () => configuration.loaded,
    configOf: ({ uri }) => workspace.configOf(uri),
    readText: files.read,
    examples() {
      snippets ??= readSnippets(host.readSnippets);
      return snippets;
    },
    reportOnce: (what, error, document) => log.reportOnce(what, error, document),
  };

  const publish = publisher(documents, session.configured, async (document) => {
    try {
      const { uri, version } = document;
      await connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(judging, document) });
    } catch (error) {
      log.reportOnce('The check', error, document);
    }
  });

  /** Has the client ask again about all open documents, or sends it what they have now. */
  const refresh = () => {
    if (initialized?.refreshesInlayHints)
      log.rejectionOf(connection.languages.inlayHint.refresh(), 'Asking for a refresh of inlay hints');
    if (initialized?.pullsDiagnostics) {
      if (initialized.refreshesDiagnostics)
        log.rejectionOf(connection.sendRequest(DiagnosticRefreshRequest.type), 'Asking for a refresh of diagnostics');
    } else {
      for (const document of documents.all()) publish(document);
    }
  };
  const reloadConfigFiles = () => void configuration.loadConfigFiles().then(refresh);

  connection.onInitialize((params): InitializeResult => {
    initialized = readClient(params);
    configuration.folders = initialized.folders;
    return {
      serverInfo: { name: 'Bedrock Policy', version: VERSION },
      capabilities: capabilitiesFor(initialized),
    };
  });

  connection.onShutdown(() => {
    isShutDown = true;
  });

  connection.onInitialized(() => {
    if (initialized?.registersConfiguration)
      log.rejectionOf(
        connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }),
        'Asking for changes of settings',
      );
    if (initialized?.watchesFiles)
      log.rejectionOf(
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: POLICY_FILES }],
        }),
        'Asking for changes of files',
      );
    if (initialized?.changesFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        const kept = configuration.folders.filter((uri) => !gone.has(uri));
        configuration.folders = [...kept, ...added.map(({ uri }) => uri)];
        reloadConfigFiles();
      });
    log.info(`Bedrock Policy ${VERSION}, ${service.catalogVersion()}.`);
    void configuration.loadSettings();
    void configuration.loadConfigFiles();
  });

  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    if (initialized?.hasConfiguration) {
      void configuration.loadSettings().then(refresh);
    } else {
      configuration.take(pushed as Record<string, unknown> | null);
      refresh();
    }
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => configs.has(uri))) reloadConfigFiles();
    for (const { uri } of changes) {
      if (/\/(node_modules|\.git)\//.test(uri)) continue;
      workspaceDiagnostics.changed(uri);
      index.changed(uri);
    }
  });
  documents.onDidSave(({ document: { uri } }) => {
    if (configs.has(uri) && !initialized?.watchesFiles) reloadConfigFiles();
  });

  documents.onDidChangeContent(({ document }) => {
    if (initialized && !initialized.pullsDiagnostics) publish(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    open.forget(uri);
    workspaceDiagnostics.closed(uri);
    index.changed(uri);
    if (initialized && !initialized.pullsDiagnostics) void configPublisher.publishFile(uri);
  });

  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    await session.configured();
    const items = await answer(session, textDocument.uri, 'Checking', [], token, (document) =>
      diagnosticsOf(judging, document),
    );
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
