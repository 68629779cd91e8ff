/**
 * URIs from different writers name the same file in different ways: VS Code writes `file:///c%3A/a%40b`, Node
 * `file:///c:/a@b`. They are compared in one form, the one that VS Code writes.
 */
import { URI } from 'vscode-uri';
import { memoizedByText } from '../patterns/memo.ts';

/** The one form of a URI; what is no URI stays as it is. */
export const canonical = memoizedByText(10_000, (uri) => {
  try {
    return URI.parse(uri).toString();
  } catch {
    return uri;
  }
});

/** The one form of a folder's URI, without a slash at its end. */
export const folderUri = (uri: string): string => canonical(uri).replace(/\/$/, '');

/** Whether a file is below a folder. `folder` is in the form of `folderUri`. */
export const isBelow = (folder: string, uri: string): boolean => canonical(uri).startsWith(`${folder}/`);

/** The path of a URI, decoded, with forward slashes; a URI without a path is its own. */
export function pathOf(uri: string): string {
  try {
    return URI.parse(uri).path || uri;
  } catch {
    return uri;
  }
}
