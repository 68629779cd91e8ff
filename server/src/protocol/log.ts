/** What the server says in the output of its client. What recurs with every keystroke is said once. */
import type { RemoteConsole } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

export class Log {
  readonly #console: Pick<RemoteConsole, 'error' | 'warn' | 'info'>;
  readonly #said = new Set<string>();

  constructor(console: Pick<RemoteConsole, 'error' | 'warn' | 'info'>) {
    this.#console = console;
  }

  #isFirst(sentence: string): boolean {
    const isFirst = !this.#said.has(sentence);
    this.#said.add(sentence);
    return isFirst;
  }

  /** Logs a failure once for each document. `what` is the beginning of a sentence, such as `Rule invalid-arn`. */
  reportOnce(what: string, error: unknown, document?: TextDocument): void {
    const place = document ? ` on ${document.uri}` : '';
    if (!this.#isFirst(what + place)) return;
    const version = document ? ` version ${document.version}` : '';
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#console.error(`${what}${place}${version} failed; the server goes on. ${cause}`);
  }

  warnOnce(sentence: string): void {
    if (this.#isFirst(sentence)) this.#console.warn(sentence);
  }

  info(sentence: string): void {
    this.#console.info(sentence);
  }

  /** Logs a request that the client rejects, where nothing else depends on the answer. */
  rejectionOf(request: Promise<unknown>, what: string): void {
    request.catch((error: unknown) => this.reportOnce(what, error));
  }
}
