/**
 * Which folder may import which: the picture in docs/architecture.md, as a table. test/unit/layers.test.ts holds the source
 * against it. The depth of a file in its folder makes no difference, and imports of types count as imports.
 */
import path from 'node:path';
import { parseSync } from 'oxc-parser';

interface Layer {
  /** The folders, or files, of this project. A folder may always import itself. */
  readonly imports: readonly string[];
  /** The packages, `node:` for Node's own modules. */
  readonly packages?: readonly string[];
}

const READING = ['server/src/policy', 'server/src/model', 'server/src/patterns'];
/** The trees that hosts make. Rules and features see what is behind policy/data.ts. */
const NODES = ['server/src/model/node.ts', 'server/src/model/moved.ts'];
const ASKING = ['server/src/iam', 'server/src/hosts', 'server/src/catalog', ...READING];
/** How the project's own JSON files are read. */
const OWN_JSON = ['server/src/hosts/json/parse.ts', 'server/src/hosts/json/values.ts'];
const OUTSIDE = ['server/src/service.ts', 'server/src/config', 'server/src/catalog/files.ts', 'server/src/files'];

/** From the bottom up. The longest name that a file's path begins with is its layer. */
const LAYERS: Readonly<Record<string, Layer>> = {
  shared: { imports: [] },
  client: { imports: ['shared'], packages: ['vscode', 'vscode-languageclient', 'jsonc-parser'] },
  'server/src/patterns': { imports: [] },
  'server/src/model': { imports: [] },
  'server/src/model/node.ts': { imports: ['server/src/model'] },
  'server/src/model/moved.ts': { imports: ['server/src/model/node.ts'] },
  'server/src/snippets': { imports: [] },
  'server/src/files': { imports: ['shared', 'server/src/patterns'], packages: ['node:', 'ignore', 'picomatch'] },
  'server/src/policy': { imports: [...NODES, ...READING] },
  'server/src/catalog': { imports: ['server/src/patterns'] },
  'server/src/catalog/files.ts': { imports: ['server/src/catalog'], packages: ['node:'] },
  // The interfaces of hosts. A folder in it is one kind of file.
  'server/src/hosts': { imports: [...NODES, ...READING] },
  'server/src/hosts/json': {
    imports: ['server/src/hosts', 'server/src/hosts/json/parse.ts', ...NODES, ...READING],
    packages: ['jsonc-parser'],
  },
  // The parser, which reads the project's own files too.
  'server/src/hosts/json/values.ts': { imports: ['server/src/model', ...NODES], packages: ['jsonc-parser'] },
  'server/src/hosts/json/parse.ts': { imports: [...NODES, ...READING], packages: ['jsonc-parser'] },
  'server/src/hosts/yaml': {
    imports: ['server/src/hosts', 'server/src/hosts/json', ...NODES, ...READING],
    packages: ['yaml'],
  },
  'server/src/hosts/terraform': {
    imports: ['server/src/hosts', 'server/src/hosts/json', 'server/src/hosts/json/parse.ts', ...NODES, ...READING],
  },
  'server/src/iam': { imports: ASKING, packages: ['fastest-levenshtein'] },
  'server/src/access': { imports: ASKING },
  'server/src/rules': { imports: ASKING },
  'server/src/features': {
    imports: ['server/src/rules', 'server/src/access', 'server/src/snippets', ...ASKING],
  },
  // Tests of policies: *.policy-test.json.
  'server/src/policy-tests': { imports: ['server/src/access', ...OWN_JSON, ...NODES, ...ASKING] },
  'server/src/config': {
    imports: ['server/src/rules', 'server/src/iam', 'server/src/catalog', ...OWN_JSON, ...NODES, ...READING],
    packages: ['picomatch', 'ignore', 'jsonc-parser'],
  },
  // The only file that names a kind of file.
  'server/src/service.ts': {
    imports: [
      'server/src/features',
      'server/src/rules',
      'server/src/access',
      'server/src/policy-tests',
      'server/src/snippets',
      'server/src/hosts/json',
      'server/src/hosts/yaml',
      'server/src/hosts/terraform',
      ...ASKING,
    ],
  },
  'server/src/protocol': {
    imports: ['shared', 'server/src/snippets', 'server/src/patterns', ...OUTSIDE],
    packages: [
      'node:',
      'vscode-languageserver',
      'vscode-languageserver-textdocument',
      'vscode-uri',
      'catalog:embedded',
    ],
  },
  'server/src/cli': {
    imports: ['shared', 'server/src/model', ...OUTSIDE],
    packages: ['node:', 'vscode-languageserver-textdocument', 'sarif', 'write-file-atomic'],
  },
};

/** Functions that make values which others must trust: only these folders may import them. */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  writtenEdit: ['server/src/hosts', 'server/src/model'],
  sourceSpan: ['server/src/hosts', 'server/src/policy', 'server/src/model'],
};

const isIn = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

const layerOf = (file: string): string | undefined =>
  Object.keys(LAYERS)
    .filter((name) => isIn(file, name))
    .toSorted((a, b) => b.length - a.length)[0];

interface Import {
  readonly from: string;
  readonly names: readonly string[];
}

/** What a file imports and exports again, types included, and what it imports while it runs. */
function importsOf(file: string, text: string): readonly Import[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      from: moduleRequest.value,
      names: entries.map(({ importName }) => importName.name ?? ''),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, importName }) =>
        moduleRequest ? [{ from: moduleRequest.value, names: [importName.name ?? ''] }] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      from: text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
      names: [],
    })),
  ];
}

/** What a file imports against the table, a sentence each. Paths are from the project's root, with slashes. */
export function violations(file: string, text: string): readonly string[] {
  const name = layerOf(file);
  const layer = name === undefined ? undefined : LAYERS[name];
  if (!layer || name === undefined) return [`${file} is in no layer: add its folder to scripts/layers.ts`];
  return importsOf(file, text).flatMap(({ from, names }) => {
    const made = names.filter((each) => MAKERS[each] && !MAKERS[each].some((folder) => isIn(file, folder)));
    if (made.length > 0)
      return [`${file} imports ${made.join(', ')}, which only ${MAKERS[made[0] ?? '']?.join(', ')} may`];
    if (!from.startsWith('.')) {
      const isAllowed = layer.packages?.some((each) => (each === 'node:' ? from.startsWith(each) : isIn(from, each)));
      return isAllowed ? [] : [`${file} imports the package ${from}`];
    }
    const target = path.posix.join(path.posix.dirname(file), from);
    const other = layerOf(target);
    const isAllowed = other === name || (other !== undefined && layer.imports.includes(other));
    return isAllowed ? [] : [`${file} imports ${target}`];
  });
}
