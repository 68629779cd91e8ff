/** How the command line is used, and the error for using it otherwise. */
export const USAGE = `Usage: bedrock-policy check [options] PATH…

Checks the IAM policies in JSON files. A directory is searched for *.json and *.jsonc; node_modules and what
.gitignore names are left out. A JSON file that holds no policy is no finding. "-" reads standard input.

Options:
  --format text|json       how findings are printed (default: text)
  --fail-on error|warning|never
                           the severity from which the exit code is 1 (default: error)
  --kind KIND              the kind of all policies: identity, trust, resource, scp, rcp, boundary, session
  --help                   this text

Exit code: 0 no finding at or above the threshold, 1 there are some, 2 bad usage or unreadable input.
`;

/** The command line was used wrongly; the message says how to do it right. */
export class UsageError extends Error {}
