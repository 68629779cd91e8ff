import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const isSource = (name: string) => name.endsWith('.ts');

describe('texts for translation', () => {
  it('of the client stand in the bundle, and no others', () => {
    const texts = readdirSync('client/src', { recursive: true, encoding: 'utf8' })
      .filter(isSource)
      .flatMap((name) => {
        const source = readFileSync(`client/src/${name}`, 'utf8');
        return [...source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) =>
          text.replaceAll("\\'", "'"),
        );
      });
    const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as Record<string, string>;
    assert.deepEqual(Object.keys(bundle).toSorted(), [...new Set(texts)].toSorted());
  });

  it('of the manifest stand in package.nls.json, and no others', () => {
    const manifest = readFileSync('package.json', 'utf8');
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);
    const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
    assert.deepEqual(Object.keys(texts).toSorted(), [...new Set(used)].toSorted());
  });
});
