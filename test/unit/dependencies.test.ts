import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

/** The dependency rule of docs/architecture.md is kept by Biome; here is shown that it would be broken visibly. */
describe('the dependency rule', () => {
  const lint = (file: string, code: string) => {
    writeFileSync(file, code);
    try {
      const { stdout, stderr } = spawnSync('node_modules/.bin/biome', ['lint', '--max-diagnostics=50', file], {
        encoding: 'utf8',
      });
      return stdout + stderr;
    } finally {
      rmSync(file);
    }
  };

  for (const [file, code] of [
    ['server/src/patterns/wrong.ts', "export type { Policy } from '../policy/document.ts';\n"],
    ['server/src/policy/wrong.ts', "export { openCatalog } from '../catalog/catalog.ts';\n"],
    ['server/src/catalog/wrong.ts', "export { RULES } from '../rules/registry.ts';\n"],
    ['server/src/rules/wrong.ts', "export { startServer } from '../protocol/connection.ts';\n"],
    ['server/src/rules/wrong.ts', "export { jsonWriter } from '../hosts/json/writer.ts';\n"],
    ['server/src/rules/wrong.ts', "export { writtenEdit } from '../model/edit.ts';\n"],
    ['server/src/rules/wrong.ts', "export { sourceSpan } from '../model/span.ts';\n"],
    ['server/src/features/wrong.ts', "export { writtenEdit } from '../model/edit.ts';\n"],
    ['server/src/hosts/json/wrong.ts', "export { RULES } from '../../rules/registry.ts';\n"],
    ['server/src/access/wrong.ts', "export { RULES } from '../rules/registry.ts';\n"],
    ['server/src/features/wrong.ts', "import * as vscode from 'vscode';\nexport const x = vscode;\n"],
    ['server/src/features/wrong.ts', "export type { Range } from 'vscode-languageserver';\n"],
    ['server/src/cli/wrong.ts', "export { startServer } from '../protocol/connection.ts';\n"],
    ['client/src/wrong.ts', "export { RULES } from '../../server/src/rules/registry.ts';\n"],
  ] as const) {
    it(`forbids ${code.trim().split('\n')[0]} in ${file}`, () => {
      assert.match(lint(file, code), /noRestrictedImports/);
    });
  }

  it('allows what it should', () => {
    assert.doesNotMatch(
      lint('server/src/rules/right.ts', "export { covers } from '../patterns/glob.ts';\n"),
      /noRestrictedImports/,
    );
  });
});
