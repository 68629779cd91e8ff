/** The usage text of the command line, and the error for wrong usage. */
export const USAGE = `Usage: bedrock-policy check [options] PATH…
       bedrock-policy list [--format text|json] [--kind KIND] PATH…
       bedrock-policy simulate POLICY… --call OPERATION --model ID --region REGION [--principal ARN] [--context KEY=VALUE]
       bedrock-policy simulate POLICY… --action ACTION --resource ARN | simulate --input FILE
       bedrock-policy diff OLD NEW | diff --base REF PATH… [--format text|json|markdown]
                           [--fail-on new-access|any-change|never] [--strict]
       bedrock-policy test PATH… [--format text|json|junit] [--coverage]

check looks at the IAM policies in JSON, YAML (CloudFormation, AWS SAM, Serverless Framework) and Terraform files; list says
which policies there are. simulate says whether policies allow a call or a request, and why not; diff what an edit allows that was
not allowed before; test runs tests of policies (*.policy-test.json): docs/access.md. A PATH is a file, a directory, a glob such as "policies/**/*.json", or "-" for standard input. A
directory is searched for *.json, *.jsonc, *.yaml, *.yml, *.tf and *.tofu; node_modules, .terraform and files that .gitignore
ignores are left out. A file without a policy has no findings.

Options of check:
  --format text|json|sarif|github|gitlab|junit
                           how findings are printed (default: text): sarif for GitHub code scanning, github for
                           annotations, gitlab for a code quality report, junit for servers that show tests
  --fail-on error|warning|never
                           the severity from which the exit code is 1 (default: error)
  --kind KIND              the kind of all policies: identity, trust, resource, endpoint, scp,
                           rcp, boundary, session
  --stdin-filename NAME    what the policy on standard input is called: its name tells its kind, and is printed
  --fix                    applies the safe fixes to the files first, and prints what is left
  --write-baseline FILE    writes the present findings to FILE, as known
  --baseline FILE          reports only what FILE does not know
  --config FILE            the config file (default: the nearest bedrock-policy.config.json, from here upwards)
  --help                   this text
  --version                the version, and that of the catalog of what AWS offers

Exit code: 0 no finding at or above the threshold, 1 there are some, 2 bad usage, a wrong config, or a file
that could not be read or written.
`;

/** The command line was used wrongly; the message says how to do it right. */
export class UsageError extends Error {}
