/**
 * Document links from managed policies to AWS's pages. Editors underline links: of what stands in every policy, actions and
 * models, the hover has the link.
 */
import { managedPolicyName } from '../catalog/managed-policies.ts';
import type { Span } from '../model/span.ts';
import { everythingIn, kindOf, oneOrMany, propertiesOf } from '../policy/data.ts';
import { MANAGED_POLICY_PROPERTIES } from '../policy/detect.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import { strings } from '../policy/statement.ts';
import { readString, type StringValue } from '../policy/value.ts';
import { managedPolicyPage } from './explanations.ts';

export interface DocumentLink {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

export const documentLinks = (document: PolicyDocument): readonly DocumentLink[] =>
  [...document.policies.flatMap(inConditions), ...inTemplate(document)].map(managedPolicyLink);

/** Managed policies as the values of conditions. */
const inConditions = ({ statements }: Policy): readonly StringValue[] =>
  statements
    .flatMap(({ condition }) => (condition?.entries ?? []).flatMap(({ list }) => strings(list)))
    .filter(({ text }) => managedPolicyName(text) !== undefined);

const managedPolicyLink = ({ span, text }: StringValue): DocumentLink => ({
  span,
  target: managedPolicyPage(managedPolicyName(text) ?? ''),
  tooltip: 'What this managed policy allows',
});

/** The managed policies that a template's roles, users and groups name. */
function inTemplate({ root, text }: PolicyDocument): readonly StringValue[] {
  if (!MANAGED_POLICY_PROPERTIES.some((name) => text.includes(name))) return [];
  return [...everythingIn(root)]
    .flatMap(propertiesOf)
    .filter(({ name }) => MANAGED_POLICY_PROPERTIES.includes(name))
    .flatMap(({ value }) => oneOrMany(value))
    .filter((value) => kindOf(value) === 'string')
    .map((value) => readString(value, text))
    .filter((value) => managedPolicyName(value.text) !== undefined);
}
