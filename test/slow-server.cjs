// A language server that answers late, as over a slow line: the real one, each of whose messages is held back.
const { fork } = require('node:child_process');
const DELAY = 300; // milliseconds
const server = fork(process.env.BEDROCK_POLICY_SERVER, process.argv.slice(2), { execArgv: [] });
process.on('message', (message) => server.send(message));
process.on('disconnect', () => server.kill());
server.on('message', (message) => setTimeout(() => process.connected && process.send(message), DELAY));
server.on('exit', (code) => process.exit(code ?? 1));
