/**
 * The analysis as a library: built once from a catalog, and used by the language server, the command line, the benchmarks
 * and the tests. It knows no protocol and no file system, and it is the only place that names a file format.
 *
 * Architecture invariant: every method is a function of its arguments and the catalog. None throws, whatever the text.
 * Offsets and spans are 0-based UTF-16.
 */
import type { CallInput } from './access/calls.ts';
import { evaluate } from './access/evaluate.ts';
import type { AppliedPolicy } from './access/policies.ts';
import type { Request } from './access/request.ts';
import { type Calling, simulateCall } from './access/simulation.ts';
import type { Catalog } from './catalog/catalog.ts';
import { accessChanges } from './features/access-changes.ts';
import { addPermission, errorsIn } from './features/add-permission.ts';
import { codeActions } from './features/code-actions.ts';
import { type AskedCompletion, complete } from './features/completion/completion.ts';
import type { DocumentationOf } from './features/completion/item.ts';
import { documentationOf } from './features/completion/item-documentation.ts';
import { documentLinks } from './features/document-links.ts';
import { exceptionPlace } from './features/except.ts';
import { type Checker, fixAll } from './features/fix-all.ts';
import { foldingRanges } from './features/folding.ts';
import { highlights } from './features/highlights.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { inventory } from './features/inventory.ts';
import { policyFor } from './features/policy-for.ts';
import { refactorings } from './features/refactorings.ts';
import { mentionAt, mentionsIn, names } from './features/references.ts';
import { selectionRanges } from './features/selection-ranges.ts';
import { signatureHelp } from './features/signature-help.ts';
import { policyStatus } from './features/status.ts';
import { documentSymbols } from './features/symbols.ts';
import { titles } from './features/titles.ts';
import { workspaceSymbols } from './features/workspace-symbols.ts';
import { type HostDocument, type ReadOptions, readWith } from './hosts/host.ts';
import { formatting } from './hosts/json/formatting.ts';
import { jsonHost } from './hosts/json/host.ts';
import { tidy } from './hosts/json/tidy.ts';
import { terraformHost } from './hosts/terraform/host.ts';
import { terraformJsonHost } from './hosts/terraform/json-host.ts';
import { yamlHost } from './hosts/yaml/host.ts';
import type { Span } from './model/span.ts';
import { withoutTabStops } from './model/tab-stops.ts';
import { limitedOr, stepsFor } from './patterns/steps.ts';
import { isAboutPolicy } from './policy/detect.ts';
import { isUnread } from './policy/document.ts';

import { runTest } from './policy-tests/run-tests.ts';
import { type PolicyTest, readTestFile } from './policy-tests/test-file.ts';
import { type CheckOptions, check, judge, newFindingCache } from './rules/engine/check.ts';
import type { Judged } from './rules/engine/exceptions.ts';
import type { Finding } from './rules/engine/finding.ts';
import { rulePage } from './rules/engine/page.ts';
import { RULES } from './rules/registry.ts';
import type { PolicySnippet } from './snippets/snippets.ts';

