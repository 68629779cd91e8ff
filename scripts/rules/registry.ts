/** The text of server/src/rules/registry.ts, made from the names of the files in the subjects' folders. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'server/src/rules';
export const REGISTRY = `${FOLDER}/registry.ts`;

/** `invalid-arn-prefix` → `invalidArnPrefix`: the name that a rule's file exports. */
export const exportOf = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

export interface RuleFile {
  /** Below server/src/rules, with slashes. */
  readonly path: string;
  /** A rule's id, or a family's name. */
  readonly name: string;
  readonly isFamily: boolean;
}

/** The files of rules, by id: those in a subject's folder whose names do not begin with `_`. */
export const ruleFiles = (): readonly RuleFile[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /^(?!engine\/)[^/]+\/[^/_][^/]*\.ts$/.test(file))
    .map((file) => {
      const base = path.posix.basename(file, '.ts');
      return { path: file, name: base.replace(/\.family$/, ''), isFamily: base.endsWith('.family') };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

export function registryText(): string {
  const files = ruleFiles();
  const imports = files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ name, path: file }) => `import { ${exportOf(name)} } from './${file}';`);
  const entries = files.map(({ name, isFamily }) => `  ${isFamily ? '...' : ''}${exportOf(name)},`);
  return `/** All rules. Generated from the names of the files beside it: \`npm run rules\`. Do not edit. */
${[...imports, "import type { Rule } from './engine/rule.ts';"].join('\n')}

const rules: readonly Rule[] = [
${entries.join('\n')}
];

/** By id. */
export const RULES: readonly Rule[] = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
`;
}
