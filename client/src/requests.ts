/** The server's requests beyond LSP, as this client sends them. */
import type { Position, Range, TextEdit } from 'vscode-languageclient';
import { RequestType } from 'vscode-languageclient';

interface AtPosition {
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
  readonly worst?: 'error' | 'warning' | 'information';
  readonly policies: number;
}

/** Where a statement goes: `first` is an edit to make before, `before` and `after` what goes around the statement. */
export interface StatementPlace {
  readonly position: Position;
  readonly before: string;
  readonly after: string;
  readonly first: TextEdit | null;
}

export type AddedPermission =
  | { readonly outcome: 'statement'; readonly statement: string; readonly message: string }
  | { readonly outcome: 'denied'; readonly ranges?: readonly Range[]; readonly message: string }
  | { readonly outcome: 'nothing'; readonly message: string };

export type Tidied = { readonly edits: TextEdit[] } | { readonly refusal: string };

export interface Summary {
  readonly files: number;
  readonly policies: number;
  readonly findings: number;
}

interface Indentation {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

export const SnippetsRequest = new RequestType<null, Snippet[], void>('bedrockPolicy/snippets');
export const StatusRequest = new RequestType<AtPosition, Status | null, void>('bedrockPolicy/status');
export const StatementPlaceRequest = new RequestType<AtPosition, StatementPlace | null, void>(
  'bedrockPolicy/statementPlace',
);
export const AddPermissionRequest = new RequestType<{ message: string } & Partial<AtPosition>, AddedPermission, void>(
  'bedrockPolicy/addPermission',
);
export const TidyRequest = new RequestType<AtPosition & { options: Indentation }, Tidied, void>('bedrockPolicy/tidy');
export const CheckWorkspaceRequest = new RequestType<null, Summary, void>('bedrockPolicy/checkWorkspace');
/** A rule's page as Markdown; null for an id that is none. */
export const RulePageRequest = new RequestType<{ id: string }, string | null, void>('bedrockPolicy/rulePage');
