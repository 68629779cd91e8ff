/** Accounts of AWS's documentation, which belong to nobody. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const ACCOUNTS: ReadonlySet<string> = new Set(['111122223333', '123456789012', '444455556666']);

/** One of them, for what is to be filled in: `placeholder-value` reminds of it. */
export const ACCOUNT_TO_FILL_IN = '111122223333';

export const isDocumentationAccount = (account: string): boolean => ACCOUNTS.has(account);
