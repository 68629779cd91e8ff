/** The open documents: under which options each is judged, and what is found in it. */
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Options } from '../config/options.ts';
import type { Checker, Finding, Service } from '../service.ts';
import type { Client } from './client.ts';
import type { Log } from './log.ts';
import { type Snapshot, type SnapshotOptions, Snapshots } from './snapshots.ts';
import type { Workspace } from './workspace.ts';

interface OpenDocumentsHost {
  readonly service: Service;
  readonly workspace: Workspace;
  readonly client: () => Client | undefined;
  readonly log: Log;
  /** Called when policies have been checked. */
  readonly onChecked?: () => void;
}

export class OpenDocuments {
  readonly texts = new TextDocuments(TextDocument);
  readonly #host: OpenDocumentsHost;
  readonly #snapshots: Snapshots;
  /** By the options that hold, and by what is about the document alone. */
  readonly #options = new Map<Options, Map<string, SnapshotOptions>>();

  constructor(host: OpenDocumentsHost) {
    this.#host = host;
    this.#snapshots = new Snapshots(host.service, (document, rule, error) =>
      host.log.reportOnce(`Rule ${rule.id}`, error, document),
    );
  }

  /** The options of a document; the same object as long as the same hold. */
  optionsFor({ uri }: Pick<TextDocument, 'uri'>): SnapshotOptions {
    const { workspace, client } = this.#host;
    const { options: own, kind, exceptions } = workspace.of(uri);
    const jsonSyntaxElsewhere = client()?.jsonSyntaxElsewhere ?? false;
    const commentsElsewhere = jsonSyntaxElsewhere && this.texts.get(uri)?.languageId === 'json';
    const key = `${kind} ${commentsElsewhere} ${exceptions.map((each) => own.exceptions.indexOf(each)).join()}`;
    const known = this.#options.get(own) ?? new Map<string, SnapshotOptions>();
    this.#options.set(own, known);
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
  }

  /** Other settings or config files hold. */
  forgetOptions(): void {
    this.#options.clear();
  }

  /** A document was closed. */
  forget(uri: string): void {
    this.#snapshots.forget(uri);
  }

  snapshotOf(document: TextDocument): Snapshot {
    return this.#snapshots.of(document, this.optionsFor(document));
  }

  /** The findings of a document; none where the config file ignores it. */
  findingsOf(document: TextDocument): readonly Finding[] {
    if (this.#isIgnored(document)) return [];
    const snapshot = this.snapshotOf(document);
    const { findings } = snapshot.judged();
    if (snapshot.document.policies.length > 0) this.#host.onChecked?.();
    return findings;
  }

  /** Reads and checks what a document would be after edits. */
  checkerOf(document: TextDocument): Checker {
    const checker = this.snapshotOf(document).checker();
    return this.#isIgnored(document) ? { ...checker, check: () => [] } : checker;
  }

  #isIgnored({ uri }: TextDocument): boolean {
    return this.#host.workspace.of(uri).isIgnored;
  }
}
