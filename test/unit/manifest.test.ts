/** What package.json promises to VS Code. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

interface Setting {
  readonly type: string;
  readonly scope?: string;
}
interface Manifest {
  readonly capabilities: Record<string, { readonly supported: boolean } | boolean>;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly configuration: { readonly properties: Record<string, Setting> };
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Record<string, readonly { readonly command: string; readonly when?: string }[]>;
  };
}

/** The languages of the files that may hold policies. */
const LANGUAGES = ['json', 'jsonc', 'yaml', 'cloudformation', 'terraform', 'opentofu', 'hcl'];

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { configuration, commands, menus } = manifest.contributes;
const client = readdirSync('client/src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`client/src/${name}`, 'utf8'))
  .join('\n');

describe('the manifest', () => {
  it('lets the extension run in workspaces that are not trusted, and on any file system', () => {
    for (const capability of ['untrustedWorkspaces', 'virtualWorkspaces']) {
      const value = manifest.capabilities[capability];
      assert.ok(value === true || (typeof value === 'object' && value.supported), capability);
    }
  });

  it('gives a workspace no setting that names something to run or to write, unless it is the machine’s', () => {
    for (const [name, { type, scope }] of Object.entries(configuration.properties)) {
      assert.ok(['string', 'boolean', 'integer', 'object'].includes(type), name);
      const isDangerous = /path|command|exec|args|env|node|binary|folder|directory|output/i.test(name);
      assert.ok(!isDangerous || scope === 'machine', `${name} has the scope ${scope}`);
    }
  });

  it('names commands that the client knows, in menus too', () => {
    const named = commands.map(({ command }) => command);
    for (const command of named) assert.ok(client.includes(`'${command}'`), command);
    for (const [menu, entries] of Object.entries(menus))
      for (const { command } of entries) assert.ok(named.includes(command), `${command} in ${menu}`);
  });

  it('shows commands only under conditions that the client sets', () => {
    const set = new Set([...client.matchAll(/'setContext',\s*'(bedrockPolicy\.\w+)'/g)].map(([, key]) => key));
    for (const { command, when = '' } of Object.values(menus).flat())
      for (const [key] of when.matchAll(/bedrockPolicy\.\w+/g)) assert.ok(set.has(key), `${command} when ${key}`);
  });

  it('wakes up for the languages of policies, and for its commands by themselves', () => {
    assert.deepEqual(
      manifest.activationEvents.toSorted(),
      LANGUAGES.map((language) => `onLanguage:${language}`).toSorted(),
    );
  });
});
