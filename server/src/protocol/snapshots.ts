/** Each open document's snapshot: parsed once a version, checked once a version. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Checker,
  type CheckSettings,
  type FindingCache,
  type HostDocument,
  type Judged,
  newFindingCache,
  type PolicyKind,
  type Rule,
  type Service,
} from '../service.ts';

export interface Snapshot {
  readonly document: HostDocument;
  /** All findings, those that are excepted apart; computed when first asked for. */
  judged(): Judged;
  /** Reads and checks what the document would be after edits. */
  checker(): Checker;
}

export interface SnapshotOptions extends Omit<CheckSettings, 'cache' | 'onFailure'> {
  readonly kind: PolicyKind | undefined;
}

interface Kept {
  readonly version: number;
  readonly options: SnapshotOptions;
  readonly snapshot: Snapshot;
  readonly cache: FindingCache;
}

/** Snapshots by document URI. */
export class Snapshots {
  readonly #kept = new Map<string, Kept>();
  readonly #service: Service;
  readonly #onFailure: (document: TextDocument, rule: Rule, error: unknown) => void;

  /** `onFailure` is called with a rule that threw, and with the document that it was checking. */
  constructor(service: Service, onFailure: (document: TextDocument, rule: Rule, error: unknown) => void) {
    this.#service = service;
    this.#onFailure = onFailure;
  }

  /** The snapshot of the document's current version. The same options object gives the same snapshot. */
  of(document: TextDocument, options: SnapshotOptions): Snapshot {
    const kept = this.#kept.get(document.uri);
    // A client may send another text under the version of before.
    const isSame = kept?.version === document.version && kept.snapshot.document.text === document.getText();
    if (isSame && kept.options === options) return kept.snapshot;
    const service = this.#service;
    const cache = kept && kept.options === options ? kept.cache : newFindingCache();
    const reading = { path: document.uri, kind: options.kind, language: document.languageId };
    const settings = {
      ...options,
      onFailure: (rule: Rule, error: unknown) => this.#onFailure(document, rule, error),
    };
    const read = service.read(document.getText(), { ...reading, before: kept?.snapshot.document });
    let found: Judged | undefined;
    const snapshot: Snapshot = {
      document: read,
      judged() {
        found ??= service.judge(read, { ...settings, cache });
        return found;
      },
      checker() {
        const later = service.checker(reading, { ...settings, cache: { ...cache } });
        return { ...later, check: (other) => (other === read ? snapshot.judged().findings : later.check(other)) };
      },
    };
    this.#kept.set(document.uri, { version: document.version, options, snapshot, cache });
    return snapshot;
  }

  forget(uri: string): void {
    this.#kept.delete(uri);
  }
}
