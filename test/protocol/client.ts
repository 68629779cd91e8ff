/** A plain LSP client over stdio: nothing of VS Code. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export const SERVER = path.resolve('dist/server/node.js');
export const URI = 'file:///work/policy.json';

interface Published {
  readonly uri: string;
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly initialized: InitializeResult;
  /** Everything published so far, in order. */
  readonly published: readonly Published[];
  open(text: string, uri?: string, version?: number): void;
  change(text: string, version: number, uri?: string): void;
  close(uri?: string): void;
  /** The diagnostics published for a version, once they come. */
  diagnostics(version: number, uri?: string): Promise<readonly Diagnostic[]>;
  /** Shuts the server down in order, and gives its exit code. */
  stop(): Promise<number | null>;
}

/** The language that an editor gives a file by its name. */
const languageOf = (uri: string): string =>
  uri.endsWith('.yaml') ? 'yaml' : uri.endsWith('.tf') ? 'terraform' : 'json';

export type Capabilities = InitializeParams['capabilities'];

export interface StartOptions {
  readonly rootUri?: string;
  /** Another copy of the server. */
  readonly server?: string;
  /** Sets the connection up before anything is sent. */
  readonly prepare?: (connection: ProtocolConnection) => void;
}

export async function startClient(
  capabilities: Capabilities = {},
  initializationOptions?: object,
  { rootUri, prepare, server: script = SERVER }: StartOptions = {},
): Promise<Client> {
  const server = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const published: Published[] = [];
  const waiting = new Set<() => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
    published.push({ uri, version, diagnostics });
    for (const wake of waiting) wake();
  });
  prepare?.(connection);
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: rootUri ?? null,
    capabilities,
    initializationOptions,
  });
  void connection.sendNotification(InitializedNotification.type, {});
  return {
    connection,
    process: server,
    initialized,
    published,
    open: (text, uri = URI, version = 1) =>
      void connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: languageOf(uri), version, text },
      }),
    change: (text, version, uri = URI) =>
      void connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    close: (uri = URI) =>
      void connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    diagnostics: (version, uri = URI) =>
      new Promise((resolve) => {
        const look = () => {
          const found = published.find((each) => each.uri === uri && each.version === version);
          if (!found) return;
          waiting.delete(look);
          resolve(found.diagnostics);
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      const exited = new Promise<number | null>((resolve) => server.once('exit', resolve));
      await connection.sendRequest(ShutdownRequest.type);
      void connection.sendNotification(ExitNotification.type);
      return exited;
    },
  };
}

/** The position of ¦ in a text, and the text without it. */
export function atCursor(marked: string): { text: string; position: Position } {
  const before = marked.slice(0, marked.indexOf('¦')).split('\n');
  return {
    text: marked.replace('¦', ''),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}
