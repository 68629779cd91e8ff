/**
 * Comparing two versions of AWS's managed policies: the policy, and the same with an edit as people make them (a statement gone, an action
 * gone or added, a condition gone or added). The floor is reading both versions.
 */
import { readFileSync } from 'node:fs';
import { filesIn } from '../server/src/catalog/files.ts';
import { openCatalog, openService, readDocument } from '../server/src/service.ts';

const POLICIES = 200;

interface Statement {
  Action?: string | string[];
  Resource?: unknown;
  NotResource?: unknown;
  Condition?: object;
}

interface PolicyFile {
  readonly name: string;
  readonly document: { Statement: Statement | Statement[] };
}

const EDITS: readonly ((statements: Statement[], statement: Statement) => void)[] = [
  (statements, statement) => statements.splice(statements.indexOf(statement), 1),
  (_, statement) => {
    const actions = [statement.Action ?? []].flat();
    if (actions.length > 1) statement.Action = actions.slice(1);
  },
  (_, statement) => {
    delete statement.Condition;
    delete statement.NotResource;
    statement.Resource = '*';
  },
  (_, statement) => {
    if (statement.Action) statement.Action = [...[statement.Action].flat(), 'bedrock:*'];
  },
  (_, statement) => {
    statement.Condition = { ...statement.Condition, StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } };
  },
];

function edited({ document }: PolicyFile, number: number): string {
  const copy = structuredClone(document);
  const statements = [copy.Statement].flat();
  copy.Statement = statements;
  const statement = statements[number % statements.length];
  if (statement) EDITS[number % EDITS.length]?.(statements, statement);
  return JSON.stringify(copy);
}

export interface ComparisonTimes {
  readonly what: string;
  /** In ms. */
  readonly floor: number;
  readonly ours: number;
}

/** The times of the median, of nine in ten, and of the slowest; and for how many policies something is not decided. */
export function benchAccess(): { readonly times: readonly ComparisonTimes[]; readonly undecided: number } {
  const service = openService(openCatalog(filesIn('server/src/catalog/data')));
  const lines = readFileSync('test/fixtures/corpus/aws-managed-policies.jsonl', 'utf8').trimEnd().split('\n');
  const step = Math.floor(lines.length / POLICIES);
  const files = lines.filter((_, index) => index % step === 0).slice(0, POLICIES);
  const floors: number[] = [];
  const ours: number[] = [];
  let undecided = 0;
  for (const round of ['warm', 'measured']) {
    for (const [number, line] of files.entries()) {
      const file = JSON.parse(line) as PolicyFile;
      const [old, young] = [JSON.stringify(file.document), edited(file, number)];
      const start = performance.now();
      const [before, after] = [readDocument(old), readDocument(young)];
      const read = performance.now();
      const changes = service.accessChanges(before, after);
      const end = performance.now();
      if (round === 'warm') continue;
      floors.push(read - start);
      ours.push(end - read);
      if (changes.undecided.length > 0) undecided++;
    }
  }
  const at = (times: number[], part: number) => times.sort((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? 0;
  const times = [
    ['median', 0.5],
    ['nine in ten', 0.9],
    ['slowest', 1],
  ] as const;
  return { times: times.map(([what, part]) => ({ what, floor: at(floors, part), ours: at(ours, part) })), undecided };
}
