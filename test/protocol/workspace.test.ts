/** Files that are not open, and the requests beyond LSP: what a client other than VS Code sees. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  type Diagnostic,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { URI as Uri } from 'vscode-uri';
import { atCursor, type Client, startClient, URI } from './client.ts';

const policy = (action: string) =>
  `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "${action}", "Resource": "*" } }`;

describe('files that are not open', () => {
  let folder: string;
  let client: Client;
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const had = new Map<string, string>();

  /** The next report: file names with the codes of their findings. */
  async function report(): Promise<Record<string, readonly Diagnostic['code'][]>> {
    const previousResultIds = [...had].map(([uri, value]) => ({ uri, value }));
    const { items }: WorkspaceDiagnosticReport = await client.connection.sendRequest('workspace/diagnostic', {
      previousResultIds,
    });
    return Object.fromEntries(
      items.map((item) => {
        assert.ok(item.kind === 'full' && item.resultId);
        had.set(item.uri, item.resultId);
        return [path.relative(folder, fileURLToPath(item.uri)), item.items.map(({ code }) => code)];
      }),
    );
  }
  /** The URIs of all reports until one names a file. */
  async function waitFor(name: string): Promise<readonly string[]> {
    for (;;) if (Object.keys(await report()).includes(name)) return [...had.keys()];
  }
  const changed = (name: string) =>
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(name), type: 2 }],
    });

  beforeEach(async () => {
    had.clear();
    folder = mkdtempSync(path.join(tmpdir(), 'workspace-'));
    write('a.json', policy('bedrok:X'));
    write('deep/b.json', policy('bedrock:Nope'));
    write('fine.json', policy('bedrock:ListAgents'));
    write('package.json', '{ "name": "x" }');
    write('node_modules/x/a.json', policy('bedrok:X'));
    client = await startClient({ textDocument: { diagnostic: {} }, window: { workDoneProgress: true } }, undefined, {
      rootUri: pathToFileURL(folder).href,
    });
    void client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { bedrockPolicy: {} } });
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  it('are reported once, and again when they change', async () => {
    assert.deepEqual(await report(), { 'a.json': ['invalid-service-in-action'], 'deep/b.json': ['invalid-action'] });
    const next = report();
    write('fine.json', policy('bedrock:Nope'));
    changed('fine.json');
    assert.deepEqual(await next, { 'fine.json': ['invalid-action'] });
    write('a.json', policy('bedrock:ListAgents'));
    changed('a.json');
    assert.deepEqual(await report(), { 'a.json': [] });
    rmSync(path.join(folder, 'deep/b.json'));
    changed('deep/b.json');
    assert.deepEqual(await report(), { 'deep/b.json': [] });
  });

  it('wait without an answer while nothing changes, until the client gives up', async () => {
    await report();
    const source = new CancellationTokenSource();
    let isAnswered = false;
    const previousResultIds = [...had].map(([uri, value]) => ({ uri, value }));
    const waiting = client.connection
      .sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds }, source.token)
      .finally(() => {
        isAnswered = true;
      });
    await client.connection.sendRequest('bedrockPolicy/snippets');
    assert.ok(!isAnswered);
    source.cancel();
    assert.deepEqual((await waiting).items, []);
  });

  it('are compared with the client’s URIs, however they are written', async () => {
    for (const name of [
      '@scope',
      '(old)',
      'a+b',
      'x&y',
      "it's",
      'a,b',
      '$x',
      'a=b',
      'a;b',
      '~home',
      'ä ö',
      '100%',
      '#1',
      '[x]',
    ]) {
      write(`${name}/p.json`, policy('bedrok:X'));
      changed(`${name}/p.json`);
    }
    const uris = await waitFor('~home/p.json');
    assert.ok(uris.length > 10);
    const previousResultIds = [...had].map(([uri, value]) => ({ uri: Uri.parse(uri).toString(), value }));
    const source = new CancellationTokenSource();
    const waiting = client.connection.sendRequest<WorkspaceDiagnosticReport>(
      'workspace/diagnostic',
      { previousResultIds },
      source.token,
    );
    await client.connection.sendRequest('bedrockPolicy/snippets');
    source.cancel();
    assert.deepEqual((await waiting).items, [], 'the client has them all');
  });

  it('that are ignored or outside do not come in by a change', async () => {
    await report();
    write('.gitignore', 'build/\n');
    write('build/x.json', policy('bedrok:X'));
    write('new.json', policy('bedrok:X'));
    changed('build/x.json');
    changed('../elsewhere.json');
    changed('node_modules/x/b.json');
    changed('new.json');
    assert.deepEqual(await report(), { 'new.json': ['invalid-service-in-action'] });
  });

  it('are reported though others cannot be read', async function () {
    if (process.platform === 'win32') this.skip();
    spawnSync('mkfifo', ['fifo.json', 'bedrock-policy.config.json'], { cwd: folder });
    symlinkSync('/dev/zero', path.join(folder, 'zero.json'));
    symlinkSync('nowhere', path.join(folder, 'gone.json'));
    symlinkSync('/usr', path.join(folder, 'usr'));
    void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: {
        added: [
          { uri: 'file:///does/not/exist', name: 'x' },
          { uri: 'file://bad%zz', name: 'y' },
        ],
        removed: [],
      },
    });
    changed('bedrock-policy.config.json');
    assert.deepEqual(await report(), {
      'a.json': ['invalid-service-in-action'],
      'deep/b.json': ['invalid-action'],
      'bedrock-policy.config.json': [undefined], // it cannot be read either
    });
  });

  it('of a great size are named, not checked', async () => {
    const large = `{ "Statement": [${'{},'.repeat(400_000)}{}] }`;
    write('large.json', large);
    write('data.json', `[${'{},'.repeat(400_000)}{}]`);
    assert.deepEqual((await report())['large.json'], ['not-read']);
  });

  it('are left out where a config file ignores them, as soon as it does', async () => {
    await report();
    write('bedrock-policy.config.json', '{ "ignore": ["deep/"] }');
    changed('bedrock-policy.config.json');
    assert.deepEqual(await report(), { 'deep/b.json': [] });
  });

  it('are judged by the exceptions of the config file, which is reported where they are not needed', async () => {
    await report();
    const needed = '{ "rule": "invalid-action", "files": "deep/b.json", "reason": "x" }';
    const idle = '{ "rule": "full-admin", "files": "a.json", "reason": "x" }';
    write('bedrock-policy.config.json', `{ "exceptions": [${needed}, ${idle}] }`);
    changed('bedrock-policy.config.json');
    assert.deepEqual(await report(), { 'deep/b.json': [], 'bedrock-policy.config.json': ['exception-unused'] });
    write('a.json', policy('*'));
    changed('a.json');
    const { 'bedrock-policy.config.json': config } = await report();
    assert.deepEqual(config, []);
  });

  describe('know what their policies name', () => {
    const GUARDRAIL = 'arn:aws:bedrock:eu-west-1:222233334444:guardrail/a1b2c3d4e5f6';
    const naming = (sid: string, resource: string) =>
      `{ "Version": "2012-10-17", "Statement": [{ "Sid": "${sid}", "Effect": "Allow", "Action": "bedrock:ApplyGuardrail", "Resource": "${resource}" }] }`;
    const places = (found: readonly { uri: string; range: { start: { line: number } } }[]) =>
      found.map(({ uri, range }) => `${path.relative(folder, fileURLToPath(uri))}:${range.start.line}`).toSorted();
    const references = async (name: string, character: number) =>
      places(
        await client.connection.sendRequest('textDocument/references', {
          textDocument: { uri: uriOf(name) },
          position: { line: 0, character },
          context: { includeDeclaration: true },
        }),
      );
    const symbols = async (query: string): Promise<string[]> =>
      (
        await client.connection.sendRequest<{ name: string; location: { uri: string } }[]>('workspace/symbol', {
          query,
        })
      )
        .map(({ name, location: { uri } }) => `${name} ${path.relative(folder, fileURLToPath(uri))}`)
        .toSorted();

    beforeEach(() => {
      write('one.json', naming('One', GUARDRAIL));
      write(
        'deep/two.tf',
        `data "aws_iam_policy_document" "x" {\n  statement {\n    sid       = "Two"\n    actions   = ["bedrock:ApplyGuardrail"]\n    resources = ["arn:aws:bedrock:*:*:guardrail/a1b2c3d4e5f6"]\n  }\n}\n`,
      );
      write('scp-other.json', naming('Other', 'arn:aws:bedrock:*:*:guardrail/zzz'));
    });

    it('and say which of them name a guardrail, in open files as they stand in the editor', async () => {
      client.open(naming('One', GUARDRAIL), uriOf('one.json'));
      const at = naming('One', '').length;
      assert.deepEqual(await references('one.json', at), ['deep/two.tf:4', 'one.json:0']);
      client.open(naming('Open', `${GUARDRAIL}:2`), uriOf('scp-other.json'));
      assert.deepEqual(await references('one.json', at), ['deep/two.tf:4', 'one.json:0', 'scp-other.json:0']);
      assert.deepEqual(await references('one.json', 2), []);
    });

    it('and follow changes on disk', async () => {
      client.open(naming('One', GUARDRAIL), uriOf('one.json'));
      const at = naming('One', '').length;
      assert.equal((await references('one.json', at)).length, 2);
      write('deep/two.tf', '');
      write('three.json', naming('Three', GUARDRAIL));
      changed('deep/two.tf');
      changed('three.json');
      assert.deepEqual(await references('one.json', at), ['one.json:0', 'three.json:0']);
    });

    it('and have their policies and statements found by Sid and kind', async () => {
      assert.deepEqual(await symbols('Two'), ['Two deep/two.tf']);
      assert.deepEqual(await symbols('scp'), ['Other scp-other.json', 'scp policy scp-other.json']);
      assert.deepEqual(await symbols('no such thing'), []);
    });
  });

  it('are not reported while they are open', async () => {
    client.open(policy('bedrok:X'), uriOf('a.json'));
    assert.deepEqual(await report(), { 'deep/b.json': ['invalid-action'] });
  });

  it('are all checked on request, with progress', async () => {
    const kinds: string[] = [];
    client.connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      client.connection.onProgress(WorkDoneProgress.type, token, ({ kind }) => {
        kinds.push(kind);
      });
    });
    assert.deepEqual(await client.connection.sendRequest('bedrockPolicy/checkWorkspace', null), {
      files: 4,
      policies: 3,
      findings: 2,
    });
    assert.deepEqual(kinds, ['begin', 'report', 'end']);
  });
});

