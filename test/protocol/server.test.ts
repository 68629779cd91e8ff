import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  CancellationTokenSource,
  type CodeAction,
  CodeActionRequest,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  type MarkupContent,
} from 'vscode-languageserver-protocol/node';
import type { FileEdit } from '../../shared/requests.ts';
import { atCursor, type Client, SERVER, startClient, URI } from './client.ts';

const policy = (statement: string) => `{\n  "Version": "2012-10-17",\n  "Statement": [${statement}]\n}\n`;
const WRONG = policy('{ "Effect": "Allow", "Action": "bedrock:ListModels", "Resource": "*" }');
const RIGHT = policy('{ "Effect": "Allow", "Action": "bedrock:ListFoundationModels", "Resource": "*" }');
const textDocument = { uri: URI };

describe('the language server over stdio', () => {
  let client: Client;
  const start = async (...args: Parameters<typeof startClient>) => {
    client = await startClient(...args);
    return client;
  };
  afterEach(async () => {
    assert.equal(await client.stop(), 0, 'exit code');
  });

  it('publishes diagnostics with the document’s version, and takes them back on close', async () => {
    await start();
    client.open(WRONG);
    const [diagnostic] = await client.diagnostics(1);
    assert.equal(diagnostic?.code, 'bedrock-api-operation');
    assert.deepEqual(diagnostic?.range, { start: { line: 2, character: 56 }, end: { line: 2, character: 66 } });
    client.change(RIGHT, 2);
    assert.deepEqual(await client.diagnostics(2), []);
    client.close();
    await client.connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 0, character: 0 } });
    assert.deepEqual(client.published.at(-1), { uri: URI, version: undefined, diagnostics: [] });
  });

  it('takes incremental changes', async () => {
    await start();
    client.open(RIGHT);
    await client.diagnostics(1);
    const start_ = { line: 2, character: 56 };
    void client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ range: { start: start_, end: { line: 2, character: 60 } }, text: 'Lits' }],
    });
    const [diagnostic] = await client.diagnostics(2);
    assert.equal(diagnostic?.code, 'invalid-action');
  });

  it('drops work on a version that is superseded', async () => {
    await start();
    client.open(WRONG);
    for (let version = 2; version <= 50; version++) client.change(version % 2 === 0 ? RIGHT : WRONG, version);
    await client.diagnostics(50);
    assert.ok(client.published.length < 25, `${client.published.length} publications`);
    assert.equal(client.published.at(-1)?.version, 50);
  });

  it('answers pulled diagnostics, and then publishes none', async () => {
    await start({ textDocument: { diagnostic: {} } });
    client.open(WRONG);
    const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    assert.equal(report.kind, 'full');
    assert.deepEqual('items' in report && report.items.map(({ code }) => code), ['bedrock-api-operation']);
    assert.deepEqual(client.published, []);
  });

  it('completes, and documents an item only when it is resolved', async () => {
    await start({ textDocument: { completion: { completionItem: { snippetSupport: true } } } });
    const { text, position } = atCursor(policy('{ "Effect": "Allow", "Action": "bedrock:Inv¦" }'));
    client.open(text);
    const list = (await client.connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position,
    })) as CompletionList;
    const item = list.items.find(({ label }) => label === 'InvokeModel') ?? assert.fail('InvokeModel is not offered');
    assert.equal(item.documentation, undefined);
    assert.deepEqual(item.textEdit, {
      newText: 'bedrock:InvokeModel',
      range: { start: { line: 2, character: 48 }, end: { line: 2, character: 59 } },
    });
    const resolved = await client.connection.sendRequest(CompletionResolveRequest.type, item);
    assert.match((resolved.documentation as MarkupContent).value, /Invoke the specified Bedrock model/);
  });

  it('sends no tab stops to a client that has none', async () => {
    await start();
    const { text, position } = atCursor(
      policy('{ "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "¦" }'),
    );
    client.open(text);
    const list = (await client.connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position,
    })) as CompletionList;
    assert.ok(list.items.length > 3);
    assert.ok(
      list.items.every(
        ({ textEdit, textEditText, insertTextFormat }) =>
          insertTextFormat !== 2 && !/\$\{\d/.test(JSON.stringify([textEdit, textEditText])),
      ),
    );
  });

  it('hovers and offers quick fixes', async () => {
    await start();
    const { text, position } = atCursor(
      policy('{ "Effect": "Allow", "Action": "bedrock-run¦time:InvokeModel*", "Resource": "*" }'),
    );
    client.open(text);
    const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument, position });
    assert.match((hover?.contents as MarkupContent).value, /Amazon Bedrock/);
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    const [fix] = actions ?? [];
    assert.equal(fix?.title, 'Change to "bedrock" (widens access)');
    assert.ok(fix && 'edit' in fix && !fix.isPreferred, 'a suggestion is never applied by itself');
    const all = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    assert.deepEqual(all, [], 'nothing here is safe to fix unasked');
  });

  it('reads its settings from the client, reports wrong ones, and follows their changes', async () => {
    await start({ workspace: { configuration: true } });
    const logged: string[] = [];
    client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      logged.push(message);
    });
    client.connection.onRequest(ConfigurationRequest.type, () => [
      { rules: { 'bedrock-api-operation': 'hint', 'invalid-action': 'loud' } },
    ]);
    void client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    client.open(WRONG);
    const [diagnostic] = await client.diagnostics(1);
    assert.equal(diagnostic?.severity, 4);
    assert.match(logged.join('\n'), /"invalid-action" is "loud"\. Write one of off, hint/);
  });

  describe('with a config file in the workspace', () => {
    const ROOT = 'file:///work';
    const CONFIG = 'file:///work/bedrock-policy.config.json';
    const text = policy('{ "Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*" }');

    beforeEach(() => start());

    /** A client that reads files for the server. */
    const reading = (read: (uri: string) => string | null) =>
      startClient(
        { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
        { readFile: true },
        {
          rootUri: ROOT,
          prepare: (connection) => {
            connection.onRequest('bedrockPolicy/readFile', ({ uri }: { uri: string }) => read(uri));
            connection.onRequest('client/registerCapability', () => null);
            connection.onNotification('window/showMessage', ({ message }: { message: string }) => assert.fail(message));
          },
        },
      );
    /** What was last published about the config file, once that is not nothing. */
    const ofConfig = async (own: Client, uri = CONFIG) => {
      const last = () => own.published.findLast((each) => each.uri === uri)?.diagnostics ?? [];
      while (last().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return last().map(({ range: { start }, message }) => `${start.line}:${start.character} ${message}`);
    };

    it('reports that the file cannot be read, which is not the same as a missing file', async () => {
      const own = await reading(() => {
        throw new Error('permission denied');
      });
      own.open(text);
      assert.equal((await own.diagnostics(1)).length, 1);
      assert.match(
        (await ofConfig(own)).join(),
        /^0:0 The file cannot be read, so its settings do not hold: .*permission denied/,
      );
      await own.stop();
    });

    it('takes it from the client, follows its changes, and reports what is wrong at its place, without a message', async () => {
      let config: string | null = '{ "rules": { "bedrock-api-operation": "hint" }, "ignore": ["old/"] }';
      const own = await reading((uri) => (uri === CONFIG ? config : null));
      own.open(text);
      own.open(text, 'file:///work/old/policy.json');
      assert.deepEqual(
        (await own.diagnostics(1)).map(({ severity }) => severity),
        [4],
      );
      assert.deepEqual(await own.diagnostics(1, 'file:///work/old/policy.json'), []);

      config = '{\n  "rules": { "bedrock-api-operation": "quiet" }\n}';
      const before = own.published.length;
      void own.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: CONFIG, type: 2 }] });
      while (own.published.length < before + 3) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.deepEqual(
        own.published.findLast(({ uri }) => uri === URI)?.diagnostics.map(({ severity }) => severity),
        [1],
      );
      assert.deepEqual(await ofConfig(own), [
        '1:13 "bedrock-api-operation" is "quiet". Write one of off, hint, information, warning, error.',
      ]);
      await own.stop();
    });

    it('takes exceptions, an organization’s rules and extended files from it, each told where it stands', async () => {
      const files: Record<string, string> = {
        [CONFIG]:
          '{ "extends": "../org/base.json", "exceptions": [{ "rule": "bedrock-api-operation", "files": "policy.json", "reason": "x" }, { "rule": "full-admin", "files": "policy.json" }] }',
        'file:///org/base.json': '{ "organization": { "forbidden": [{ "actions": "bedrock:Con*" }], "region": {} } }',
      };
      const own = await reading((uri) => files[uri] ?? null);
      const logged: string[] = [];
      own.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
        logged.push(message);
      });
      own.open(text);
      assert.deepEqual(
        (await own.diagnostics(1)).map(({ code }) => code),
        ['organization-action'],
      );
      const output = logged.join('\n'); // what a bug report needs to say
      assert.match(output, /Bedrock Policy \d+\.\d+\.\d+, catalog of \d{4}-\d\d-\d\d \(@cloud-copilot/);
      assert.match(
        output,
        /Read file:\/\/\/work\/bedrock-policy\.config\.json\. Severities: 0, exceptions: 2, requirements: none, mistakes: 0\./,
      );
      assert.match(output, /Read file:\/\/\/org\/base\.json\. .*requirements: forbidden, mistakes: 1\./);
      assert.match((await ofConfig(own)).join(), /This exception gives no reason, so "full-admin" is reported/);
      assert.match((await ofConfig(own, 'file:///org/base.json')).join(), /There is no "region" here/);
      await own.stop();
    });

    it('has the kind of a policy written, before a glob that would count, or says why not', async () => {
      let config: string | null = null;
      const own = await reading((uri) => {
        if (config === '') throw new Error('no permission');
        return uri === CONFIG ? config : null;
      });
      own.open(text);
      const ask = (kind: string | null, uri = URI): Promise<FileEdit> =>
        own.connection.sendRequest('bedrockPolicy/setKind', { textDocument: { uri }, kind });
      const setKind = async (kind: string | null, uri = URI): Promise<string> => {
        const result = await ask(kind, uri);
        return 'refusal' in result ? result.refusal : result.edits.map(({ newText }) => newText).join('');
      };
      assert.deepEqual(await ask(null), { uri: CONFIG, create: false, edits: [] });
      config = '{ "kinds": { "*.json": "trust" } }';
      assert.match(await setKind('scp'), /"policy\.json": "scp",\s+"\*\.json": "trust"/);
      assert.match(await setKind(null), /says trust by a glob in "kinds", for this file and perhaps others/);
      assert.match(await setKind('king'), /There is no kind "king"\. The kinds: identity, trust, /);
      assert.match(await setKind('scp', 'file:///elsewhere/a.json'), /Save the policy in an open folder first/);
      config = '[]';
      assert.match(await setKind('scp'), /is not JSON, or has something else/);
      config = '';
      assert.match(await setKind('scp'), /cannot be read, so nothing is stored: .*no permission/);
      await own.stop();
    });

    it('has its exceptions written: a comment where the language has some, else an entry of the file', async () => {
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
      const actions = (own: Client, uri: string): Promise<CodeAction[]> =>
        own.connection.sendRequest('textDocument/codeAction', {
          textDocument: { uri },
          range,
          context: { diagnostics: [] },
        });
      const own = await startClient(
        {},
        { readFile: true, exceptions: true },
        {
          rootUri: ROOT,
          prepare: (connection) => connection.onRequest('bedrockPolicy/readFile', () => null),
        },
      );
      own.open(text);
      await own.diagnostics(1);
      const title = 'Except “bedrock-api-operation” in this file…';
      const action = (await actions(own, URI)).find((each) => each.title === title);
      assert.equal(action?.command?.command, 'bedrockPolicy.except');
      const [asked] = action.command.arguments ?? [];
      assert.deepEqual(await own.connection.sendRequest('bedrockPolicy/except', { ...asked, reason: 'ours' }), {
        uri: CONFIG,
        create: true,
        edits: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            newText:
              '{\n  "exceptions": [\n    {\n      "rule": "bedrock-api-operation",\n      "files": "policy.json",\n      "reason": "ours"\n    }\n  ]\n}\n',
          },
        ],
      });
      own.change(`${text} `, 2);
      assert.match(
        JSON.stringify(await own.connection.sendRequest('bedrockPolicy/except', { ...asked, reason: 'ours' })),
        /The file has changed meanwhile/,
      );
      await own.stop();

      // An editor that cannot ask for the reason gets a comment without one, which excepts nothing yet.
      const plain = await startClient({}, {}, { rootUri: ROOT });
      const YAML = 'file:///work/p.yaml';
      plain.open(
        'Version: "2012-10-17"\nStatement:\n  - Effect: Deny\n    Action: bedrock:Converse\n    Resource: "*"\n',
        YAML,
      );
      const [written] = (await actions(plain, YAML)).filter((each) => each.title.startsWith('Except'));
      assert.equal(written?.title, 'Except “bedrock-api-operation” here…');
      assert.deepEqual(
        written.edit?.changes?.[YAML]?.map(({ newText }) => newText),
        ['  # bedrock-policy-ignore bedrock-api-operation:\n'],
      );
      plain.open(text, 'file:///work/plain.json');
      const none = await actions(plain, 'file:///work/plain.json');
      assert.ok(!none.some((each) => each.title.startsWith('Except')));
      await plain.stop();
    });

    it('marks its mistakes in editors without a schema for it', async () => {
      const own = await startClient();
      own.open('{ "rules": { "nothing-such": "off" } }', CONFIG);
      const [only, ...more] = await own.diagnostics(1, CONFIG);
      assert.deepEqual(more, []);
      assert.match(String(only?.message), /There is no rule "nothing-such"/);
      await own.stop();
    });

    it('completes and explains it in those editors, and leaves that to the editor elsewhere', async () => {
      const config = '{ "exceptions": [{ "rule": "full-admin", "reason": "x", "" }] }';
      const at = (text: string) => ({
        textDocument: { uri: CONFIG },
        position: { line: 0, character: config.indexOf(text) + 1 },
      });
      const own = await startClient();
      own.open(config, CONFIG);
      const { items: offered } = await own.connection.sendRequest<CompletionList>(
        'textDocument/completion',
        at('"" }'),
      );
      assert.deepEqual(
        offered.map(({ label, textEdit }) => [label, textEdit?.newText]),
        [
          ['files', '"files": ""'],
          ['sid', '"sid": ""'],
          ['expires', '"expires": ""'],
        ],
      );
      const hover = await own.connection.sendRequest(HoverRequest.type, at('"reason"'));
      assert.match((hover?.contents as MarkupContent).value, /Why the finding is right here/);
      await own.stop();
      const other = await startClient({}, { jsonSyntax: 'off' });
      other.open(config, CONFIG);
      assert.equal(await other.connection.sendRequest('textDocument/completion', at('"" }')), null);
      assert.equal(await other.connection.sendRequest(HoverRequest.type, at('"reason"')), null);
      await other.stop();
    });
  });

  it('is silent on JSON that is no policy', async () => {
    await start();
    client.open('{ "name": "x", "Statement": "y" }');
    assert.deepEqual(await client.diagnostics(1), []);
    const list = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument,
      position: { line: 0, character: 3 },
    });
    assert.equal(list, null);
  });

  it('honors a canceled request', async () => {
    await start();
    client.open(RIGHT);
    const source = new CancellationTokenSource();
    const request = client.connection.sendRequest(
      HoverRequest.type,
      { textDocument, position: { line: 1, character: 5 } },
      source.token,
    );
    source.cancel();
    await assert.rejects(request, { code: -32800 });
  });

  it('survives empty, broken, huge and absurd documents', async () => {
    await start();
    const huge = policy(
      Array.from(
        { length: 20_000 },
        (_, index) =>
          `{ "Sid": "S${index}", "Effect": "Allow", "Action": "bedrock:InvokeModel*", "Resource": "arn:aws:bedrock:*::foundation-model/m.${index}" }`,
      ).join(','),
    );
    const texts = [
      '',
      '\u0000',
      '{',
      '[',
      '"',
      '{"Statement":',
      `{"Statement":${'['.repeat(100_000)}`,
      `{"Version":"2012-10-17","Statement":[{"Action":"${'*a'.repeat(5000)}"}]}`,
      huge,
    ];
    for (const [index, text] of texts.entries()) {
      const uri = `file:///${index}.json`;
      client.open(text, uri);
      await client.diagnostics(1, uri);
      await client.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri },
        position: { line: 0, character: 1 },
      });
      await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri },
        position: { line: 5, character: 900 },
      });
    }
  });

  it('answers about documents that are not open', async () => {
    await start();
    assert.equal(
      await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: 'file:///none.json' },
        position: { line: 0, character: 0 },
      }),
      null,
    );
  });
});

describe('the language server’s process', () => {
  it('ends with 1 when it is told to exit without a shutdown', async () => {
    const client = await startClient();
    const exited = new Promise((resolve) => client.process.once('exit', resolve));
    void client.connection.sendNotification('exit');
    assert.equal(await exited, 1);
  });

  it('says how to be started when no transport is named', async () => {
    const server = spawn(process.execPath, [SERVER], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    assert.equal(await new Promise((resolve) => server.once('close', resolve)), 2);
    assert.match(said, /--stdio/);
  });
});
