/** Every feature through a plain LSP client: none needs VS Code. */
import assert from 'node:assert/strict';
import {
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  SelectionRangeRequest,
  SignatureHelpRequest,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, startClient, URI } from './client.ts';

const TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Ask",
      "Effect": "Allow",
      "Action": ["bedrock:InvokeModel", "bedrock:GetPrompt*"],
      "Resource": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
    },
    { "Effect": "Deny", "Action": "bedrock:InvokeModel", "Resource": "*" }
  ]
}
`;
/** TEXT, formatted with four spaces. */
const FORMATTED = `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Ask",
            "Effect": "Allow",
            "Action": [
                "bedrock:InvokeModel",
                "bedrock:GetPrompt*"
            ],
            "Resource": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
        },
        {
            "Effect": "Deny",
            "Action": "bedrock:InvokeModel",
            "Resource": "*"
        }
    ]
}
`;
const textDocument = { uri: URI };
const range = { start: { line: 0, character: 0 }, end: { line: 12, character: 0 } };
const ACTION = { line: 6, character: 28 };

describe('features over stdio', () => {
  let client: Client;
  const start = async (initializationOptions?: object) => {
    client = await startClient({}, initializationOptions);
    client.open(TEXT);
  };
  afterEach(async () => assert.equal(await client.stop(), 0));

  it('give symbols, highlights, links, hints, selections and signatures', async () => {
    await start();
    const { connection } = client;
    const symbols = await connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    assert.deepEqual(
      symbols?.map(({ name }) => name),
      ['Ask', 'Denies inference without streaming on every resource.'],
    );
    const highlights = await connection.sendRequest(DocumentHighlightRequest.type, { textDocument, position: ACTION });
    assert.deepEqual(
      highlights?.map(({ range: { start: at } }) => at.line),
      [6, 9],
    );
    const links = await connection.sendRequest(DocumentLinkRequest.type, { textDocument });
    assert.deepEqual(links, [], 'only managed policies are links');
    const hints = await connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    assert.deepEqual(
      hints?.map(({ label }) => label),
      ['2 actions'],
    );
    const [selection] =
      (await connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [ACTION] })) ?? [];
    assert.deepEqual(selection?.range, { start: { line: 6, character: 26 }, end: { line: 6, character: 37 } });
    const help = await connection.sendRequest(SignatureHelpRequest.type, {
      textDocument,
      position: { line: 7, character: 40 },
    });
    assert.equal(help?.activeParameter, 2);
    assert.equal(help?.signatures[0]?.label, 'arn:partition:service:region:account:resource');
  });

  it('fold and format where the editor’s own JSON support does not', async () => {
    await start();
    const { connection, initialized } = client;
    assert.equal(initialized.capabilities.documentFormattingProvider, true);
    const folds = await connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    assert.deepEqual(
      folds?.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [0, 10],
        [2, 9],
        [3, 7],
      ],
    );
    const edits = await connection.sendRequest(DocumentFormattingRequest.type, {
      textDocument,
      options: { tabSize: 4, insertSpaces: true },
    });
    assert.equal(TextDocument.applyEdits(TextDocument.create('', 'json', 0, TEXT), edits ?? []), FORMATTED);
  });

  it('leave folding and formatting to an editor that does both', async () => {
    await start({ jsonSyntax: 'off' });
    assert.equal(client.initialized.capabilities.documentFormattingProvider, undefined);
    assert.equal(client.initialized.capabilities.foldingRangeProvider, undefined);
  });
});
