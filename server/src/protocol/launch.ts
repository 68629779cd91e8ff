#!/usr/bin/env node
/**
 * Starts the language server with Node's compile cache on, where this Node has one: the second start on reads compiled
 * code instead of compiling the server again. The cache must be on before the server's own script is read.
 */
import module from 'node:module';

const { enableCompileCache } = module as { readonly enableCompileCache?: () => void }; // from Node 22 on
enableCompileCache?.();
module.createRequire(__filename)('./serve.js');
