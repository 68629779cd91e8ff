/** What is new in a catalog, as Markdown: actions, condition keys, resource types, models and profiles; and which models end. */
import type { Catalog, Service } from '../../server/src/catalog/catalog.ts';

/** Models whose end of life is at most so many days away are named, whether that is news or not. */
const SOON = 90;
/** The most lines of one heading: a catalog may be years old. */
const MOST_LINES = 200;

interface Change {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function changeOf(before: Iterable<string>, after: Iterable<string>): Change {
  const [old, now] = [new Set(before), new Set(after)];
  return { added: [...now].filter((each) => !old.has(each)), removed: [...old].filter((each) => !now.has(each)) };
}

const lines = ({ added, removed }: Change): readonly string[] => [
  ...added.toSorted().map((each) => `+ ${each}`),
  ...removed.toSorted().map((each) => `- ${each}`),
];

/** A heading with its lines; nothing where there are none. */
function section(title: string, found: readonly string[]): readonly string[] {
  if (found.length === 0) return [];
  const more = found.length > MOST_LINES ? [`  and ${found.length - MOST_LINES} more`] : [];
  return [`### ${title}`, '', '```diff', ...found.slice(0, MOST_LINES), ...more, '```', ''];
}

/** Something of every service that either catalog has; the name of each begins with its service. */
function ofServices(
  before: Catalog,
  after: Catalog,
  names: (service: Service) => readonly string[],
): readonly string[] {
  const prefixes = new Set([...before.serviceNames, ...after.serviceNames].map(({ prefix }) => prefix));
  return [...prefixes].toSorted().flatMap((prefix) => {
    const of = (catalog: Catalog) => {
      const service = catalog.hasService(prefix) ? catalog.service(prefix) : undefined;
      return service ? names(service) : [];
    };
    return lines(changeOf(of(before), of(after)));
  });
}

const ends = ({ models: { models } }: Catalog): ReadonlyMap<string, string> =>
  new Map(models.flatMap(({ id, endOfLife }) => (endOfLife ? [[id, endOfLife]] : [])));

/** `today`: the day, as `2026-11-27`. The text ends with a line break. */
export function newsOf(before: Catalog, after: Catalog, today: string): string {
  const sources = Object.entries(after.sources).filter(([name, version]) => before.sources[name] !== version);
  const routes = ({ models }: Catalog) =>
    models.profiles.flatMap(({ id, sources: from }) =>
      [...(from?.keys() ?? [])].map((region) => `${id} from ${region}`),
    );
  const oldEnds = ends(before);
  const newEnds = [...ends(after)].filter(([id, day]) => oldEnds.get(id) !== day);
  const limit = new Date(Date.parse(today) + SOON * 86_400_000).toISOString().slice(0, 10);
  const ending = [...ends(after)]
    .filter(([, day]) => day >= today && day <= limit)
    .toSorted((a, b) => (a[1] < b[1] ? -1 : 1));
  const news = [
    ...section('Services', lines(changeOf(namesOf(before), namesOf(after)))),
    ...section(
      'Actions',
      ofServices(before, after, ({ actions }) => actions.map(({ service, name }) => `${service}:${name}`)),
    ),
    ...section('Condition keys', [
      ...lines(
        changeOf(
          before.globalKeys.map(({ name }) => name),
          after.globalKeys.map(({ name }) => name),
        ),
      ),
      ...ofServices(before, after, ({ conditionKeys }) => conditionKeys.map(({ name }) => name)),
    ]),
    ...section(
      'Resource types',
      ofServices(before, after, ({ prefix, resourceTypes }) => resourceTypes.map(({ name }) => `${prefix} ${name}`)),
    ),
    ...section(
      'Models',
      lines(
        changeOf(
          before.models.models.map(({ id }) => id),
          after.models.models.map(({ id }) => id),
        ),
      ),
    ),
    ...section(
      'Inference profiles',
      lines(
        changeOf(
          before.models.profiles.map(({ id }) => id),
          after.models.profiles.map(({ id }) => id),
        ),
      ),
    ),
    ...section('Regions from which profiles are called', lines(changeOf(routes(before), routes(after)))),
    ...section('Regions of Bedrock', lines(changeOf(before.models.regions, after.models.regions))),
    ...section(
      'End of life, news',
      newEnds.map(([id, day]) => `+ ${id}: ${day}`),
    ),
  ];
  return `${[
    `## AWS's news since the catalog of ${before.date}`,
    '',
    ...(sources.length > 0
      ? [
          `Made of ${sources.map(([name, version]) => `${name} ${before.sources[name] ?? '(none)'} → ${version}`).join(', ')}.`,
          '',
        ]
      : []),
    ...(news.length > 0 ? news : ['Nothing has changed.', '']),
    ...section(
      `Models that end by ${limit}`,
      ending.map(([id, day]) => `  ${id}: ${day}`),
    ),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

const namesOf = ({ serviceNames }: Catalog): readonly string[] =>
  serviceNames.map(({ prefix, name }) => `${prefix} (${name})`);
