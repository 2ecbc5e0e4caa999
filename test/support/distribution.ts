import type { Recording } from './recording.js';

export interface DistributionItem {
  readonly issue: string;
  readonly on?: string;
  readonly start?: string | null;
  readonly end?: string | null;
  readonly event?: string;
  readonly measure: string;
  readonly value: number | null;
  readonly reason: string | null;
  readonly n: number;
  readonly counts: Readonly<Record<string, number>>;
}

export interface DistributionMean extends Pick<
  DistributionItem,
  'on' | 'start' | 'end' | 'event' | 'measure' | 'value' | 'reason'
> {
  readonly issues: number;
}

/** Cohesion or polarization, as it is answered. */
export interface Distribution {
  readonly items: readonly DistributionItem[];
  readonly means: readonly DistributionMean[];
  readonly counts: {
    readonly actors: number;
    readonly issues: number;
    readonly places: number;
    readonly withoutValue: number;
  };
  readonly members?: readonly string[];
  readonly rollup?: { readonly issues: number; readonly leftOut: readonly string[] };
  readonly method: {
    readonly id: string;
    readonly version: number;
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  readonly recordsUrl: string;
  readonly knownAt: string;
}

/** Records positions of the actors `a-0`, `a-1` … on an issue, the lowest first: as many on each as `counts` says. */
export async function recordDistribution(
  recording: Recording,
  issue: string,
  counts: Readonly<Record<string, number>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const positions = Object.entries(counts).flatMap(([position, n]) =>
    Array.from({ length: n }, () => Number(position)),
  );
  for (const [index, position] of positions.toSorted((a, b) => a - b).entries()) {
    await recording.stance({ actor: `a-${index}`, issue, position, ...more });
  }
}

/** The value of each figure, by issue and measure. */
export const valuesOf = ({ items }: Distribution): Record<string, number | string | null> =>
  Object.fromEntries(items.map(({ issue, measure, reason, value }) => [`${issue} ${measure}`, value ?? reason]));
