/** Whether the letters of `part` come in `whole` in this order, in any case: what an editor's fuzzy filter would keep. */
export function isSubsequence(part: string, whole: string): boolean {
  const letters = part.toLowerCase();
  const text = whole.toLowerCase();
  let at = 0;
  for (const char of letters) {
    at = text.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
