import {
  agreementIndex,
  consensus,
  estebanRay,
  polarizationOf,
  reynalQuerol,
  riceIndex,
  scoreOf,
  vanDerEijkAgreement,
} from '@app/domain';

/** How many stand on each position of a scale, ascending, zeros included. */
export interface Distribution {
  readonly points: readonly number[];
  readonly frequencies: readonly number[];
}

/** Why a figure has no value. */
export type Undefined = 'too-few' | 'nobody-on-a-side' | 'undefined-for-scale';

/** A measure of a distribution: null where it is undefined, which has one reason. */
export interface Measure {
  readonly id: string;
  readonly of: (distribution: Distribution) => number | null;
  readonly undefinedAs: Undefined;
}

export type CohesionMeasure = 'hix-noury-roland' | 'rice' | 'consensus' | 'van-der-eijk';
export type PolarizationMeasure = 'esteban-ray' | 'van-der-eijk' | 'reynal-querol';

/** Scores lie between −1 and 1. */
const SCORE_RANGE = 2;

type Formulas<Id extends string> = Readonly<Record<Id, Omit<Measure, 'id'>>>;

const COHESION: Formulas<CohesionMeasure> = {
  'hix-noury-roland': { of: (held) => agreementIndex(sidesOf(held)), undefinedAs: 'too-few' },
  rice: {
    of: (held) => {
      const [opposition, , support] = sidesOf(held);
      return riceIndex(support, opposition);
    },
    undefinedAs: 'nobody-on-a-side',
  },
  consensus: { of: ({ frequencies, points }) => consensus(frequencies, points), undefinedAs: 'undefined-for-scale' },
  'van-der-eijk': { of: ({ frequencies }) => vanDerEijkAgreement(frequencies), undefinedAs: 'undefined-for-scale' },
};

const polarization = (alpha: number): Formulas<PolarizationMeasure> => ({
  'esteban-ray': {
    of: ({ frequencies, points }) => {
      const scale = { lowest: points[0]!, highest: points.at(-1)! };
      const positions = points.map((point) => scoreOf(point, scale));
      return estebanRay({ shares: frequencies, positions, alpha, normalised: true, range: SCORE_RANGE });
    },
    undefinedAs: 'too-few',
  },
  'van-der-eijk': {
    of: ({ frequencies }) => {
      const agreement = vanDerEijkAgreement(frequencies);
      return agreement === null ? null : polarizationOf(agreement);
    },
    undefinedAs: 'undefined-for-scale',
  },
  'reynal-querol': { of: ({ frequencies }) => reynalQuerol(frequencies), undefinedAs: 'too-few' },
});

const chosen = <Id extends string>(formulas: Formulas<Id>, ids: readonly Id[]): Measure[] =>
  ids.map((id) => ({ id, ...formulas[id] }));

export const cohesionMeasures = (ids: readonly CohesionMeasure[]): Measure[] => chosen(COHESION, ids);

/** @param alpha of Esteban & Ray: above 0 to 1.6 */
export const polarizationMeasures = (ids: readonly PolarizationMeasure[], alpha: number): Measure[] =>
  chosen(polarization(alpha), ids);

/** How many are against, in the middle and for, by the sign of the score. */
function sidesOf({ frequencies, points }: Distribution): [number, number, number] {
  const middle = points[0]! + points.at(-1)!;
  const sides: [number, number, number] = [0, 0, 0];
  points.forEach((point, index) => {
    const side = Math.sign(2 * point - middle) + 1;
    sides[side]! += frequencies[index]!;
  });
  return sides;
}
