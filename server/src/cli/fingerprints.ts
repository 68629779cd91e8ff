/** What tells a finding again after other lines of its file have changed: for baselines, and for servers that compare runs. */
import { createHash } from 'node:crypto';
import type { Finding } from '../service.ts';
import type { FileFindings } from './report.ts';

/**
 * The fingerprint of each finding of a file: of the file's name, the rule, the text that is underlined without its white space, and
 * how many such findings stand before it. `name` is the file's name, with slashes.
 */
export function fingerprints({ document, findings }: Pick<FileFindings, 'document' | 'findings'>, name: string) {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding): readonly [Finding, string] => {
      const { rule, span } = finding;
      const text = document.getText().slice(span.start, span.end).replace(/\s+/g, '');
      const key = [name, rule.id, text].join('\n');
      const before = seen.get(key) ?? 0;
      seen.set(key, before + 1);
      return [finding, createHash('sha256').update(`${key}\n${before}`).digest('hex').slice(0, 32)];
    }),
  );
}
