import { type Decay, type Interval, InvalidProblem, type TimelineFill, type TimelineMethod } from '@app/domain';
import type { Without } from '@app/ledger';
import type { Method } from '../records/pair.js';
import { type RecordSelection, selectionParameters } from '../records/record-filters.js';

export interface TimelineRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  readonly interval: Interval | 'change';
  /** EDTF; absent: from the first record, to the last, or to the day of `knownAt` where something is still held. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly method: TimelineMethod;
  readonly fill: TimelineFill;
  /** For `weighted` and `decay`: what records weigh by their best citation, for credibility 1 to 6; in (0, 1]. */
  readonly credibilityWeights?: readonly number[] | undefined;
  /** For `decay`, which needs it: days, more than 0. */
  readonly halfLife?: number | undefined;
  /** For `decay`: the least weight of a mean that is told. */
  readonly minWeight?: number | undefined;
  /** With `fill: 'previous'`: days after which what is carried is not told any more. */
  readonly maxAge?: number | undefined;
  /** Tells each series without these records as well. */
  readonly sensitivity?: readonly Without[] | undefined;
  /** Takes in the issues below those asked for as well. */
  readonly rollup?: 'broader' | undefined;
  readonly knownAt?: string | undefined;
}

/** Of a citation of credibility 1 to 6; what cannot be judged weighs half. */
const CREDIBILITY_WEIGHTS: readonly number[] = [1, 0.8, 0.6, 0.4, 0.2, 0.5];

const MIN_WEIGHT = 0.25;

/** Null where records are not weighed by their citations. */
export const weightsOf = ({ credibilityWeights, method }: TimelineRequest): readonly number[] | null =>
  method === 'weighted' || method === 'decay' ? (credibilityWeights ?? CREDIBILITY_WEIGHTS) : null;

export const decayOf = ({ halfLife, method, minWeight }: TimelineRequest): Decay | undefined =>
  method === 'decay' ? { halfLife: halfLife!, minWeight: minWeight ?? MIN_WEIGHT } : undefined;

/** Each once. */
export const sensitivityOf = ({ sensitivity = [] }: TimelineRequest): readonly Without[] => [...new Set(sensitivity)];

/** The request without some more records. */
export const withoutAlso = (request: TimelineRequest, part: Without): TimelineRequest => ({
  ...request,
  without: [...(request.without ?? []), part],
});

/** Throws the refusals of parameters that do not go together. */
export function assertFits(request: TimelineRequest): void {
  const { credibilityWeights, fill, halfLife, interval, maxAge, method, minWeight, without = [] } = request;
  const refuse = (isWrong: boolean, pointer: string, code: string, detail: string): void => {
    if (isWrong) throw InvalidProblem.at(pointer, `timeline/${code}`, detail);
  };
  const decays = method === 'decay';
  refuse(
    interval === 'change' && method !== 'last',
    '?method',
    'change-is-last',
    'interval=change lists the changes of the last position; leave method out, or take an interval such as month.',
  );
  refuse(
    decays && halfLife === undefined,
    '?halfLife',
    'half-life-required',
    'Say in how many days a record comes to weigh half, such as halfLife=90.',
  );
  refuse(
    !decays && halfLife !== undefined,
    '?halfLife',
    'half-life-is-of-decay',
    'Only method=decay has a half-life; ask for it, or leave halfLife out.',
  );
  refuse(
    !decays && minWeight !== undefined,
    '?minWeight',
    'min-weight-is-of-decay',
    'Only method=decay withholds what weighs little; ask for it, or leave minWeight out.',
  );
  refuse(
    weightsOf(request) === null && credibilityWeights !== undefined,
    '?credibilityWeights',
    'nothing-is-weighed',
    'Only method=weighted and method=decay weigh by credibility; ask for one, or leave credibilityWeights out.',
  );
  refuse(
    maxAge !== undefined && fill === 'none',
    '?maxAge',
    'nothing-is-carried',
    'Only what is carried grows old; ask for fill=previous, or leave maxAge out.',
  );
  refuse(
    maxAge !== undefined && interval === 'change',
    '?maxAge',
    'change-has-no-age',
    'interval=change tells when a position became another, not how long it was held for; leave maxAge out.',
  );
  const both = sensitivityOf(request).find((part) => without.includes(part));
  refuse(
    both !== undefined,
    '?sensitivity',
    'left-out-already',
    `All series are without ${both} records as it is; name it in without or in sensitivity.`,
  );
}

export function methodOf(request: TimelineRequest): Method {
  const { fill, from, interval, maxAge, method, rollup, to } = request;
  const weights = weightsOf(request);
  return {
    id: method,
    version: 1,
    reference: `docs/methodology.md#${interval === 'change' ? 'change' : method}`,
    parameters: {
      interval,
      from: from ?? null,
      to: to ?? null,
      fill,
      ...(weights === null ? {} : { credibilityWeights: weights }),
      ...decayOf(request),
      ...(maxAge === undefined ? {} : { maxAge }),
      ...(request.sensitivity === undefined ? {} : { sensitivity: sensitivityOf(request) }),
      ...(rollup === undefined ? {} : { rollup }),
      ...selectionParameters(request),
    },
  };
}
