/** Findings in files that are not open: checked in the background, and again when they change on disk. */
import type { Diagnostic, PreviousResultId, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import type { WorkspaceSummary } from '../../../shared/requests.ts';
import { yieldToEventLoop } from './turns.ts';
import { canonical } from './uris.ts';

export interface CheckedFile {
  readonly diagnostics: readonly Diagnostic[];
  readonly policies: number;
  /** The exceptions of the config file by which findings were excepted. */
  readonly used?: readonly unknown[];
}

export interface WorkspaceFiles {
  /** The URIs of the policy files of all folders, at most `limit`. */
  readonly find: (limit: number) => Promise<readonly string[]>;
  /** Whether a file that has changed is one that `find` would find. */
  readonly admits: (uri: string) => Promise<boolean>;
  /** Reads and checks a file; undefined where it cannot be read. */
  readonly check: (uri: string) => Promise<CheckedFile | undefined>;
  /** The open documents, which are reported on their own. */
  readonly open: () => ReadonlySet<string>;
  /** The config files, and their diagnostics once all other files are checked. */
  readonly configs: () => ReadonlyMap<string, readonly Diagnostic[]>;
  /** Is called when all files have been checked. */
  readonly onDone: (summary: WorkspaceSummary) => void;
}

interface Known extends CheckedFile {
  readonly resultId: string;
  /** Whether the file has been deleted, or cannot be read any more. */
  readonly isGone: boolean;
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
  /** Documents that were closed, and not reported since. */
  readonly #closed = new Set<string>();
  /** The files to check; undefined until the workspace has been listed, and when it must be listed again. */
  #unchecked: Set<string> | undefined;
  /** Files that have changed and were not known before. */
  readonly #newcomers = new Set<string>();
  #configs: ReadonlySet<string> = new Set();
  #limit = 0;
  #serial = 0;

  constructor(files: WorkspaceFiles) {
    this.#files = files;
  }

  /** The most files that are checked; 0 for none. Setting it checks everything again, since other settings may have changed. */
  set limit(limit: number) {
    this.#limit = limit;
    this.recheck();
  }

  /** Checks everything again: settings or folders have changed. */
  recheck(): void {
    this.#unchecked = undefined;
    this.#hasConfigs = false;
    this.#wake();
  }

  /** A document was closed: from now on its file is reported, even if that has nothing to report or is no more. */
  closed(closed: string): void {
    const uri = canonical(closed);
    this.#closed.add(uri);
    this.changed(uri);
    if (!this.#unchecked?.has(uri)) this.#forget(uri);
  }

  /** A file has changed on disk, or its document was closed. A file that the limit leaves out stays out. */
  changed(changed: string): void {
    const uri = canonical(changed);
    const isKnown = this.#known.has(uri);
    if (this.#unchecked && !isKnown && this.#known.size < this.#limit) this.#newcomers.add(uri);
    if (isKnown || this.#newcomers.has(uri)) this.#unchecked?.add(uri);
    this.#wake();
  }

  /** The results that have changed since those that the client has. Waits for a change, or until the request is canceled. */
  async report(
    previous: readonly PreviousResultId[],
    token: Cancellation,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const had = new Map(previous.map(({ uri, value }) => [canonical(uri), value]));
    while (!token.isCancellationRequested) {
      await this.#scan(token, this.#limit);
      const items = this.#changes(had);
      if (items.length > 0) return items;
      // Changes during the scan found nobody waiting: they are looked at before the next wait.
      if (this.#unchecked?.size === 0) await this.#change(token);
    }
    return [];
  }

  /** Checks every file, whatever the limit. `progress` receives the number of finished files and of all files. */
  async checkAll(token: Cancellation, progress: (done: number, all: number) => void): Promise<WorkspaceSummary> {
    this.#unchecked = undefined;
    await this.#scan(token, Number.POSITIVE_INFINITY, progress);
    this.#wake();
    return this.#summary();
  }

  #summary(): WorkspaceSummary {
    const all = [...this.#known.values()].filter(({ isGone }) => !isGone);
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
    if (!this.#unchecked) {
      const found = limit > 0 ? await this.#files.find(limit) : [];
      const files = new Set(found.map(canonical));
      this.#newcomers.clear();
      for (const uri of this.#known.keys()) if (!files.has(uri)) this.#forget(uri);
      this.#unchecked = files;
    }
    const dirty = this.#unchecked;
    const all = dirty.size;
    let done = 0;
    for (const uri of dirty) {
      if (token.isCancellationRequested) return;
      await yieldToEventLoop(); // typing goes first
      const isAdmitted = !this.#newcomers.delete(uri) || (await this.#files.admits(uri));
      const checked = isAdmitted ? await this.#files.check(uri) : undefined;
      dirty.delete(uri);
      if (checked) this.#learn(uri, checked);
      else this.#forget(uri);
      progress?.(++done, all);
    }
    if (all > 0 || !this.#hasConfigs) this.#checkConfigs();
  }

  #hasConfigs = false;

  /** Config files are judged by what was found in all others. */
  #checkConfigs(): void {
    this.#hasConfigs = true;
    const configs = this.#files.configs();
    for (const uri of this.#configs) if (!configs.has(uri)) this.#forget(uri);
    for (const [uri, diagnostics] of configs) this.#learn(uri, { diagnostics, policies: 0 });
    this.#configs = new Set(configs.keys());
    this.#files.onDone(this.#summary());
  }

  /** Whether every file has been checked. */
  get isComplete(): boolean {
    return this.#unchecked?.size === 0 && this.#known.size < this.#limit;
  }

  /** The exceptions by which something was excepted in the files that are not open. */
  get used(): ReadonlySet<unknown> {
    const open = this.#files.open();
    return new Set([...this.#known].flatMap(([uri, { used = [] }]) => (open.has(uri) ? [] : used)));
  }

  #learn(uri: string, checked: CheckedFile, isGone = false): void {
    const old = this.#known.get(uri);
    const isSame = old && JSON.stringify(old.diagnostics) === JSON.stringify(checked.diagnostics);
    const resultId = isSame ? old.resultId : `${this.#session}-${++this.#serial}`;
    this.#known.set(uri, { ...checked, resultId, isGone });
  }

  /** A deleted file keeps an empty result until the client has received it. */
  #forget(uri: string): void {
    if (this.#known.has(uri) || this.#closed.has(uri)) this.#learn(uri, { diagnostics: [], policies: 0 }, true);
  }

  #changes(had: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
    const open = this.#files.open();
    return [...this.#known].flatMap(([uri, { diagnostics, resultId, isGone }]) => {
      const isNews = had.get(uri) !== resultId && (diagnostics.length > 0 || had.has(uri) || this.#closed.has(uri));
      // A client may keep the document of a deleted file open that its user has closed.
      if (!isNews || (open.has(uri) && !isGone)) return [];
      this.#closed.delete(uri);
      return [{ kind: 'full' as const, uri, version: null, resultId, items: [...diagnostics] }];
    });
  }
}
