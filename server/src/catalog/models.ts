/** Bedrock's models and inference profiles, and the Regions that offer them. */
import { table } from '../patterns/table.ts';

export interface Model {
  readonly id: string;
  /** The part before the first dot: `anthropic`. */
  readonly provider: string;
  /** Whether AWS has announced its end of life, or passed it. */
  readonly deprecated: boolean;
  /** An id with a context length (`…:0:200k`): for Provisioned Throughput and customization only. */
  readonly isContextVariant: boolean;
  /** Whether it answers as a stream: embeddings, rankings and images do not. */
  readonly streams: boolean;
  /** Whether it is called at the bedrock-runtime endpoint; some models are at bedrock-mantle only. */
  readonly isOnRuntime: boolean;
  /** Whether InvokeModel is authorized on the account’s default project too. */
  readonly needsProject: boolean;
  /** The Regions where it is called on demand by its own id; empty: through a profile only. Undefined: not known. */
  readonly inRegion: readonly string[] | undefined;
  /** The day of its end of life, `2026-11-26`, where AWS names one. */
  readonly endOfLife: string | undefined;
  /** Regions from which AWS offers it through a geographic profile that AWS's page does not name. */
  readonly unnamedProfileRegions: readonly string[];
}

export interface InferenceProfile {
  readonly id: string;
  /** `us`, `eu`, `global`, … */
  readonly geography: string;
  /** The id of the model that it routes to. */
  readonly model: string;
}

/** A profile that the catalog knows. */
export interface KnownProfile extends InferenceProfile {
  /**
   * Source Region, from which the profile can be called → the Regions to which it may route (undefined: AWS does not name
   * them). Undefined: no Region is known.
   */
  readonly sources: ReadonlyMap<string, readonly string[] | undefined> | undefined;
}

export interface Models {
  readonly models: readonly Model[];
  readonly profiles: readonly KnownProfile[];
  /** Regions in which Bedrock runs, the most used first. */
  readonly regions: readonly string[];
  readonly mantleRegions: readonly string[];
  /** Guardrail profile id → source Region → destination Regions. */
  readonly guardrailProfiles: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly dataAutomationProfiles: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  model(id: string): Model | undefined;
  /** Splits `us.anthropic.claude-…` into geography and model; undefined for an id without geography. */
  profile(id: string): InferenceProfile | undefined;
  /** The profile of exactly this id. */
  knownProfile(id: string): KnownProfile | undefined;
  /** The known profiles that route to a model. */
  profilesOf(model: string): readonly KnownProfile[];
}

export interface ModelsFile {
  /** `inRegion` and `unnamed` are numbers of lists, -1 for none. */
  readonly models: readonly (readonly [
    id: string,
    flags: number,
    inRegion?: number,
    endOfLife?: string,
    unnamed?: number,
  ])[];
  /** Sources and destinations are numbers of lists, -1 where AWS does not name the destinations. */
  readonly profiles: readonly (readonly [
    id: string,
    routes?: readonly (readonly [sources: number, destinations: number])[],
  ])[];
  readonly lists: readonly (readonly string[])[];
  readonly regions: { readonly bedrockRuntime: readonly string[]; readonly bedrockMantle: readonly string[] };
  readonly guardrailProfiles: Models['guardrailProfiles'];
  readonly dataAutomationProfiles: Models['dataAutomationProfiles'];
}

/**
 * A geography is known by its shape: AWS adds new ones (`in.` came in 2026), and no provider of models has a name of two
 * letters. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const GEOGRAPHY = /^([a-z]{2}(?:-gov)?|apac|global)\.(.*)$/;

/** Splits the id of a profile into geography and model; undefined for an id without geography. */
export function splitProfile(id: string): InferenceProfile | undefined {
  const [, geography, model] = GEOGRAPHY.exec(id) ?? [];
  return geography === undefined || model === undefined ? undefined : { id, geography, model };
}

/** Profiles and Regions are looked up by names out of documents. */
const tables = (profiles: Models['guardrailProfiles']): Models['guardrailProfiles'] =>
  table(Object.fromEntries(Object.entries(profiles).map(([id, routes]) => [id, table(routes)])));

export function readModels(file: ModelsFile): Models {
  const list = (number: number | undefined) => (number === undefined ? undefined : file.lists[number]);
  const models = file.models.map(
    ([id, flags, inRegion, endOfLife, unnamed]): Model => ({
      id,
      provider: id.slice(0, id.indexOf('.')),
      deprecated: (flags & 1) !== 0,
      isContextVariant: (flags & 2) !== 0,
      streams: (flags & 4) === 0,
      isOnRuntime: (flags & 8) === 0,
      needsProject: (flags & 16) !== 0,
      inRegion: list(inRegion),
      endOfLife: endOfLife || undefined,
      unnamedProfileRegions: list(unnamed) ?? [],
    }),
  );
  const profiles = file.profiles.flatMap(([id, routes]): KnownProfile[] => {
    const named = splitProfile(id);
    if (!named) return [];
    // Most profiles are never asked for.
    let sources: KnownProfile['sources'];
    return [
      {
        ...named,
        get sources() {
          sources ??=
            routes && new Map(routes.flatMap(([from, to]) => (list(from) ?? []).map((each) => [each, list(to)])));
          return sources;
        },
      },
    ];
  });
  const byId = new Map(models.map((model) => [model.id, model]));
  const profileById = new Map(profiles.map((each) => [each.id, each]));
  return {
    models,
    profiles,
    regions: file.regions.bedrockRuntime,
    mantleRegions: file.regions.bedrockMantle,
    guardrailProfiles: tables(file.guardrailProfiles),
    dataAutomationProfiles: tables(file.dataAutomationProfiles),
    model: (id) => byId.get(id),
    profile: splitProfile,
    knownProfile: (id) => profileById.get(id),
    profilesOf: (wanted) => profiles.filter(({ model }) => model === wanted),
  };
}
