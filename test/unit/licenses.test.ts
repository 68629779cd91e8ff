/** What is bundled: only packages with licenses that let it be, each named in NOTICE. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/** BlueOak-1.0.0 is as permissive as MIT; vscode-languageclient brings it (minimatch and what that uses). */
const ALLOWED = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0']);

describe('the packages in the bundles (slow)', () => {
  it('have licenses that allow it, and are named in NOTICE', async () => {
    const bundles = [
      {
        entryPoints: ['client/src/desktop.ts', 'server/src/protocol/node.ts', 'server/src/cli/main.ts'],
        platform: 'node',
      },
      { entryPoints: ['client/src/web.ts'], platform: 'browser' },
    ] as const;
    const built = await Promise.all(
      bundles.map(({ entryPoints, platform }) =>
        build({
          entryPoints: [...entryPoints],
          platform,
          bundle: true,
          write: false,
          metafile: true,
          outdir: 'out/none',
          format: 'cjs',
          mainFields: ['browser', 'module', 'main'].slice(platform === 'node' ? 1 : 0),
          external: ['vscode'],
          logLevel: 'silent',
        }),
      ),
    );
    const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    const folders = new Set(inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
    assert.ok(folders.size > 5, [...folders].join());
    const notice = readFileSync('NOTICE', 'utf8');
    for (const folder of folders) {
      const { name, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
        name: string;
        license: string;
      };
      assert.ok(ALLOWED.has(license), `${name} has the license ${license}`);
      assert.ok(notice.includes(name), `${name} is not named in NOTICE`);
    }
  });

  it('run no code that is made from text', () => {
    for (const file of ['dist/server/serve.js', 'dist/server/node.js', 'dist/client/desktop.js', 'dist/cli.js'])
      assert.doesNotMatch(readFileSync(file, 'utf8'), /\beval\(|new Function\(/, file);
  });
});
