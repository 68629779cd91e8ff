/** The picture in docs/architecture.md: who may import whom. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { violations } from '../../scripts/layers.ts';

const sources = ['client/src', 'server/src', 'shared'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/'))),
);

describe('the layers', () => {
  it('hold in every file', () => {
    assert.deepEqual(
      sources.flatMap((file) => violations(file, readFileSync(file, 'utf8'))),
      [],
    );
  });

  for (const [file, code] of [
    ['server/src/patterns/x.ts', "import type { Policy } from '../policy/document.ts';"],
    ['server/src/patterns/deep/er/x.ts', "import type { Policy } from '../../../policy/document.ts';"],
    ['server/src/policy/x.ts', "export { openCatalog } from '../catalog/catalog.ts';"],
    ['server/src/catalog/x.ts', "export { RULES } from '../rules/registry.ts';"],
    ['server/src/hosts/x.ts', "export { jsonWriter } from './json/writer.ts';"],
    ['server/src/hosts/json/x.ts', "export { RULES } from '../../rules/registry.ts';"],
    ['server/src/iam/x.ts', "export { RULES } from '../rules/registry.ts';"],
    ['server/src/iam/x.ts', "export { jsonWriter } from '../hosts/json/writer.ts';"],
    ['server/src/access/x.ts', "export { RULES } from '../rules/registry.ts';"],
    ['server/src/access/x.ts', "export { hover } from '../features/hover.ts';"],
    ['server/src/rules/x.ts', "export { startServer } from '../protocol/connection.ts';"],
    ['server/src/rules/bedrock/x.ts', "export { startServer } from '../../protocol/connection.ts';"],
    ['server/src/rules/bedrock/x.ts', "import type { Hover } from '../../features/hover.ts';"],
    ['server/src/rules/bedrock/x.ts', "export { newAccess } from '../../access/compare.ts';"],
    ['server/src/rules/bedrock/x.ts', "export { jsonWriter } from '../../hosts/json/writer.ts';"],
    ['server/src/rules/bedrock/x.ts', "import { writtenEdit } from '../../model/edit.ts';"],
    ['server/src/rules/bedrock/x.ts', "import { sourceSpan as span } from '../../model/span.ts';"],
    ['server/src/rules/bedrock/x.ts', "import type { Node } from '../../model/node.ts';"],
    ['server/src/features/completion/x.ts', "import { nodeOf } from '../../model/node.ts';"],
    ['server/src/iam/x.ts', "import { nodeOf } from '../model/node.ts';"],
    ['server/src/access/x.ts', "import { contentOf } from '../model/moved.ts';"],
    ['server/src/rules/bedrock/x.ts', "import { parseTree } from 'jsonc-parser';"],
    ['server/src/rules/bedrock/x.ts', "import { readFileSync } from 'node:fs';"],
    ['server/src/features/completion/x.ts', "export { startServer } from '../../protocol/connection.ts';"],
    ['server/src/features/completion/x.ts', "export { readOptions } from '../../config/options.ts';"],
    ['server/src/features/completion/x.ts', "export { jsonWriter } from '../../hosts/json/writer.ts';"],
    ['server/src/features/x.ts', "export { writtenEdit } from '../model/edit.ts';"],
    ['server/src/features/x.ts', "import * as vscode from 'vscode';"],
    ['server/src/features/x.ts', "export type { Range } from 'vscode-languageserver';"],
    ['server/src/service.ts', "export { startServer } from './protocol/connection.ts';"],
    ['server/src/config/x.ts', "export { hover } from '../features/hover.ts';"],
    ['server/src/protocol/x.ts', "export { main } from '../cli/main.ts';"],
    ['server/src/protocol/x.ts', "export { check } from '../rules/engine/check.ts';"],
    ['server/src/protocol/x.ts', "const { check } = await import('../rules/engine/check.ts');"],
    ['server/src/cli/x.ts', "export { startServer } from '../protocol/connection.ts';"],
    ['server/src/cli/x.ts', "export { fixAll } from '../features/fix-all.ts';"],
    ['client/src/x.ts', "export { RULES } from '../../server/src/rules/registry.ts';"],
    ['shared/x.ts', "import type { Position } from 'vscode-languageserver';"],
    ['server/src/elsewhere/x.ts', 'export const x = 1;'],
  ] as const) {
    it(`forbid in ${file}: ${code}`, () => {
      assert.equal(violations(file, code).length, 1);
    });
  }

  for (const [file, code] of [
    ['server/src/rules/bedrock/x.ts', "import { covers } from '../../patterns/glob.ts';"],
    ['server/src/rules/bedrock/x.ts', "import { hasAction } from '../../iam/allowed.ts';"],
    ['server/src/rules/bedrock/x.ts', "import type { PolicyWriter } from '../../hosts/writer.ts';"],
    ['server/src/rules/bedrock/x.ts', "import { kindOf } from '../../policy/data.ts';"],
    ['server/src/hosts/json/deep/x.ts', "import { nodeOf } from '../../../model/node.ts';"],
    ['server/src/hosts/json/deep/x.ts', "import { writtenEdit } from '../../../model/edit.ts';"],
    ['server/src/service.ts', "export { jsonWriter } from './hosts/json/writer.ts';"],
    ['server/src/protocol/x.ts', "import type { Service } from '../service.ts';"],
    ['client/src/views/x.ts', "import type { Status } from '../../../shared/requests.ts';"],
  ] as const) {
    it(`allow in ${file}: ${code}`, () => {
      assert.deepEqual(violations(file, code), []);
    });
  }
});
