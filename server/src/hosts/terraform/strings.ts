/** How a text is written as a string of Terraform. */

const ESCAPES: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' };

/**
 * A text as it stands between the quotes of a string, also of JSON in a heredoc. `opening`: how IAM's `${` is written,
 * `$${` or, in `aws_iam_policy_document`, `&{`.
 */
export const inside = (text: string, opening = '$${'): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\(?:\\|b|f)/g, (found) => ESCAPES[found] ?? found)
    .replaceAll('${', () => opening)
    .replaceAll('%{', '%%{');

export const quoted = (text: string, opening?: string): string => `"${inside(text, opening)}"`;

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

/** A name in an object: without quotes where it can be. */
export const objectKey = (name: string): string => (IDENTIFIER.test(name) ? name : quoted(name));
