/**
 * Document links to AWS's pages: from the first action of each service in a policy (editors underline links, and a
 * policy full of lines would be hard to read), from models and profiles, and from managed policies.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { managedPolicyName } from '../catalog/managed-policies.ts';
import { actionNames } from '../iam/actions.ts';
import { arnValues, fieldSpan, resourceArns } from '../iam/arns.ts';
import { MANAGED_POLICY_PROPERTIES } from '../policy/detect.ts';
import type { Policy, PolicyDocument } from '../policy/document.ts';
import { descendants, properties, type Span } from '../policy/json.ts';
import { strings } from '../policy/statement.ts';
import { readString, type StringValue } from '../policy/value.ts';
import { referencePage } from './documentation.ts';
import { MODELS_PAGE, managedPolicyPage, PROFILES_PAGE } from './explanations.ts';

export interface DocumentLink {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

export function documentLinks(document: PolicyDocument, catalog: Catalog): readonly DocumentLink[] {
  return [
    ...document.policies.flatMap((policy) => [...serviceLinks(policy, catalog), ...valueLinks(policy)]),
    ...managedPolicies(document).map(managedPolicyLink),
  ];
}

function serviceLinks({ statements }: Policy, catalog: Catalog): readonly DocumentLink[] {
  const seen = new Set<string>();
  return statements
    .flatMap(({ action, notAction }) => [...actionNames(action), ...actionNames(notAction)])
    .flatMap(({ prefix, prefixSpan }) => {
      const service = prefix.toLowerCase();
      if (seen.has(service) || !catalog.hasService(service)) return [];
      seen.add(service);
      const target = referencePage(service);
      return [{ span: prefixSpan, target, tooltip: `Actions, resources and condition keys of ${service}` }];
    });
}

function valueLinks({ statements }: Policy): readonly DocumentLink[] {
  return statements.flatMap((statement) => {
    const conditions = statement.condition?.entries ?? [];
    const models = [...resourceArns(statement), ...conditions.flatMap(({ list }) => arnValues(list))].flatMap(
      (value) => {
        const { service, resourceType, resourceId } = value.arn;
        if (service.text !== 'bedrock' || !resourceId || !/\w/.test(resourceId.text)) return [];
        const span = fieldSpan(value, resourceId);
        if (resourceType.text === 'foundation-model')
          return [{ span, target: MODELS_PAGE, tooltip: 'Models and their Regions' }];
        if (resourceType.text === 'inference-profile')
          return [{ span, target: PROFILES_PAGE, tooltip: 'Inference profiles and their Regions' }];
        return [];
      },
    );
    const policies = conditions
      .flatMap(({ list }) => strings(list))
      .filter(({ text }) => managedPolicyName(text) !== undefined);
    return [...models, ...policies.map(managedPolicyLink)];
  });
}

const managedPolicyLink = ({ span, text }: StringValue): DocumentLink => ({
  span,
  target: managedPolicyPage(managedPolicyName(text) ?? ''),
  tooltip: 'What this managed policy allows',
});

/** The managed policies that a template's roles, users and groups name. */
function managedPolicies({ root, text }: PolicyDocument): readonly StringValue[] {
  if (!MANAGED_POLICY_PROPERTIES.some((name) => text.includes(name))) return [];
  return [...descendants(root)]
    .flatMap(properties)
    .filter(({ name }) => MANAGED_POLICY_PROPERTIES.includes(name))
    .flatMap(({ value }) => (value?.type === 'array' ? (value.children ?? []) : (value ?? [])))
    .filter((node) => node.type === 'string' && managedPolicyName(String(node.value)) !== undefined)
    .map((node) => readString(node, text));
}
