/** Files of any file system that VS Code knows; the server itself reads disks only. */
import * as vscode from 'vscode';
import { decode } from '../../shared/decode.ts';

/** The names of files that may hold policies, and the folders that hold none of the author's (server/src/files/find-files.ts). */
const POLICY_FILE = /\.(?:jsonc?|ya?ml|tf|tofu|hcl)$/i;
const LEFT_OUT = ['node_modules', '.git', '.terraform'];

/** The text of a file; undefined where there is no such file. Throws where the file cannot be read. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return decode(await vscode.workspace.fs.readFile(uri)).text;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/**
 * The policy files below a folder of any file system that VS Code knows. The folder is walked: VS Code's own search never
 * ends where a file system has no search provider.
 */
export async function findFiles(folder: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  const waiting = [vscode.Uri.parse(folder, true)];
  for (let at = waiting.shift(); at && found.length < limit; at = waiting.shift()) {
    const parent = at;
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(parent)).catch(() => []);
    for (const [name, type] of entries) {
      const uri = vscode.Uri.joinPath(parent, name);
      if (type === vscode.FileType.Directory && !LEFT_OUT.includes(name)) waiting.push(uri);
      if (type === vscode.FileType.File && POLICY_FILE.test(name)) found.push(uri.toString());
    }
  }
  return found.slice(0, limit);
}
