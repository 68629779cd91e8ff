/** What a new ARN begins with: the settings' Region and account, else those that the author's other ARNs name most. */
import { ACCOUNT_TO_FILL_IN, isDocumentationAccount } from '../../iam/documentation-accounts.ts';
import type { Cursor } from '../../policy/cursor.ts';
import type { CompletionOptions } from './item.ts';

export interface ArnDefaults {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Whether the settings or this document's ARNs name the Region, and the account: else it is a guess, to be typed over. */
  readonly isRegionKnown: boolean;
  readonly isAccountKnown: boolean;
}

/** Only the beginning of a long text is read: it is enough to guess from. */
const READ = 100_000;

const BEGINNING = /\barn:(aws[\w-]*):[\w-]*:([a-z]{2}(?:-[a-z]+)+-\d+)?:(\d{12})?:/g;

export function arnDefaults(
  cursor: Cursor,
  { defaultRegion, defaultAccount, otherTexts }: CompletionOptions,
): ArnDefaults {
  const own = beginnings([ownText(cursor)]);
  const other = own.accounts.length > 0 && own.regions.length > 0 ? own : beginnings(otherTexts?.() ?? []);
  const [partition = 'aws'] = own.partitions;
  const region = defaultRegion || own.regions[0];
  const account = defaultAccount || own.accounts[0];
  return {
    partition,
    region: region ?? other.regions[0] ?? 'us-east-1',
    account: account ?? other.accounts[0] ?? ACCOUNT_TO_FILL_IN,
    isRegionKnown: region !== undefined,
    isAccountKnown: account !== undefined && !isDocumentationAccount(account),
  };
}

/** The accounts that the document's other ARNs name, the most frequent first. */
export const accountsIn = (cursor: Cursor): readonly string[] => beginnings([ownText(cursor)]).accounts;

/** The document without the string that is being typed. */
function ownText({ document: { text }, replace }: Cursor): string {
  return text.slice(0, Math.min(replace.start, READ)) + text.slice(replace.end, replace.end + READ);
}

function beginnings(texts: Iterable<string>) {
  const partitions = new Map<string, number>();
  const regions = new Map<string, number>();
  const accounts = new Map<string, number>();
  for (const text of texts) {
    for (const [, partition, region, account] of text.slice(0, 2 * READ).matchAll(BEGINNING)) {
      count(partitions, partition);
      count(regions, region);
      count(accounts, account);
    }
  }
  return { partitions: byFrequency(partitions), regions: byFrequency(regions), accounts: byFrequency(accounts) };
}

function count(counts: Map<string, number>, key: string | undefined): void {
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
}

const byFrequency = (counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts].toSorted(([, a], [, b]) => b - a).map(([key]) => key);
