import { chanceCorrected, chanceOf } from './chance.js';
import { disagreementsOf, type Distance } from './disagreements.js';

export type AgreementMeasure = 'identical' | 'graded' | 's' | 'kappa' | 'pi';

/** Which figure is meant. */
export interface FigureChoice {
  readonly measure: AgreementMeasure;
  /** Of s, kappa and pi. `identical` is nominal and `graded` linear, whatever is said here. */
  readonly distance: Distance;
  /** Distance between the ends of the declared scale, in the units of the levels. */
  readonly range: number;
}

/** A figure of the masses of a joint table and of its half agreements; null where it is undefined. */
export type Figure = (mass: Float64Array, halfMass: number) => number | null;

const HALF = 0.5;

/** The figure, ready to be taken of many tables with these levels. Throws RangeError as `disagreementsOf` does. */
export function figureOf(levels: readonly number[], { measure, distance, range }: FigureChoice): Figure {
  switch (measure) {
    case 'identical':
      return shareFigure(disagreementsOf(levels, 'nominal', range), 1);
    case 'graded':
      return shareFigure(disagreementsOf(levels, 'linear', range), 1);
    case 's':
      return shareFigure(disagreementsOf(levels, distance, range), 2);
    case 'kappa':
      return chanceFigure(disagreementsOf(levels, distance, range), levels.length, 'own');
    case 'pi':
      return chanceFigure(disagreementsOf(levels, distance, range), levels.length, 'pooled');
  }
}

/** 1 − slope × mean disagreement. With one division, so that counts give the share itself and not one beside it. */
function shareFigure(disagreements: Float64Array, slope: number): Figure {
  return (mass, halfMass) => {
    let total = halfMass;
    let disagreement = HALF * halfMass;
    for (let cell = 0; cell < disagreements.length; cell++) {
      total += mass[cell]!;
      disagreement += disagreements[cell]! * mass[cell]!;
    }
    return total === 0 ? null : (total - slope * disagreement) / total;
  };
}

function chanceFigure(disagreements: Float64Array, size: number, marginals: 'own' | 'pooled'): Figure {
  return (mass) => chanceCorrected(chanceOf(mass, disagreements, size, marginals));
}
