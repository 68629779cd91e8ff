/** Placeholders: words that examples write where a value of the author's own belongs. */
import { parseArn } from '../patterns/arn.ts';
import { memoizedByText } from '../patterns/memo.ts';
import { isDocumentationAccount } from './documentation-accounts.ts';
import { TEMPLATE_WORDS } from './template-words.ts';

/**
 * In angle, curly or square brackets, `${name}` without a prefix (a policy variable has one, such as `${aws:username}`), in
 * capitals, after `your-`, or AWS's own words.
 */
const PLACEHOLDER =
  /<[A-Za-z][\w .-]*>|(?<!\$)\{\{?\s*[A-Za-z][\w .-]*\}?\}|\$\{[A-Za-z_][\w.-]*\}|\[[A-Z][A-Z0-9_-]{2,}\]|\b(?:aws-region|account-?id|region-name|your-[a-z][\w-]*|YOUR[_-][A-Z_\w-]*|AWS[_-]?REGION|REGION|ACCOUNT(?:[_-]?ID|[_-]?NUMBER)?|ACCOUNTID|(?:REPLACE|CHANGE)[_-]?ME|X{4,}|x{6,})\b/g;
const WHOLE_FIELD = /^(?:region|account|accountid|myregion|my-region|your_?region|your_?account(?:_?id)?)$/i;

/** A whole part of an ARN that may be a word of its format. */
const TEMPLATE_WORD = /(?<=[/:])[A-Z][A-Za-z]{2,40}(?![^/:])/g;

/** The field of an ARN that it fills; undefined elsewhere. */
type FieldName = 'region' | 'account' | undefined;

export interface Placeholder {
  readonly text: string;
  /** UTF-16 indices in the text that was read. */
  readonly start: number;
  readonly end: number;
  readonly field: FieldName;
}

/** Whether a text holds a placeholder. Most texts hold none, and are asked about again after each key. */
export const holdsPlaceholder = memoizedByText(4000, (text) => !placeholdersIn(text).next().done);

/** Whether a text has brackets, with which examples and template languages mark what is to be filled in. */
export const hasBrackets = (text: string): boolean => /[<{[]/.test(text);

/** What only seems to be a placeholder: enough not to call the text wrong, not enough to report a placeholder. */
const SUSPECT = /your|xxx|model-?id/i;
const CAPITALS = /[A-Z]{4}/;

/** Whether a part of a text may stand for something else, so that nothing certain can be said about it. */
export const mayBePlaceholder = (text: string): boolean =>
  holdsPlaceholder(text) || WHOLE_FIELD.test(text) || hasBrackets(text) || CAPITALS.test(text) || SUSPECT.test(text);

/** The placeholders of a value, an account of AWS's documentation among them. */
export function* placeholdersIn(text: string): Generator<Placeholder> {
  const arn = parseArn(text);
  const fieldAt = (start: number, end: number): FieldName =>
    arn && start >= arn.region.start && end <= arn.region.end
      ? 'region'
      : arn && start >= arn.account.start && end <= arn.account.end
        ? 'account'
        : undefined;
  const found = new Set<number>();
  for (const match of text.matchAll(PLACEHOLDER)) {
    const end = match.index + match[0].length;
    found.add(match.index);
    yield { text: match[0], start: match.index, end, field: fieldAt(match.index, end) };
  }
  if (arn) {
    for (const { 0: word, index } of text.matchAll(TEMPLATE_WORD)) {
      if (TEMPLATE_WORDS.has(word) && index >= arn.resource.start)
        yield { text: word, start: index, end: index + word.length, field: undefined };
    }
    for (const field of [arn.region, arn.account]) {
      if (arn.resourceType.text === 'foundation-model' && field === arn.account) continue; // wrong whatever it is
      if (found.has(field.start)) continue;
      if (WHOLE_FIELD.test(field.text) || isDocumentationAccount(field.text)) {
        yield { ...field, field: fieldAt(field.start, field.end) };
      }
    }
  } else if (isDocumentationAccount(text)) {
    yield { text, start: 0, end: text.length, field: 'account' };
  }
}
