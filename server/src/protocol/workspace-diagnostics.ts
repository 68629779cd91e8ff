/** Findings in files that are not open: checked quietly, once and again when they change on disk. */
import type { Diagnostic, PreviousResultId, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import type { WorkspaceSummary } from '../../../shared/requests.ts';
import { yieldToEventLoop } from './turns.ts';

export interface CheckedFile {
  readonly diagnostics: readonly Diagnostic[];
  readonly policies: number;
}

export interface WorkspaceFiles {
  /** The URIs of the policy files of all folders, at most so many. */
  readonly find: (limit: number) => Promise<readonly string[]>;
  /** Reads and checks a file; undefined where it cannot be read. */
  readonly check: (uri: string) => Promise<CheckedFile | undefined>;
  /** An open document is reported on its own. */
  readonly isOpen: (uri: string) => boolean;
}

interface Known extends CheckedFile {
  readonly resultId: string;
}

export interface Cancellation {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => void) => { dispose(): void };
}

export class WorkspaceDiagnostics {
  readonly #files: WorkspaceFiles;
  readonly #session = Math.random().toString(36).slice(2, 8);
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Set<() => void>();
  /** Files to look at; undefined until the workspace has been listed, and after it must be listed anew. */
  #dirty: Set<string> | undefined;
  #limit = 0;
  #serial = 0;

  constructor(files: WorkspaceFiles) {
    this.#files = files;
  }

  /** How many files are looked at, at most; 0 for none. Everything is looked at again: other settings come with it. */
  set limit(limit: number) {
    this.#limit = limit;
    this.recheck();
  }

  /** Everything is looked at again: settings or folders have changed. */
  recheck(): void {
    this.#dirty = undefined;
    this.#wake();
  }

  /** A file has changed on disk, or its document was closed. A file that the limit leaves out stays out. */
  changed(uri: string): void {
    if (this.#known.has(uri) || this.#known.size < this.#limit) this.#dirty?.add(uri);
    this.#wake();
  }

  /** What has changed since the results that the client has. Waits while nothing has, until it is canceled. */
  async report(
    previous: readonly PreviousResultId[],
    token: Cancellation,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const had = new Map(previous.map(({ uri, value }) => [uri, value]));
    while (!token.isCancellationRequested) {
      await this.#scan(token, this.#limit);
      const items = this.#changes(had);
      if (items.length > 0) return items;
      // Changes during the scan found nobody waiting: they are looked at before the next wait.
      if (this.#dirty?.size === 0) await this.#change(token);
    }
    return [];
  }

  /** Looks at every file, whatever the limit. `progress` is told how many of how many are done. */
  async checkAll(token: Cancellation, progress: (done: number, all: number) => void): Promise<WorkspaceSummary> {
    this.#dirty = undefined;
    await this.#scan(token, Number.POSITIVE_INFINITY, progress);
    this.#wake();
    const all = [...this.#known.values()];
    return {
      files: all.length,
      policies: all.reduce((sum, { policies }) => sum + policies, 0),
      findings: all.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0),
    };
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  #change(token: Cancellation): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        canceled.dispose();
        resolve();
      };
      const canceled = token.onCancellationRequested(done);
      this.#waiting.add(done);
    });
  }

  async #scan(token: Cancellation, limit: number, progress?: (done: number, all: number) => void): Promise<void> {
    if (!this.#dirty) {
      const found = limit > 0 ? await this.#files.find(limit) : [];
      const files = new Set(found);
      for (const uri of this.#known.keys()) if (!files.has(uri)) this.#forget(uri);
      this.#dirty = files;
    }
    const dirty = this.#dirty;
    const all = dirty.size;
    let done = 0;
    for (const uri of dirty) {
      if (token.isCancellationRequested) return;
      await yieldToEventLoop(); // typing goes first
      const checked = await this.#files.check(uri);
      dirty.delete(uri);
      if (checked) this.#learn(uri, checked);
      else this.#forget(uri);
      progress?.(++done, all);
    }
  }

  #learn(uri: string, checked: CheckedFile): void {
    const old = this.#known.get(uri);
    if (old && JSON.stringify(old.diagnostics) === JSON.stringify(checked.diagnostics)) return;
    this.#known.set(uri, { ...checked, resultId: `${this.#session}-${++this.#serial}` });
  }

  /** A file that is gone keeps an empty result until the client has heard of it. */
  #forget(uri: string): void {
    if (this.#known.has(uri)) this.#learn(uri, { diagnostics: [], policies: 0 });
  }

  #changes(had: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
    return [...this.#known].flatMap(([uri, { diagnostics, resultId }]) => {
      const isNews = had.get(uri) !== resultId && (diagnostics.length > 0 || had.has(uri));
      if (!isNews || this.#files.isOpen(uri)) return [];
      return [{ kind: 'full' as const, uri, version: null, resultId, items: [...diagnostics] }];
    });
  }
}
