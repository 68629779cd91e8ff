/** Reads models-and-profiles.json: AWS's model cards, and its pages about Regions, endpoints and life cycles. */
import file from './models-and-profiles.json' with { type: 'json' };

export interface Card {
  readonly id: string;
  /** The Regions where it is served on demand without a profile; empty: through profiles only. */
  readonly inRegion: readonly string[];
  readonly profiles: readonly {
    readonly id: string;
    /** Source Region → destination Regions; null where the card does not name them. */
    readonly sources: Readonly<Record<string, readonly string[] | null>>;
  }[];
  /** Regions with a geographic profile that the card does not name. */
  readonly geoRegionsWithoutProfile?: readonly string[];
  readonly streaming: boolean | null;
  /** Whether the bedrock-runtime endpoint serves it; some models are on bedrock-mantle only. */
  readonly runtime: boolean | null;
  /** Whether InvokeModel is authorized on the default project of the account too. */
  readonly invokeOnDefaultProjectToo?: boolean;
  readonly lifecycle: 'active' | 'legacy' | 'eol' | null;
  /** The day of its end of life, `2026-11-26`. */
  readonly eol: string | null;
}

/** The day on which the pages were read. */
export const date: string = file.read;

const read = file.models as unknown as readonly (Omit<Card, 'id'> & { readonly id: string | null })[];

/** By model id. The Region page also names some models without their ids; those are left out. */
export const cards: ReadonlyMap<string, Card> = new Map(
  read.flatMap((card) => (card.id === null ? [] : [[card.id, { ...card, id: card.id }]])),
);