describe('requests beyond LSP', () => {
  let client: Client;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());
  const ask = (name: string, marked: string, more: object = {}) => {
    const { text, position } = atCursor(marked);
    client.close();
    client.open(text);
    return client.connection.sendRequest<Record<string, unknown>>(`bedrockPolicy/${name}`, {
      textDocument: { uri: URI },
      position,
      ...more,
    });
  };

  it('tell kind, size and the worst finding of the policy at a position', async () => {
    const marked = policy('bedrok:¦X');
    const status = await ask('status', marked);
    assert.equal(status.kind, 'identity');
    assert.equal(status.quota, 6144);
    assert.equal(status.size, marked.replace(/[\s¦]/g, '').length);
    assert.equal(status.worst, 'warning');
    assert.equal(await ask('status', '{ "name": ¦"x" }'), null);
  });

  it('give the place of a further statement', async () => {
    const place = await ask('statementPlace', '{ "Version": "2012-10-17", "Statement": [¦] }');
    assert.deepEqual(place.position, { line: 0, character: 41 });
    assert.equal(place.first, null);
    const single = await ask('statementPlace', policy('¦bedrock:ListAgents'));
    assert.notEqual(single.first, null, 'a single statement becomes a list first');
    assert.equal(await ask('statementPlace', '{ "name": ¦"x" }'), null);
  });

  it('read an error into a statement', async () => {
    const message =
      'User: arn:aws:iam::222233334444:user/u is not authorized to perform: bedrock:GetAgent on resource: arn:aws:bedrock:eu-west-1:222233334444:agent/A1B2C3D4E5';
    assert.equal((await ask('addPermission', policy('¦bedrock:ListAgents'), { message })).outcome, 'statement');
    const deny = policy('¦bedrock:GetAgent').replace('Allow', 'Deny');
    const denied = await ask('addPermission', deny, { message });
    assert.equal(denied.outcome, 'denied');
    assert.equal((denied.ranges as unknown[]).length, 1);
    const alone = await client.connection.sendRequest<{ outcome: string }>('bedrockPolicy/addPermission', { message });
    assert.equal(alone.outcome, 'statement');
    const conditional = policy('¦bedrock:GetAgent').replace(
      '"Resource"',
      '"Condition": { "Bool": { "aws:SecureTransport": "true" } }, "Resource"',
    );
    const masked = await ask('addPermission', policy('¦bedrock:ListAgents'), {
      message: message.replaceAll('222233334444', '************'),
    });
    assert.match(String(masked.statement), /eu-west-1:111122223333:agent/, 'no account is set');
    const held = await ask('addPermission', conditional, { message });
    assert.equal(held.outcome, 'nothing');
    assert.equal((held.ranges as unknown[]).length, 1);
    const errors = await client.connection.sendRequest<{ action: string }[]>('bedrockPolicy/errors', {
      message: `${message}\n${message.replaceAll('GetAgent', 'ListAgents')}`,
    });
    assert.deepEqual(
      errors.map(({ action }) => action),
      ['bedrock:GetAgent', 'bedrock:ListAgents'],
    );
  });

  it('sort and tidy, or say why not', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    assert.ok((await ask('tidy', policy('¦bedrock:ListAgents'), { options })).edits);
    assert.match(String((await ask('tidy', '{ "name": ¦"x" }', { options })).refusal), /no policy/);
  });

  it('give the page of a rule, and null for what is none', async () => {
    const page = await client.connection.sendRequest('bedrockPolicy/rulePage', { id: 'invalid-action' });
    assert.match(String(page), /invalid-action/);
    assert.equal(await client.connection.sendRequest('bedrockPolicy/rulePage', { id: 'nope' }), null);
  });

  it('refuse a document that is not open', async () => {
    await assert.rejects(
      client.connection.sendRequest('bedrockPolicy/status', {
        textDocument: { uri: 'file:///none.json' },
        position: { line: 0, character: 0 },
      }),
      /none\.json is not open/,
    );
  });
});
