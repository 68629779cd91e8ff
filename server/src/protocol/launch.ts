#!/usr/bin/env node
/**
 * Starts the language server from code that V8 has compiled before: about a third of the start (`npm run bench -- keys`
 * has the row). Node's own compile cache saves a script right after it was read, when its functions are still to be
 * compiled; this cache is saved after the first check. https://nodejs.org/api/vm.html#scriptcreatecacheddata
 *
 * The cache lies beside the server's own script: whoever can write it can write the script too. The server starts without
 * a cache where none can be written, and where it belongs to another version of Node or another build.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** How long after the first check the cache is saved, in milliseconds: not while a client waits for an answer. */
const SAVE_AFTER_MS = 2000;

const file = path.join(__dirname, 'serve.js');
const folder = path.join(__dirname, '.compiled');
const { size, mtimeMs } = statSync(file);
const { node, v8: version, electron = '' } = process.versions; // Node patches V8 without changing V8's version
const engine = `${node}-${version}-${electron}-${process.arch}-`;
const cache = path.join(folder, `${engine}${size}-${Math.floor(mtimeMs)}`);
const source = readFileSync(file);

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined; // it is only a cache
  }
}

/** V8 does not validate cached code, nor whether it belongs to this source: corrupt bytes crash the process, hence the checksum. */
const digest = (code: Buffer): Buffer => createHash('sha256').update(source).update(code).digest();

function kept(): Buffer | undefined {
  const bytes = readFileSync(cache);
  const code = bytes.subarray(0, -32);
  return digest(code).equals(bytes.subarray(-32)) ? code : undefined;
}

function keep(code: Buffer): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 }); // whoever could write here could have code run
  const own = `${cache}.${process.pid}`;
  try {
    writeFileSync(own, Buffer.concat([code, digest(code)]), { mode: 0o600 });
    for (const name of readdirSync(folder))
      if (name.startsWith(engine) && !own.endsWith(name)) rmSync(path.join(folder, name)); // of an earlier build
    renameSync(own, cache);
  } catch (error) {
    rmSync(own, { force: true }); // the disk may be full
    throw error;
  }
}

const cachedData = attempt(kept);
const script = new vm.Script(
  `(function (require, module, exports, __filename, __dirname) {${source.toString().replace(/^#!.*/, '')}\n})`,
  { filename: file, ...(cachedData && { cachedData }) },
);
type Load = (require: NodeJS.Require, module: Module, exports: Module['exports'], file: string, folder: string) => void;
interface Module {
  exports: { readonly checked?: Promise<void> };
}
const serve: Module = { exports: {} };
(script.runInThisContext() as Load)(module.createRequire(file), serve, serve.exports, file, __dirname);

if (!cachedData || script.cachedDataRejected) {
  void serve.exports.checked?.then(() => {
    let isKept = false;
    const once = () => {
      if (!isKept) attempt(() => keep(script.createCachedData()));
      isKept = true;
    };
    setTimeout(once, SAVE_AFTER_MS).unref();
    process.once('exit', once);
  });
}
