/** The catalog's files on disk. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import type { ReadCatalogFile } from './catalog.ts';

/** Reads the files as they are generated: one file for each service. */
export const filesIn =
  (folder: string): ReadCatalogFile =>
  (name) =>
    readFileSync(path.join(folder, name), 'utf8');

/** Where each service's text stands in the pack, in bytes: `services/bedrock.json` → `[offset, length]`. */
type PackIndex = Readonly<Record<string, readonly [offset: number, length: number]>>;

export const PACK = 'services.txt';
export const PACK_INDEX = 'services.json';

/** Reads the files as they are shipped: all services in one file, of which only the requested part is read. */
export function packedFilesIn(folder: string): ReadCatalogFile {
  let index: PackIndex | undefined;
  return (name) => {
    if (!name.startsWith('services/')) return readFileSync(path.join(folder, name), 'utf8');
    index ??= JSON.parse(readFileSync(path.join(folder, PACK_INDEX), 'utf8')) as PackIndex;
    const place = index[name];
    if (!place) throw new Error(`The catalog has no file ${name}`);
    const [offset, length] = place;
    const bytes = Buffer.alloc(length);
    const file = openSync(path.join(folder, PACK), 'r');
    try {
      readSync(file, bytes, 0, length, offset);
    } finally {
      closeSync(file);
    }
    return bytes.toString('utf8');
  };
}
