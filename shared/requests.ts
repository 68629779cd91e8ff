/**
 * The extension's own requests, beyond LSP: their names and their types, for the client and the server alike. Only types
 * and names stand here, so that neither side brings the other's libraries along.
 */

/** 0-based, in UTF-16 code units, as in LSP. */
interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface AtPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

export interface Snippet {
  readonly name: string;
  readonly form: 'policy' | 'statement';
  readonly prefix: string;
  readonly description: string;
  readonly body: string;
  /** The body with the defaults of its tab stops. */
  readonly preview: string;
  readonly group: string;
}

export interface Status {
  readonly kind: string;
  readonly size: number;
  readonly quota: number;
  readonly worst: 'error' | 'warning' | 'information' | undefined;
  readonly policies: number;
  /** The day of the catalog, `2026-09-26`. */
  readonly catalog: string;
}

/** Where a statement goes: `first` is an edit to make before, `before` and `after` what goes around the statement. */
export interface StatementPlace {
  readonly position: Position;
  readonly before: string;
  readonly after: string;
  readonly first: TextEdit | null;
  /** The statement of the request, in the syntax of the document. */
  readonly body?: string;
}

type AddedPermission =
  | { readonly outcome: 'statement'; readonly statement: string; readonly message: string }
  | { readonly outcome: 'denied'; readonly ranges?: readonly Range[]; readonly message: string }
  | { readonly outcome: 'nothing'; readonly ranges?: readonly Range[]; readonly message: string };

/** One of the errors in a text. */
interface ErrorInText {
  readonly action: string;
  /** The resource as the message names it; empty where it names none. */
  readonly resource: string;
  /** Why it was denied, where the message says; empty elsewhere. */
  readonly reason: string;
  /** The message of this error alone. */
  readonly text: string;
}

/** Edits of one file, which may have to be created first. Or why there are none. */
export type FileEdit =
  | { readonly uri: string; readonly create: boolean; readonly edits: readonly TextEdit[] }
  | { readonly refusal: string };

/** A finding that is to be excepted. */
export interface ExceptedFinding {
  readonly textDocument: { readonly uri: string };
  readonly version: number;
  readonly range: Range;
  readonly rule: string;
}

type Tidied = { readonly edits: TextEdit[] } | { readonly refusal: string };

export interface WorkspaceSummary {
  readonly files: number;
  readonly policies: number;
  readonly findings: number;
}

interface Indentation {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Requests from the client to the server: by name, what is sent and what comes back. */
export interface ServerRequests {
  /** All example policies. */
  'bedrockPolicy/snippets': readonly [params: null, result: readonly Snippet[]];
  /** The policy at a position, else the document's first; null where there is none. */
  'bedrockPolicy/status': readonly [params: AtPosition, result: Status | null];
  /** Null where the policy at the position has no list of statements. */
  'bedrockPolicy/statementPlace': readonly [
    params: AtPosition & {
      /** The statement that is to go there, as JSON with tab stops. */
      readonly body?: string;
    },
    result: StatementPlace | null,
  ];
  /** The errors in a text, such as a log, for the author to choose from. */
  'bedrockPolicy/errors': readonly [params: { readonly message: string }, result: readonly ErrorInText[]];
  /** What an access denied message asks of the policy at a position, if a position is given. */
  'bedrockPolicy/addPermission': readonly [
    params: { readonly message: string } & Partial<AtPosition>,
    result: AddedPermission,
  ];
  /** Where the exception of a finding is written, with its reason: above its statement, or in the config file. */
  'bedrockPolicy/except': readonly [params: ExceptedFinding & { readonly reason: string }, result: FileEdit];
  /** Where the kind of a file's policies is written: in the config file. Null takes it away. */
  'bedrockPolicy/setKind': readonly [
    params: { readonly textDocument: { readonly uri: string }; readonly kind: string | null },
    result: FileEdit,
  ];
  'bedrockPolicy/tidy': readonly [params: AtPosition & { readonly options: Indentation }, result: Tidied];
  'bedrockPolicy/checkWorkspace': readonly [params: null, result: WorkspaceSummary];
  /** A rule's page as Markdown; null where no rule has this id. */
  'bedrockPolicy/rulePage': readonly [params: { readonly id: string }, result: string | null];
}

/** Requests from the server to a client that knows file systems which the server does not. */
export interface ClientRequests {
  /** The text of a file; null where there is none. */
  'bedrockPolicy/readFile': readonly [params: { readonly uri: string }, result: string | null];
  /** The policy files below a folder, as URIs, at most `limit`. */
  'bedrockPolicy/findFiles': readonly [params: { readonly folder: string; readonly limit: number }, result: string[]];
}
