/** The capabilities of the client, and its initialization options. */
import type { InitializeParams } from 'vscode-languageserver';

export interface Client {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly snippets: boolean;
  readonly editRangeDefault: boolean;
  readonly insertTextMode: boolean;
  /** Whether a row of a list may say more than its label. */
  readonly labelDetails: boolean;
  readonly jsonSyntaxElsewhere: boolean;
  /** Whether the editor offers the example policies itself. */
  readonly hasExamples: boolean;
  /** Whether the client reads files for the server; and whether it wants to read those on disk too. */
  readonly readsFiles: boolean;
  readonly readsDisk: boolean;
  readonly watchesFiles: boolean;
  readonly changesFolders: boolean;
  /** Whether the client has the command that asks for the reason of an exception. */
  readonly asksForReasons: boolean;
  /** Whether the client refreshes its inlay hints on request. */
  readonly refreshesInlayHints: boolean;
  /** Whether the client resolves a code action, so that its edits are computed when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly folders: readonly string[];
}

export function readClient({
  capabilities,
  initializationOptions,
  workspaceFolders,
  rootUri,
}: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const item = textDocument?.completion?.completionItem;
  const options = (initializationOptions ?? {}) as Readonly<
    Partial<Record<'jsonSyntax' | 'readFile' | 'snippets' | 'exceptions', unknown>>
  >;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    hasConfiguration: workspace?.configuration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    snippets: item?.snippetSupport ?? false,
    editRangeDefault: textDocument?.completion?.completionList?.itemDefaults?.includes('editRange') ?? false,
    insertTextMode: item?.insertTextModeSupport !== undefined,
    labelDetails: item?.labelDetailsSupport ?? false,
    jsonSyntaxElsewhere: options.jsonSyntax === 'off',
    hasExamples: options.snippets === false,
    readsFiles: options.readFile === true || options.readFile === 'virtual',
    readsDisk: options.readFile === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    changesFolders: workspace?.workspaceFolders ?? false,
    asksForReasons: options.exceptions === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport ?? false,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false,
    folders: workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []),
  };
}
