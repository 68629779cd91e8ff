/** Baselines: files of findings that were known when they were written, so that only new ones fail. */
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { readTextFileIfThere } from '../files/read-text.ts';
import { messageOf } from './command.ts';
import { fingerprints } from './fingerprints.ts';
import { printableJson } from './printing.ts';
import type { FileFindings } from './report.ts';

const VERSION = 1;

/** One known finding. The fingerprint tells it again; the rest is for readers. */
interface Entry {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  readonly fingerprint: string;
}

export interface Baseline {
  readonly file: string;
  readonly entries: readonly Entry[];
}

/** How a baseline names a file: relative to its own folder, with slashes. */
const nameIn = (baseline: string, file: string): string =>
  path
    .relative(path.dirname(path.resolve(baseline)), path.resolve(file))
    .split(path.sep)
    .join('/');

/** Reads a baseline. Throws an error that says what to do. */
export async function readBaseline(file: string): Promise<Baseline> {
  const found = await readTextFileIfThere(file);
  if (!found)
    throw new Error(`there is no baseline ${file}. Write it first: bedrock-policy check --write-baseline ${file} PATH`);
  const entries = entriesOf(found.text);
  if (!entries)
    throw new Error(
      `${file} is no baseline that this version can read. Name another file, or write it again with --write-baseline.`,
    );
  return { file, entries };
}

function entriesOf(text: string): readonly Entry[] | undefined {
  try {
    const value = JSON.parse(text) as { version?: unknown; findings?: unknown };
    if (value?.version !== VERSION || !Array.isArray(value.findings)) return undefined;
    const isEntry = (each: unknown): each is Entry => typeof (each as Entry | null)?.fingerprint === 'string';
    return value.findings.every(isEntry) ? value.findings : undefined;
  } catch {
    return undefined;
  }
}

/** Sets the known findings of each file apart. `gone`: how many entries about the checked files are found no more. */
export function withBaseline(
  { file: baseline, entries }: Baseline,
  files: readonly FileFindings[],
): { readonly files: readonly FileFindings[]; readonly gone: number } {
  const known = new Set(entries.map(({ fingerprint }) => fingerprint));
  const found = new Set<string>();
  const names = new Set(files.map(({ file }) => nameIn(baseline, file)));
  const divided = files.map((each) => {
    const own = fingerprints(each, nameIn(baseline, each.file));
    const isKnown = (finding: (typeof each.findings)[number]) => known.has(own.get(finding) ?? '');
    for (const fingerprint of own.values()) found.add(fingerprint);
    return {
      ...each,
      findings: each.findings.filter((finding) => !isKnown(finding)),
      known: each.findings.filter(isKnown),
    };
  });
  const gone = entries.filter(({ file, fingerprint }) => names.has(file) && !found.has(fingerprint)).length;
  return { files: divided, gone };
}

/** Writes the findings of all files as a baseline, and gives their number. Throws where a file stands there that is none. */
export async function writeBaseline(baseline: string, files: readonly FileFindings[]): Promise<number> {
  const before = await readTextFileIfThere(baseline);
  if (before && before.text.trim() !== '' && !entriesOf(before.text))
    throw new Error(`${baseline} is a file of another kind, and is left as it is. Name another file for the baseline.`);
  const findings = files.flatMap((each): Entry[] => {
    const file = nameIn(baseline, each.file);
    const own = fingerprints(each, file);
    return each.findings.map((finding) => ({
      file,
      code: finding.rule.id,
      message: finding.message,
      fingerprint: own.get(finding) ?? '',
    }));
  });
  const about =
    'Findings that were known when this was written. "bedrock-policy check --baseline" reports only others.';
  await writeFileAtomic(baseline, printableJson({ version: VERSION, about, findings })).catch((error: unknown) => {
    throw new Error(`${baseline} cannot be written: ${messageOf(error)}`);
  });
  return findings.length;
}
