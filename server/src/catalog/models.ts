/** Bedrock's models and inference profiles, and the Regions that offer them. */

export interface Model {
  readonly id: string;
  /** The part before the first dot: `anthropic`. */
  readonly provider: string;
  readonly deprecated: boolean;
  /** An id with a context length (`…:0:200k`): for Provisioned Throughput and customization only. */
  readonly isContextVariant: boolean;
}

export interface InferenceProfile {
  readonly id: string;
  /** `us`, `eu`, `global`, … */
  readonly geography: string;
  /** The id of the model that it routes to. */
  readonly model: string;
}

export interface Models {
  readonly models: readonly Model[];
  readonly profiles: readonly InferenceProfile[];
  /** Regions in which Bedrock runs, the most used first. */
  readonly regions: readonly string[];
  readonly mantleRegions: readonly string[];
  /** Geography prefixes of inference profiles. */
  readonly geographies: readonly string[];
  /** Guardrail profile id → source Region → destination Regions. */
  readonly guardrailProfiles: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly dataAutomationProfiles: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  hasModel(id: string): boolean;
  /** Splits `us.anthropic.claude-…` into geography and model; undefined for an id without geography. */
  profile(id: string): InferenceProfile | undefined;
}

export interface ModelsFile {
  readonly models: readonly (readonly [id: string, flags: number])[];
  readonly profiles: readonly string[];
  readonly regions: { readonly bedrockRuntime: readonly string[]; readonly bedrockMantle: readonly string[] };
  readonly geoPrefixes: { readonly inferenceProfile: readonly string[] };
  readonly guardrailProfiles: Models['guardrailProfiles'];
  readonly dataAutomationProfiles: Models['dataAutomationProfiles'];
}

export function readModels(file: ModelsFile): Models {
  const geographies = file.geoPrefixes.inferenceProfile;
  const profile = (id: string): InferenceProfile | undefined => {
    const geography = geographies.find((prefix) => id.startsWith(`${prefix}.`));
    return geography === undefined ? undefined : { id, geography, model: id.slice(geography.length + 1) };
  };
  const models = file.models.map(
    ([id, flags]): Model => ({
      id,
      provider: id.slice(0, id.indexOf('.')),
      deprecated: (flags & 1) !== 0,
      isContextVariant: (flags & 2) !== 0,
    }),
  );
  const ids = new Set(models.map(({ id }) => id));
  return {
    models,
    profiles: file.profiles.flatMap((id) => profile(id) ?? []),
    regions: file.regions.bedrockRuntime,
    mantleRegions: file.regions.bedrockMantle,
    geographies,
    guardrailProfiles: file.guardrailProfiles,
    dataAutomationProfiles: file.dataAutomationProfiles,
    hasModel: (id) => ids.has(id),
    profile,
  };
}
