/** `npm run new-rule SUBJECT/ID`: writes the skeleton of a rule, and the registry again. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { exportOf, REGISTRY, registryText } from './rules/registry.ts';

const FOLDER = 'server/src/rules';
const subjects = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'engine')
  .map(({ name }) => name);

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

const [subject = '', id = '', ...more] = (process.argv[2] ?? '').split('/');
if (!subjects.includes(subject) || more.length > 0)
  refuse(`Write npm run new-rule SUBJECT/ID, with a subject among ${subjects.join(', ')}.`);
if (!/^[a-z]+(-[a-z0-9]+)*$/.test(id))
  refuse(`"${id}" is not an id. Write lowercase words with hyphens, such as invalid-arn-prefix.`);
const file = `${FOLDER}/${subject}/${id}.ts`;
if (existsSync(file)) refuse(`${file} is there already.`);

const IMPORTS = [
  ['finding', 'draft'],
  ['action', 'example'],
  ['bedrockGuide', 'references'],
  ['defineRule', 'rule'],
];

writeFileSync(
  file,
  `${IMPORTS.map(([name, from]) => `import { ${name} } from '../engine/${from}.ts';\n`).join('')}
export const ${exportOf(id)} = defineRule({
  id: '${id}',
  category: 'effect',
  severity: 'warning',
  summary: 'One sentence: what is wrong.',
  explanation: 'What it means for the author, and what to do. Cite AWS.',
  reference: bedrockGuide('security-iam'),
  bad: action('⟦bedrock:Example⟧'),
  good: action('bedrock:InvokeModel'),
  *checkStatement({ action: list }) {
    for (const value of list?.values ?? []) {
      if (value.text === 'bedrock:Example') yield finding(value, \`What is wrong, what follows, what to do.\`);
    }
  },
});
`,
);
writeFileSync(REGISTRY, registryText());
process.stdout.write(
  `${file}\n\nNext: write its examples, then run npm run test:fast, and npm run docs for its page.\n`,
);
