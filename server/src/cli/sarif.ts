/**
 * SARIF 2.1.0 as GitHub code scanning takes it: the rules with their help, each result with a region.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log, ReportingDescriptor, Result, Suppression } from 'sarif';
import { documentationOfRule, type Excepted, type Finding, REPOSITORY, type Rule, type Severity } from '../service.ts';
import { printableJson } from './printing.ts';
import type { CheckReport, FileFindings } from './report.ts';

const LEVELS: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** GitHub ranks security alerts by this number, from 0 to 10. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '6.0',
  information: '3.0',
  hint: '1.0',
};

/** Lines and columns are 1-based, columns UTF-16. Paths are relative to the working directory. */
export function sarifReport({ files, hasBaseline }: CheckReport, version: string): string {
  const rules: Rule[] = [];
  const indices = new Map<Rule, number>();
  const indexOf = (rule: Rule): number => {
    const known = indices.get(rule);
    if (known !== undefined) return known;
    indices.set(rule, rules.length);
    return rules.push(rule) - 1;
  };
  const resultOf = ({ file, document }: FileFindings, { rule, severity, message, span }: Finding): Result => {
    const start = document.positionAt(span.start);
    const end = document.positionAt(span.end);
    return {
      ruleId: rule.id,
      ruleIndex: indexOf(rule),
      level: LEVELS[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: locationOf(file),
            region: {
              startLine: start.line + 1,
              startColumn: start.character + 1,
              endLine: end.line + 1,
              endColumn: end.character + 1,
            },
          },
        },
      ],
    };
  };
  const state = (baselineState: 'new' | 'unchanged') => (hasBaseline ? { baselineState } : {});
  const results = files.flatMap((file) => [
    ...file.findings.map((finding) => ({ ...resultOf(file, finding), ...state('new') })),
    ...file.known.map((finding) => ({ ...resultOf(file, finding), ...state('unchanged') })),
    ...file.excepted.map((excepted) => ({
      ...resultOf(file, excepted.finding),
      suppressions: [suppressionOf(excepted)],
    })),
  ]);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Bedrock Policy',
            semanticVersion: version,
            informationUri: REPOSITORY,
            rules: rules.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: pathToFileURL(`${process.cwd()}/`).href } },
        results,
      },
    ],
  };
  return printableJson(log);
}

/** An exception as SARIF has it: GitHub shows what is suppressed as dismissed. */
const suppressionOf = ({ exception: { reason, expires }, isComment }: Excepted): Suppression => ({
  kind: isComment ? 'inSource' : 'external',
  status: 'accepted',
  justification: expires ? `${reason} (until ${expires})` : reason,
});

/** Below the working directory a path is relative to it; elsewhere, and for standard input, it is as it was given. */
function locationOf(file: string) {
  const relative = path.relative('', file);
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
    return { uri: pathToFileURL(file).href };
  const uri = relative.split(path.sep).map(encodeURIComponent).join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

function descriptor(rule: Rule): ReportingDescriptor {
  const { id, summary, explanation, severity, category } = rule;
  const isSecurity = category === 'security';
  return {
    id,
    name: id,
    shortDescription: { text: summary },
    fullDescription: { text: explanation },
    help: { text: `${summary} ${explanation}`, markdown: `${explanation}\n\n[${id}](${documentationOfRule(rule)})` },
    helpUri: documentationOfRule(rule),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: isSecurity ? ['security', category] : [category],
      ...(isSecurity ? { 'security-severity': SECURITY_SEVERITY[severity] } : {}),
    },
  };
}
