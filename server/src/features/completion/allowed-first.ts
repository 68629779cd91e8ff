/** What the organization allows comes first: models, profiles, Regions and accounts that it does not allow follow. */
import type { Catalog } from '../../catalog/catalog.ts';
import { isLiteral } from '../../iam/arns.ts';
import { isCovered } from '../../iam/listed-patterns.ts';
import type { Allowed, Organization } from '../../rules/engine/organization.ts';
import type { Completion } from './item.ts';

const ACCOUNT = /^\d{12}$/;

/** Behind everything that begins with what is typed, and before what matches otherwise (rank.ts). */
const LATER = '}';

/** The items, with those sorted behind the others that name what is not allowed. */
export function allowedFirst(
  items: readonly Completion[],
  organization: Organization | undefined,
  catalog: Catalog,
): readonly Completion[] {
  if (
    !organization ||
    !(organization.models || organization.geographies || organization.regions || organization.accounts)
  )
    return items;
  return items.map((item) => (isAllowed(item, organization, catalog) ? item : { ...item, sort: LATER + item.sort }));
}

const takes = (list: Allowed | undefined, text: string): boolean => !list || isCovered(text, list.allowed);

/** Whether an item is about nothing that the organization lists, or about something that it allows. */
function isAllowed(
  { label, kind }: Completion,
  { models, geographies, regions, accounts }: Organization,
  catalog: Catalog,
): boolean {
  if (kind !== 'value' && kind !== 'field' && kind !== 'snippet') return true;
  const [name = ''] = label.split(' ');
  if (ACCOUNT.test(name)) return takes(accounts, name);
  if (catalog.models.regions.includes(name)) return takes(regions, name);
  const profile = catalog.models.profile(name);
  if (profile && profile.model !== '') return takes(geographies, profile.geography) && takes(models, profile.model);
  const isModel = catalog.models.model(name) !== undefined || /^[a-z0-9-]+\.\*$/.test(name);
  return !isModel || takes(models, name);
}

/** The accounts, or the ids of guardrails, that the organization lists one by one. */
export const literalsOf = (list: Allowed | undefined): readonly string[] =>
  (list?.allowed ?? []).filter(isLiteral).map((each) => each.replace(/^arn:.*:guardrail\//, ''));
