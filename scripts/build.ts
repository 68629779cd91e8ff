/** `npm run build [-- --watch | --tests]`: bundles client, server, command line and, on request, the tests. */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const data = path.resolve('server/src/catalog/data');

/** The JSON files below a folder: name, with `prefix`, and text. */
const jsonFiles = (folder: string, prefix: string): (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => [prefix + name.replaceAll('\\', '/'), readFileSync(path.join(folder, name), 'utf8')]);

/** `catalog:embedded` is the catalog's and the snippets' files as texts, for hosts that cannot read files. */
const embeddedCatalog: esbuild.Plugin = {
  name: 'embedded-catalog',
  setup(build) {
    build.onResolve({ filter: /^catalog:embedded$/ }, () => ({ path: 'catalog', namespace: 'embedded' }));
    build.onLoad({ filter: /.*/, namespace: 'embedded' }, () => {
      const files = Object.fromEntries([...jsonFiles(data, ''), ...jsonFiles('snippets', 'snippets/')]);
      return { contents: `export const files = ${JSON.stringify(files)};`, loader: 'js' };
    });
  },
};

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const common: esbuild.BuildOptions = {
  bundle: true,
  define: { VERSION: JSON.stringify(version) },
  format: 'cjs',
  mainFields: ['module', 'main'],
  target: 'es2023',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'silent' },
};

const node: esbuild.BuildOptions = { ...common, platform: 'node', target: 'node20', minifySyntax: true };
const browser: esbuild.BuildOptions = { ...common, platform: 'browser', mainFields: ['browser', 'module', 'main'] };

const bundled: esbuild.BuildOptions[] = [
  { ...node, entryPoints: { 'client/desktop': 'client/src/desktop.ts' }, external: ['vscode'] },
  { ...browser, entryPoints: { 'client/web': 'client/src/web.ts' }, external: ['vscode'] },
  { ...node, entryPoints: { 'server/node': 'server/src/protocol/node.ts', cli: 'server/src/cli/main.ts' } },
  {
    ...browser,
    entryPoints: { 'server/browser': 'server/src/protocol/browser.ts' },
    format: 'iife',
    plugins: [embeddedCatalog],
  },
];
const bundles = bundled.map((options): esbuild.BuildOptions => ({ ...options, outdir: 'dist' }));

/** Tests run as bundles too, so that they see the same module resolution as what they test. */
const tests: esbuild.BuildOptions[] = [
  {
    ...node,
    entryPoints: readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((name) => /^(unit|protocol)[/\\].*\.test\.ts$/.test(name))
      .map((name) => path.join('test', name)),
    outdir: 'out',
    outbase: '.',
    external: ['esbuild', 'playwright-core', '@vscode/test-electron', 'mocha'],
    sourcemap: 'inline',
    plugins: [embeddedCatalog],
  },
  {
    ...node,
    entryPoints: { 'test/vscode/index': 'test/vscode/index.ts' },
    outdir: 'out',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  },
  {
    ...node,
    format: 'esm',
    entryPoints: { 'test/vscode/code-web': 'test/vscode/code-web.ts' },
    outdir: 'out',
    outExtension: { '.js': '.mjs' },
    packages: 'external',
    sourcemap: 'inline',
  },
];

const wanted = process.argv.includes('--tests') ? [...bundles, ...tests] : bundles;
mkdirSync('dist', { recursive: true });
cpSync(data, 'dist/catalog', { recursive: true });
copyFileSync('NOTICE', 'dist/NOTICE');
if (process.argv.includes('--watch')) {
  await Promise.all(wanted.map(async (options) => (await esbuild.context({ ...options, logLevel: 'info' })).watch()));
} else {
  await Promise.all(wanted.map((options) => esbuild.build(options)));
}
