/** Sends the extension's own requests to the server. */
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ServerRequests } from '../../shared/requests.ts';

/** The answer of the server to one of the requests in shared/requests.ts. Rejects where the server refuses it. */
export const ask = <Name extends keyof ServerRequests>(
  client: BaseLanguageClient,
  name: Name,
  params: ServerRequests[Name][0],
): Promise<ServerRequests[Name][1]> => client.sendRequest(name, params);