export { CallProblem } from './access/call-requests.ts';
export type { CallInput } from './access/calls.ts';
export type { Evaluation } from './access/evaluate.ts';
export { ACCESS_KINDS, type AccessKind, type AppliedPolicy } from './access/policies.ts';
export { contextValueOf, type Request, type RequestContext } from './access/request.ts';
export { type AnsweredCall, appliedFrom, onlyDenies, withFollowingKeys } from './access/simulation.ts';
export { openCatalog } from './catalog/catalog.ts';
export type { AccessChanges, PolicyChange, UndecidedChange } from './features/access-changes.ts';
export { asMarkdown, changeLines, type LineOf } from './features/changes-text.ts';
export type { CodeAction } from './features/code-actions.ts';
export type { Completion, CompletionKind, CompletionList, DocumentationOf } from './features/completion/item.ts';
export { explanation, headline } from './features/explanation.ts';
export type { Checker } from './features/fix-all.ts';
export type { ListedPolicy, ListedValue } from './features/inventory.ts';
export type { Refactoring } from './features/refactorings.ts';
export type { SignatureHelp } from './features/signature-help.ts';
export type { DocumentSymbol } from './features/symbols.ts';
export type { HostDocument } from './hosts/host.ts';
export type { Replacement } from './model/edit.ts';
export type { Span } from './model/span.ts';
export { POLICY_KINDS, type PolicyKind } from './policy/kind.ts';
export type { TestOutcome } from './policy-tests/run-tests.ts';
export {
  isTestFile,
  type PolicyTest,
  TEST_FILE_ENDING,
  type TestFile,
  type TestFileProblem,
} from './policy-tests/test-file.ts';
export { type FindingCache, newFindingCache } from './rules/engine/check.ts';
export type { Severity } from './rules/engine/draft.ts';
export type { Excepted, Judged } from './rules/engine/exceptions.ts';
export type { Finding } from './rules/engine/finding.ts';
export { documentationOf, documentationOfRule, REPOSITORY } from './rules/engine/references.ts';
export type { Rule } from './rules/engine/rule.ts';

/** How the findings of a document are made: severities, the author's account, and the cache of earlier versions. */
export type CheckSettings = Omit<CheckOptions, 'catalog'>;

export type Service = ReturnType<typeof openService>;

/** The steps (patterns/steps.ts) of one request, for each character of the document, and at least. */
const STEPS_FOR_CHARACTER = 500;
const FEWEST_STEPS = 5_000_000;

/** What a feature gives, or `nothing` where it takes too many steps. */
const within = <T>({ text }: HostDocument, nothing: T, work: () => T): T =>
  limitedOr(stepsFor(text.length, STEPS_FOR_CHARACTER, FEWEST_STEPS), nothing, work);

/** Reads a document and finds the policies in it: none where it holds none. */
export const readDocument = (text: string, options: ReadOptions = {}): HostDocument =>
  readWith([jsonHost, yamlHost, terraformHost, terraformJsonHost], text, options);

type Formatting = [range: Span | undefined, options: Parameters<typeof formatting>[2]];

const isJson = ({ host }: HostDocument): boolean => host === jsonHost;

