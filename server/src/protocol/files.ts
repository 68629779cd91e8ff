/** The files of the workspace that are not open: the server reads and lists them itself, or has its client do it. */
import type { ClientRequests } from '../../../shared/requests.ts';
import { MOST_FILES } from '../config/options.ts';
import type { Client } from './client.ts';
import type { Log } from './log.ts';
import { folderUri, isBelow } from './uris.ts';
import type { ReadText } from './workspace.ts';

export interface FileSystem {
  /** Reads a file of the workspace, where the client does not do it. */
  readonly readText?: ReadText;
  /** The policy files below a folder, as URIs, at most so many; undefined for a folder that this host cannot walk. */
  readonly findFiles?: (folder: string, most: number) => Promise<FoundUris> | undefined;
  /** Whether `findFiles` would find a file below a folder. */
  readonly isFoundIn?: (folder: string, uri: string) => Promise<boolean>;
}

export interface FoundUris {
  readonly uris: readonly string[];
  /** What could not be looked at, a sentence each. */
  readonly problems: readonly string[];
}

/** In characters. A larger file that is not open would keep the author's own document waiting. */
export const MOST_IN_BACKGROUND = 1_000_000;

interface FilesHost {
  readonly system: FileSystem;
  readonly client: () => Client | undefined;
  readonly askClient: <Name extends keyof ClientRequests>(
    name: Name,
    params: ClientRequests[Name][0],
  ) => Promise<ClientRequests[Name][1]>;
  readonly log: Log;
}

export class Files {
  readonly #host: FilesHost;

  constructor(host: FilesHost) {
    this.#host = host;
  }

  /** The text of a file; undefined where there is none. Rejects where it cannot be read. */
  readonly read: ReadText = async (uri) => {
    const { client, system, askClient } = this.#host;
    const { readsFiles = false, readsDisk = false } = client() ?? {};
    return readsFiles && (readsDisk || !system.readText || !uri.startsWith('file:'))
      ? ((await askClient('bedrockPolicy/readFile', { uri })) ?? undefined)
      : system.readText?.(uri);
  };

  /** The text of a file; undefined where it cannot be read, which is said in the output. */
  readQuietly(uri: string): Promise<string | undefined> {
    return this.read(uri).catch((error: unknown) => {
      this.#host.log.reportOnce(`Reading ${uri}`, error);
      return undefined;
    });
  }

  /** The policy files of folders, at most about so many. What cannot be looked at is said in the output. */
  async find(folders: readonly string[], limit: number): Promise<readonly string[]> {
    const found: string[] = [];
    for (const folder of folders) {
      try {
        for (const uri of await this.#in(folder, limit)) found.push(uri);
      } catch (error) {
        this.#host.log.reportOnce(`Listing the files of ${folder}`, error); // the other folders are listed
      }
    }
    return found;
  }

  async #in(folder: string, limit: number): Promise<readonly string[]> {
    const { system, client, askClient, log } = this.#host;
    const own = await system.findFiles?.(folder, limit);
    for (const problem of own?.problems ?? []) log.warnOnce(problem);
    if (own) return own.uris;
    return client()?.readsFiles
      ? askClient('bedrockPolicy/findFiles', { folder, limit: Math.min(limit, MOST_FILES) })
      : [];
  }

  /** Whether `find` would find a file. */
  async admits(folders: readonly string[], uri: string): Promise<boolean> {
    const folder = folders.find((each) => isBelow(folderUri(each), uri));
    if (folder === undefined) return false;
    return (await this.#host.system.isFoundIn?.(folder, uri)) ?? true;
  }
}
