/** What the rules about an organization's requirements share: the values that a statement names, against the allowed ones. */
import { quoted } from '../../model/printable.ts';
import type { SourceSpan } from '../../model/span.ts';
import type { PolicyKind } from '../../policy/kind.ts';
import { type FindingDraft, finding } from '../engine/draft.ts';
import { type Allowed, type Reporting, reportedAs, withReason } from '../engine/organization.ts';
import { ownPage } from '../engine/references.ts';
import type { Example } from '../engine/rule.ts';

/** The kinds of policy that give access. The others only limit it. */
export const GRANTING_KINDS: readonly PolicyKind[] = ['identity', 'session', 'resource', 'trust'];

/** Where the documentation of all these rules begins. */
export const REFERENCE = ownPage('configuration.md#an-organizations-rules');

const SHOWN = 5;

/** Some of the allowed values, as messages list them. */
export const listed = (values: readonly string[]): string =>
  `${values
    .slice(0, SHOWN)
    .map((each) => quoted(each))
    .join(', ')}${values.length > SHOWN ? `, and ${values.length - SHOWN} more` : ''}`;

/** The finding that a value is none of those that are allowed. `what`: what all of these are, in the plural. */
export const notAllowed = (span: SourceSpan, text: string, what: string, requirement: Allowed): FindingDraft =>
  reported(
    span,
    `${quoted(text)} is not among the ${what} that this project allows: ${listed(requirement.allowed)}.`,
    requirement,
  );

/** A finding with the requirement's own severity, message and link. */
export const reported = (span: SourceSpan, sentence: string, requirement: Reporting): FindingDraft =>
  reportedAs(finding(span, withReason(sentence, requirement)), requirement);

/** An example that is checked with requirements. */
export const under = (organization: Example['organization'], example: Example): Example => ({
  ...example,
  ...(organization && { organization }),
});
