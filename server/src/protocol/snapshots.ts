/** Each open document's snapshot: parsed once a version, checked once a version. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalog } from '../catalog/catalog.ts';
import { type Checker, checkerWith } from '../features/fix-all.ts';
import { type PolicyDocument, readDocument } from '../policy/document.ts';
import type { PolicyKind } from '../policy/kind.ts';
import { type CheckedFinding, check, type FindingCache, newFindingCache } from '../rules/check.ts';
import type { Rule, Severity } from '../rules/rule.ts';

export interface Snapshot {
  readonly document: PolicyDocument;
  /** All findings; computed when first asked for. */
  findings(): readonly CheckedFinding[];
  /** Reads and checks what the document would be after edits. */
  checker(): Checker;
}

export interface SnapshotOptions {
  readonly catalog: Catalog;
  readonly jsonSyntaxElsewhere: boolean;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly kind: PolicyKind | undefined;
  readonly account: string;
  readonly onFailure: (rule: Rule, error: unknown) => void;
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

  /** The snapshot of the document's current version. The same options object gives the same snapshot. */
  of(document: TextDocument, options: SnapshotOptions): Snapshot {
    const kept = this.#kept.get(document.uri);
    if (kept?.version === document.version && kept.options === options) return kept.snapshot;
    const cache = kept && kept.options === options ? kept.cache : newFindingCache();
    const read = readDocument(document.getText(), {
      path: document.uri,
      kind: options.kind,
      before: kept?.snapshot.document,
    });
    let found: readonly CheckedFinding[] | undefined;
    const snapshot: Snapshot = {
      document: read,
      findings() {
        found ??= check(read, { ...options, cache });
        return found;
      },
      checker() {
        const ahead: FindingCache = { last: cache.last };
        const later = checkerWith({ path: document.uri, kind: options.kind }, { ...options, cache: ahead });
        return { ...later, check: (other) => (other === read ? snapshot.findings() : later.check(other)) };
      },
    };
    this.#kept.set(document.uri, { version: document.version, options, snapshot, cache });
    return snapshot;
  }

  forget(uri: string): void {
    this.#kept.delete(uri);
  }
}
