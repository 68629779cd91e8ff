/** The usage text of the command line, and the error for wrong usage. */
export const USAGE = `Usage: bedrock-policy check [options] PATH…

Checks the IAM policies in JSON files. A PATH is a file, a directory, a glob such as "policies/**/*.json", or "-" for
standard input. A directory is searched for *.json and *.jsonc; node_modules and files that .gitignore ignores are left out. A
JSON file without a policy has no findings.

Options:
  --format text|json|sarif how findings are printed (default: text); sarif is for GitHub code scanning
  --fail-on error|warning|never
                           the severity from which the exit code is 1 (default: error)
  --kind KIND              the kind of all policies: identity, trust, resource, endpoint, scp,
                           rcp, boundary, session
  --stdin-filename NAME    what the policy on standard input is called: its name tells its kind, and is printed
  --fix                    applies the safe fixes to the files first, and prints what is left
  --config FILE            the config file (default: the nearest bedrock-policy.config.json, from here upwards)
  --help                   this text
  --version                the version

Exit code: 0 no finding at or above the threshold, 1 there are some, 2 bad usage, a wrong config, or a file
that could not be read or written.
`;

/** The command line was used wrongly; the message says how to do it right. */
export class UsageError extends Error {}
