import { ApiProperty } from '@nestjs/swagger';
import type { ReliabilityRequest } from '@app/analysis';
import type { ReliabilityMetric } from '@app/domain';
import { tableOf } from '../http/table.js';
import { Count, Edtf, MayBeAbsent, OneOf, SomeOf, WordsList } from '../validation/validators.js';
import { MethodResponse } from './method.response.js';
import { SelectionQuery } from './selection.query.js';

const METRICS = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
const REASONS = ['no-pairable-units', 'no-variation'] as const;
const VERDICTS = ['reliable', 'tentative', 'unreliable'] as const;
/** The longest name that a key has. */
const NAME_LENGTH = 200;

/** Which codings: those of records that are selected, of the units of the sources in `source`. */
export class ReliabilityUnitsQuery extends SelectionQuery {
  /** Only what these have recorded: names as in recordedBy. One with a comma in it cannot be named. @example "Anna,Boris" */
  @MayBeAbsent() @WordsList(NAME_LENGTH) readonly coder?: string[];
  /** EDTF: records that may be of its first day or later. @example "2023" */
  @MayBeAbsent() @Edtf() readonly from?: string;
  /** EDTF: records that may be of its last day or earlier. @example "2024" */
  @MayBeAbsent() @Edtf() readonly to?: string;
  /** `array` gives the bare rows. */
  @MayBeAbsent() @OneOf(['object', 'array']) @ApiProperty({ required: false }) readonly shape?: 'object' | 'array';
}

export class ReliabilityQuery extends ReliabilityUnitsQuery {
  /** How far apart two positions are; `ordinal`, by rank, where it is left out. */
  @MayBeAbsent() @SomeOf(METRICS, 'ReliabilityMetric') readonly metric?: readonly ReliabilityMetric[];
  /** One figure for each `issue` (where it is left out), or for `all` together, which then have one scale. */
  @MayBeAbsent() @OneOf(['issue', 'all']) @ApiProperty({ required: false }) readonly by?: 'issue' | 'all';
  /** Resamples of the 95 % interval; 1,000 where it is left out, and none with 0. */
  @MayBeAbsent() @Count(0, 10_000) @ApiProperty({ required: false, default: 1000 }) readonly bootstrap?: number;
  /** Of the resamples: the same seed gives the same interval; 1 where it is left out. */
  @MayBeAbsent() @Count(0, 999_999_999) @ApiProperty({ required: false, default: 1 }) readonly seed?: number;
}

export const toReliabilityRequest = ({
  bootstrap,
  by,
  metric,
  seed,
  ...query
}: ReliabilityQuery): ReliabilityRequest => ({
  ...query,
  metrics: metric ?? ['ordinal'],
  by: by ?? 'issue',
  bootstrap: bootstrap ?? 1000,
  seed: seed ?? 1,
});

export class ReliabilityItemResponse {
  /** Slug; null with by=all. */
  readonly issue!: string | null;
  @ApiProperty({ enum: METRICS }) readonly metric!: ReliabilityMetric;
  /** Krippendorff’s α, 1 at most, 0 where coders agree as often as by chance; null with a reason. */
  readonly alpha!: number | null;
  /** Why there is no value: no unit has two positions, or all positions are alike. */
  @ApiProperty({ type: 'string', enum: REASONS, nullable: true }) readonly reason!: (typeof REASONS)[number] | null;
  /** Units with at least two positions. */
  readonly units!: number;
  /** Their positions. */
  readonly values!: number;
  /** Who gave these. */
  readonly coders!: number;
  /** Disagreement observed, in squares of the metric; null without such units. */
  readonly observed!: number | null;
  /** Disagreement expected by chance. */
  readonly expected!: number | null;
  /** Of the 95 % bootstrap interval; null where none was asked for, or where it is not defined. */
  readonly lower!: number | null;
  readonly upper!: number | null;
  /** By custom: reliable from .8, tentative from .667. */
  @ApiProperty({ type: 'string', enum: VERDICTS, nullable: true }) readonly verdict!: (typeof VERDICTS)[number] | null;
}

export class WithoutCoderResponse {
  /** Slug; null with by=all. */
  readonly issue!: string | null;
  @ApiProperty({ enum: METRICS }) readonly metric!: ReliabilityMetric;
  /** As in recordedBy. */
  readonly coder!: string;
  /** Units of the figure that have a position from this coder. */
  readonly units!: number;
  /** α of the others: greater than that of all where this coder is the one who disagrees. */
  readonly alphaWithout!: number | null;
  @ApiProperty({ type: 'string', enum: REASONS, nullable: true }) readonly reason!: (typeof REASONS)[number] | null;
}

export class CodingCountsResponse {
  /** Units with at least two positions. */
  readonly units!: number;
  /** Units of several coders with fewer: the other records have no position. */
  readonly unpairable!: number;
  /** Units of a single coder. */
  readonly single!: number;
}

export class ReliabilityResponse {
  readonly items!: ReliabilityItemResponse[];
  /** What becomes of each item without each of its coders. */
  readonly coders!: WithoutCoderResponse[];
  readonly counts!: CodingCountsResponse;
  readonly method!: MethodResponse;
  /** Lists the units with their records. A template (RFC 6570): expand issue. */
  readonly unitsUrl!: string;
  /** Lists all records that units are made from, of whichever coder. A template (RFC 6570): expand issue. */
  readonly recordsUrl!: string;
  /** The state of the data that the answer shows; ask with knownAt for exactly this answer, later. */
  readonly knownAt!: string;
}

export class UnitCodingResponse {
  /** As in recordedBy. */
  readonly coder!: string;
  /** Null: missing. */
  readonly position!: number | null;
  /** Id of the record. */
  readonly record!: string;
}

class UnitParts {
  /** Slug. */
  readonly issue!: string;
  /** Slug. */
  readonly source!: string;
  /** Slug. */
  readonly actor!: string;
  /** Slug. */
  readonly target!: string | null;
  /** EDTF, as it was written. */
  readonly date!: string;
  /** Whether there are two positions; other units are left out of α. */
  readonly counted!: boolean;
}

export class ReliabilityUnitResponse extends UnitParts {
  /** By name; of each coder the record that was recorded last. */
  readonly codings!: UnitCodingResponse[];
}

/** With shape=array, one row per coding. */
export class ReliabilityUnitRowResponse extends UnitParts {
  readonly coder!: string;
  readonly position!: number | null;
  readonly record!: string;
}

export class ReliabilityUnitsResponse {
  readonly items!: ReliabilityUnitResponse[];
  readonly counts!: CodingCountsResponse;
  readonly method!: MethodResponse;
  readonly knownAt!: string;
}

export const RELIABILITY_TABLE = tableOf(ReliabilityResponse, ReliabilityItemResponse, [
  'issue',
  'metric',
  'alpha',
  'reason',
  'units',
  'values',
  'coders',
  'observed',
  'expected',
  'lower',
  'upper',
  'verdict',
]);

export const RELIABILITY_UNITS_TABLE = tableOf(ReliabilityUnitsResponse, ReliabilityUnitRowResponse, [
  'issue',
  'source',
  'actor',
  'target',
  'date',
  'counted',
  'coder',
  'position',
  'record',
]);
