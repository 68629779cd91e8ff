#!/usr/bin/env node
/**
 * Starts the language server from code that V8 has compiled before. Node's own compile cache keeps a script as it is
 * when it has just been read, its functions still to be compiled; compiling those that the first document needs took a
 * quarter of the start. So this keeps the script as it is after that. https://nodejs.org/api/vm.html#scriptcreatecacheddata
 *
 * The compiled code lies beside the server's own script, where only those can write who can write that too. Where it
 * cannot be written, or is of another Node or another build, the server starts without.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** How long after the first check the code is kept, in milliseconds: not while somebody waits for an answer. */
const WARM = 2000;

const file = path.join(__dirname, 'serve.js');
const folder = path.join(__dirname, '.compiled');
const { size, mtimeMs } = statSync(file);
const { node, v8: version, electron = '' } = process.versions; // Node patches its V8 without giving it another version
const engine = `${node}-${version}-${electron}-${process.arch}-`;
const cache = path.join(folder, `${engine}${size}-${Math.floor(mtimeMs)}`);

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined; // it is only a cache
  }
}

/** V8 takes what it is given at its word, and ends the process where a byte is wrong. */
const digest = (code: Buffer): Buffer => createHash('sha256').update(code).digest();

function kept(): Buffer | undefined {
  const bytes = readFileSync(cache);
  const code = bytes.subarray(0, -32);
  return digest(code).equals(bytes.subarray(-32)) ? code : undefined;
}

function keep(code: Buffer): void {
  mkdirSync(folder, { recursive: true });
  const own = `${cache}.${process.pid}`;
  writeFileSync(own, Buffer.concat([code, digest(code)]));
  for (const name of readdirSync(folder))
    if (name.startsWith(engine) && !own.endsWith(name)) rmSync(path.join(folder, name)); // of an earlier build
  renameSync(own, cache);
}

const cachedData = attempt(kept);
const script = new vm.Script(
  `(function (require, module, exports, __filename, __dirname) {${readFileSync(file, 'utf8').replace(/^#!.*/, '')}\n})`,
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
    setTimeout(once, WARM).unref();
    process.once('exit', once);
  });
}
