/**
 * URIs from different writers name the same file in different ways: VS Code writes `file:///c%3A/a%40b`, Node
 * `file:///c:/a@b`. They are compared in one form, the one that VS Code writes.
 */
import { URI } from 'vscode-uri';

const kept = new Map<string, string>();
const MOST_KEPT = 10_000;

/** The one form of a URI; what is no URI stays as it is. */
export function canonical(uri: string): string {
  const known = kept.get(uri);
  if (known !== undefined) return known;
  let found = uri;
  try {
    found = URI.parse(uri).toString();
  } catch {
    // It stays as it is.
  }
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(uri, found);
  return found;
}

/** The path of a URI, decoded, with forward slashes; a URI without a path is its own. */
export function pathOf(uri: string): string {
  try {
    return URI.parse(uri).path || uri;
  } catch {
    return uri;
  }
}
