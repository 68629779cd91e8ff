/** Checks the files of a run of `check`, one by one, and fixes them under `--fix`. */
import { fstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type DecodedText, decode } from '../../../shared/decode.ts';
import { isWithin } from '../files/find-files.ts';
import { readTextFile } from '../files/read-text.ts';
import {
  type Checker,
  type CheckSettings,
  type Finding,
  type HostDocument,
  type Judged,
  newFindingCache,
  type PolicyKind,
  type Rule,
  type Service,
} from '../service.ts';
import { messageOf, notUtf8Warning } from './command.ts';
import type { Config } from './config.ts';
import { notUtf8, writePolicyFile } from './policy-file.ts';
import type { FileFindings } from './report.ts';

/** What standard input is called where --stdin-filename does not say. */
export const INPUT = '<stdin>';

interface Checking {
  readonly service: Service;
  readonly config: Config;
  /** The kind of all policies, where a flag says it. */
  readonly kind: PolicyKind | undefined;
  /** Whether the report says what can be done about a finding. */
  readonly withAdvice: boolean;
  /** Receives what could not be read, judged or written, a sentence each. */
  readonly complain: (sentence: string) => void;
  /** Writes a line for people. */
  readonly say: (line: string) => Promise<void>;
}

/** How files are checked. Each function rejects where a file cannot be read. */
export function checkingOf({ service, config, kind, withAdvice, complain, say }: Checking) {
  const { rules: severities, defaultAccount: account, organization } = config.options;

  const kindOf = (file: string): PolicyKind | undefined => kind ?? (file === INPUT ? undefined : config.kindOf(file));

  /** Made once a file: what fixing it has found is not looked for again. */
  const settingsOf = (file: string): CheckSettings => ({
    cache: newFindingCache(),
    severities,
    account,
    organization,
    exceptions: file === INPUT ? [] : config.exceptionsOf(file),
    onFailure: ({ id }: Rule, error: unknown) =>
      complain(`${file}: the rule ${id} failed, so what it looks for may be there: ${messageOf(error)}`),
  });

  const checkerOf = (file: string, settings: CheckSettings): Checker =>
    service.checker({ path: file, kind: kindOf(file) }, settings);

  const read = (file: string, { text, encoding }: DecodedText): HostDocument => {
    const document = service.read(text, { path: file, kind: kindOf(file) });
    if (encoding === 'unknown' && document.policies.length > 0) complain(notUtf8Warning(file));
    return document;
  };

  const reported = (file: string, document: HostDocument, settings = settingsOf(file)): FileFindings => {
    const { findings, excepted }: Judged = service.judge(document, settings);
    const unjudged = findings.filter(({ rule }) => rule.meansUnjudged).map(({ rule }) => rule.id);
    if (unjudged.length > 0) complain(`${file} could not be judged completely: ${[...new Set(unjudged)].join(', ')}.`);
    return {
      file,
      document: TextDocument.create(file, 'json', 0, document.text),
      policies: document.policies.length,
      findings,
      excepted,
      known: [],
      advice: withAdvice ? adviceOn(findings, service.titles(document, checkerOf(file, settings))) : new Map(),
    };
  };

  return {
    checkFile: async (file: string): Promise<FileFindings> => reported(file, read(file, await readTextFile(file))),

    /** Fixes a file first. One that cannot be written is checked as it is. `roots`: real paths outside of which nothing is written. */
    async fixFile(file: string, roots: readonly string[]): Promise<FileFindings> {
      const before = await readTextFile(file);
      const document = read(file, before);
      if (before.encoding !== 'utf-8') {
        if (document.policies.length > 0) complain(notUtf8(file));
        return reported(file, document);
      }
      const settings = settingsOf(file);
      const fixed = service.fixAll(document, checkerOf(file, settings));
      if (!fixed.isComplete)
        await say(
          `${file} is very large or complex: not all of its safe fixes were tried. Run the command again, or divide it.`,
        );
      if (fixed.count === 0) return reported(file, document, settings);
      try {
        const target = await realpath(file);
        if (!roots.some((root) => isWithin(root, target))) {
          await say(
            `${file} is a link to ${target}, outside of the given files and folders. Name it to have it fixed.`,
          );
          return reported(file, document);
        }
        await writePolicyFile(target, before, fixed.document.text);
        await say(`${file}: ${fixed.count === 1 ? '1 fix' : `${fixed.count} fixes`} applied.`);
        return reported(file, fixed.document, settings);
      } catch (error) {
        complain(messageOf(error));
        return reported(file, document);
      }
    },

    /** Checks standard input under a name. */
    async checkInput(name: string): Promise<FileFindings> {
      // Of a directory, Node reads nothing and says nothing.
      if (fstatSync(0).isDirectory()) throw new Error('It is a directory. Name it as a path instead.');
      return reported(name, read(name, decode(await buffer(process.stdin))));
    },
  };
}

/** The safe fix of each finding, else the first suggestion for an error or a warning. The title says so where it widens access. */
function adviceOn(findings: readonly Finding[], titleOf: ReturnType<Service['titles']>): ReadonlyMap<Finding, string> {
  const advice = new Map<Finding, string>();
  for (const finding of findings) {
    const { fixes, severity } = finding;
    const [first] = fixes;
    const safe = fixes.find(({ isSafe }) => isSafe);
    if (safe) advice.set(finding, `fix: ${safe.title}`);
    else if (first && (severity === 'error' || severity === 'warning'))
      advice.set(finding, `suggestion: ${titleOf(first)}`);
  }
  return advice;
}