export const openService = (catalog: Catalog) => ({
  /** How new the catalog is, and what it is made of. */
  catalogVersion: (): string =>
    `catalog of ${catalog.date} (${Object.entries(catalog.sources)
      .map(([name, of]) => `${name} ${of}`)
      .join(', ')})`,
  catalog,

  read: readDocument,

  /** Whether a document looks like a policy and could not be read. */
  isUnread,
  /** The policies of a document, with what their statements name. */
  inventory,
  /** Whether words of the policy language stand in a text: where it is not checked, that must be said. */
  looksLikePolicy: isAboutPolicy,

  /** The findings of a document, by position. */
  check: (document: HostDocument, settings: CheckSettings = {}): readonly Finding[] =>
    check(document, { ...settings, catalog }),
  /** The same, and beside them the findings that the author has excepted. */
  judge: (document: HostDocument, settings: CheckSettings = {}): Judged => judge(document, { ...settings, catalog }),

  /** What fixes need: reads and checks a document again after each change, the way it was read and checked before. */
  checker: (reading: Omit<ReadOptions, 'before'>, settings: CheckSettings = {}): Checker => {
    const options = { ...settings, catalog, cache: settings.cache ?? newFindingCache() };
    return {
      catalog,
      read: (text, before) => readDocument(text, { ...reading, before }),
      check: (document) => check(document, options),
    };
  },

  /** The fixes and suggestions of the findings that touch a range, and for each rule with several fixes one for all. */
  codeActions,
  /** Applies the safe fixes of all findings, or of those that a filter picks, and gives the text that results. */
  fixAll,
  /** Where the exception of a finding goes. */
  exceptionPlace,
  /** The titles of fixes, which say where a suggestion widens access. */
  titles,

  /** What may be written at an offset. */
  complete: (document: HostDocument, offset: number, options: Omit<AskedCompletion, 'catalog'>) =>
    within(document, { items: [], isIncomplete: true }, () => complete(document, offset, { ...options, catalog })),
  /** The documentation of a completion, as Markdown. */
  documentationOf: (wanted: DocumentationOf, examples: () => readonly PolicySnippet[]) =>
    documentationOf(wanted, catalog, examples),
  withoutTabStops,

  hover: (document: HostDocument, offset: number) =>
    within(document, undefined, () => hover(document, offset, catalog)),
  signatureHelp: (document: HostDocument, offset: number) =>
    within(document, undefined, () => signatureHelp(document, offset, catalog)),
  symbols: (document: HostDocument) => within(document, [], () => documentSymbols(document, catalog)),
  links: (document: HostDocument) => within(document, [], () => documentLinks(document)),
  highlights: (document: HostDocument, offset: number) => within(document, [], () => highlights(document, offset)),
  inlayHints: (document: HostDocument, range: Span) => within(document, [], () => inlayHints(document, range, catalog)),
  foldingRanges: (document: HostDocument) => (isJson(document) ? foldingRanges(document) : []),
  selectionRanges: (document: HostDocument, offset: number) =>
    isJson(document) ? selectionRanges(document, offset) : [],
  /** The edits that format a document that holds a policy, or a range of it. */
  formatting: (document: HostDocument, ...given: Formatting) =>
    isJson(document) ? formatting(document, ...given) : [],
  /** Sorts and formats all policies of a document, or says why it does not. */
  tidy: (document: HostDocument, options: Parameters<typeof tidy>[1]) =>
    isJson(document) ? tidy(document, options) : { refusal: 'Only policies in JSON files can be sorted and tidied.' },
  /** Wildcards into the actions that they match, and back. */
  refactorings: (document: HostDocument, range: Span) =>
    within(document, [], () => refactorings(document, range, catalog)),

  /** What an access denied message of AWS asks of a policy. */
  addPermission: (message: string, document: HostDocument | undefined, offset: number, account?: string) =>
    addPermission(message, { policy: document && policyFor(document, offset), catalog, account }),
  /** The errors that a text holds, for the author to choose from. */
  errorsIn,
  /** Where a new statement goes; undefined where there is no list of statements. */
  statementPlace: (document: HostDocument, offset: number) => {
    const policy = policyFor(document, offset);
    return policy?.editing === 'all' ? document.host.statementPlace(document, policy, offset) : undefined;
  },
  /** What the statements of a document name: actions, and things with ARNs. */
  mentions: (document: HostDocument) => within(document, [], () => mentionsIn(document)),
  mentionAt: (document: HostDocument, offset: number) => within(document, undefined, () => mentionAt(document, offset)),
  /** Whether a text names what another one names. */
  names: (text: string, wanted: string): boolean => names(text, wanted, catalog.models),
  /** The policies and the statements with Sids, for a list of the whole workspace. */
  workspaceSymbols: (document: HostDocument) => within(document, [], () => workspaceSymbols(document)),
  /** Kind, size and worst finding of the policy at an offset. */
  status: policyStatus,

  /** Whether policies allow a request together. */
  evaluate: (policies: readonly AppliedPolicy[], request: Request) => evaluate(policies, request, catalog),
  /** Whether they allow every request of an operation of the API. Throws CallProblem where the call is not complete. */
  simulateCall: (policies: readonly AppliedPolicy[], operation: string, input: CallInput, calling: Calling) =>
    simulateCall(policies, operation, input, calling, catalog),

  /** The tests of a *.policy-test.json, and what is wrong with them. */
  readTestFile: (text: string) => readTestFile(text, catalog),
  runTest: (test: PolicyTest, policies: readonly AppliedPolicy[]) => runTest(test, policies, catalog),

  /** What an edit of a document changed about access. */
  accessChanges: (before: HostDocument, after: HostDocument) => accessChanges(before, after, catalog),

  /** All rules, by id. */
  rules: RULES,
  /** A rule's page as Markdown; undefined where there is no such rule. */
  rulePage: (id: string): string | undefined => {
    const rule = RULES.find((each) => each.id === id);
    return rule && rulePage(rule);
  },
});
