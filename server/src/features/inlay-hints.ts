/** Inlay hints: how many actions stand behind a wildcard, and where a cross-Region profile sends requests. */
import type { Catalog } from '../catalog/catalog.ts';
import { actionNames } from '../iam/actions.ts';
import { hasWildcard, isLiteral, resourceArns } from '../iam/arns.ts';
import { destinationsOf } from '../iam/profiles.ts';
import type { Span } from '../model/span.ts';
import { spanOf } from '../policy/data.ts';
import type { PolicyDocument } from '../policy/document.ts';

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

/** The hints of the statements that a range touches; none in a string, which is hard enough to read. */
export function inlayHints(document: PolicyDocument, range: Span, catalog: Catalog): readonly InlayHint[] {
  const statements = document.policies
    .filter(({ editing }) => editing !== 'none')
    .flatMap((policy) => policy.statements)
    .filter(({ span }) => span.start <= range.end && range.start <= span.end);
  const isShown = ({ offset }: InlayHint) => range.start <= offset && offset <= range.end;
  return statements
    .flatMap((statement) => {
      const actions = [...actionNames(statement.action), ...actionNames(statement.notAction)];
      const wildcards = actions.flatMap((action) => {
        const service =
          hasWildcard(action.name) && !hasWildcard(action.prefix) ? catalog.service(action.prefix) : undefined;
        if (!service) return [];
        const count = service.expand(action.name).length;
        const label = count === 1 ? '1 action' : `${count} actions`;
        return [
          {
            offset: spanOf(action.value.data).end,
            label,
            tooltip: `${service.name} has ${service.actions.length} actions`,
          },
        ];
      });
      const profiles = resourceArns(statement).flatMap(({ value, arn }) => {
        const said =
          arn.service.text === 'bedrock' && arn.resourceId
            ? routes(arn.resourceType.text, arn.resourceId.text, arn.region.text, catalog)
            : undefined;
        return said ? [{ offset: spanOf(value.data).end, ...said }] : [];
      });
      return [...wildcards, ...profiles];
    })
    .filter(isShown);
}

/**
 * The destinations of calls from the ARN's Region, as far as AWS names them.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
function routes(type: string, id: string, region: string, { models }: Catalog): Omit<InlayHint, 'offset'> | undefined {
  if (!isLiteral(id)) return undefined;
  if (type === 'inference-profile') {
    const profile = models.profile(id);
    if (!profile) return undefined;
    if (profile.geography === 'global')
      return {
        label: '→ Regions worldwide',
        tooltip: 'Needs the model in the source Region and the model without a Region',
      };
    const destinations = destinationsOf(profile, region, models);
    return destinations
      ? { label: `→ ${counted(destinations)}`, tooltip: `Needs the model in ${destinations.join(', ')}` }
      : {
          label: `→ Regions of ${profile.geography}`,
          tooltip: 'Needs the model in the source and in every destination Region',
        };
  }
  const table =
    type === 'guardrail-profile'
      ? models.guardrailProfiles[id]
      : type === 'data-automation-profile'
        ? models.dataAutomationProfiles[id]
        : undefined;
  const destinations = table && (table[region] ?? [...new Set(Object.values(table).flat())]);
  return destinations && { label: `→ ${counted(destinations)}`, tooltip: destinations.join(', ') };
}

const counted = ({ length }: readonly string[]): string => `${length} ${length === 1 ? 'Region' : 'Regions'}`;
