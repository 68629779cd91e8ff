/**
 * `npm run build [-- --watch | --tests | --minify | --unit]`: bundles client, server, command line and, on request, the
 * tests. `--unit` bundles the unit tests alone, for `npm run test:fast`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { PACK, PACK_INDEX } from '../server/src/catalog/files.ts';

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

/** Writes the catalog as it is shipped: its services behind one another in one file, with an index. */
function packCatalog(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const index: Record<string, readonly [number, number]> = {};
  const services: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of jsonFiles(data, '')) {
    if (!name.startsWith('services/')) {
      writeFileSync(path.join(folder, name), text);
      continue;
    }
    const bytes = Buffer.from(text);
    index[name] = [offset, bytes.length];
    services.push(bytes);
    offset += bytes.length;
  }
  writeFileSync(path.join(folder, PACK), Buffer.concat(services));
  writeFileSync(path.join(folder, PACK_INDEX), JSON.stringify(index));
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** For a package: small, and without source maps. */
const isPackaged = process.argv.includes('--minify');

const common: esbuild.BuildOptions = {
  bundle: true,
  define: { VERSION: JSON.stringify(version) },
  format: 'cjs',
  mainFields: ['module', 'main'],
  target: 'es2023',
  sourcemap: !isPackaged,
  sourcesContent: false,
  minifyWhitespace: isPackaged,
  minifyIdentifiers: isPackaged,
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'silent' },
};

const node: esbuild.BuildOptions = { ...common, platform: 'node', target: 'node20', minifySyntax: true };
const browser: esbuild.BuildOptions = { ...common, platform: 'browser', mainFields: ['browser', 'module', 'main'] };

const bundled: esbuild.BuildOptions[] = [
  { ...node, entryPoints: { 'client/desktop': 'client/src/desktop.ts' }, external: ['vscode'] },
  { ...browser, entryPoints: { 'client/web': 'client/src/web.ts' }, external: ['vscode'] },
  {
    ...node,
    entryPoints: {
      'server/node': 'server/src/protocol/launch.ts',
      'server/serve': 'server/src/protocol/node.ts',
      cli: 'server/src/cli/main.ts',
    },
  },
  {
    ...browser,
    entryPoints: { 'server/browser': 'server/src/protocol/browser.ts' },
    format: 'iife',
    plugins: [embeddedCatalog],
  },
];
const bundles = bundled.map((options): esbuild.BuildOptions => ({ ...options, outdir: 'dist', metafile: true }));

/** Tests run as bundles too, so that they see the same module resolution as what they test. */
const testsIn = (folders: string): esbuild.BuildOptions => ({
  ...node,
  entryPoints: readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => new RegExp(`^(${folders})[/\\\\].*\\.test\\.ts$`).test(name))
    .map((name) => path.join('test', name)),
  outdir: 'out',
  outbase: '.',
  external: [
    'esbuild',
    'oxc-parser',
    'playwright-core',
    '@vscode/test-electron',
    'mocha',
    'web-tree-sitter',
    'libxml2-wasm',
  ],
  sourcemap: 'inline',
  plugins: [embeddedCatalog],
});

const tests: esbuild.BuildOptions[] = [
  testsIn('unit|protocol|package'),
  {
    ...node,
    entryPoints: { 'test/vscode/index': 'test/vscode/index.ts' },
    outdir: 'out',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  },
  { ...node, entryPoints: { 'test/fuzz/main': 'test/fuzz/main.ts' }, outdir: 'out' },
  {
    ...browser,
    entryPoints: { 'test/vscode/web-smoke': 'test/vscode/web-smoke.ts' },
    outdir: 'out',
    external: ['vscode'],
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

/** NOTICE with the license texts of the packages that the bundles contain, which have to go with them. */
function noticeOf(inputs: readonly string[]): string {
  const folders = inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  const texts = [...new Set(folders)].toSorted().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    const textOf = (names: RegExp) => {
      const found = readdirSync(folder).find((file) => names.test(file));
      return found && readFileSync(path.join(folder, found), 'utf8');
    };
    const license = textOf(/^licen[cs]e/i) ?? /^#* *licen[cs]e[\s\S]*/im.exec(textOf(/^readme/i) ?? '')?.[0];
    if (!license) throw new Error(`${folder} has no license text`);
    return `${'-'.repeat(80)}\n${name} ${version}\n\n${license.trim()}\n`;
  });
  return [readFileSync('NOTICE', 'utf8'), ...texts].join('\n');
}

const isUnit = process.argv.includes('--unit');
const hasTests = isUnit || process.argv.includes('--tests');
const wanted = isUnit ? [testsIn('unit')] : hasTests ? [...bundles, ...tests] : bundles;
if (hasTests) rmSync('out/test', { recursive: true, force: true });
if (!isUnit) {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist', { recursive: true });
  packCatalog('dist/catalog');
}
if (process.argv.includes('--watch')) {
  await Promise.all(wanted.map(async (options) => (await esbuild.context({ ...options, logLevel: 'info' })).watch()));
} else {
  const built = await Promise.all(wanted.map((options) => esbuild.build(options)));
  if (!isUnit)
    writeFileSync('dist/NOTICE', noticeOf(built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))));
}
