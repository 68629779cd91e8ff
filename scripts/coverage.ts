/** `npm run coverage`: which lines of the server the unit and protocol tests reach, also those of the servers that they start. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CoverageReport } from 'monocart-coverage-reports';

/** The command fails when fewer percent of the lines are covered. */
const ENOUGH = 90;

const raw = path.resolve('out/coverage/raw');
rmSync(raw, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, ['scripts/test.mjs', 'unit', 'protocol'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_V8_COVERAGE: raw },
});
const bundles = ['out/test/', 'dist/'].map((folder) => pathToFileURL(folder).href);
const report = new CoverageReport({
  outputDir: 'out/coverage/report',
  reports: ['console-details', 'html'],
  entryFilter: ({ url }: { readonly url: string }) => bundles.some((bundle) => url.startsWith(bundle)),
  sourceFilter: (file: string) => file.startsWith('server/src/'),
  logging: 'error',
});
await report.addFromDir(raw);
const lines = Number((await report.generate())?.summary.lines?.pct ?? 0);
process.stdout.write(`${lines} % of the server's lines are reached; out/coverage/report/index.html shows them\n`);
process.exitCode = status === 0 && lines >= ENOUGH ? 0 : 1;
