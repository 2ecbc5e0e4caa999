import { type AgreementMeasure, type Distance, InvalidProblem } from '@app/domain';
import type { LinkParameters } from '../records/links.js';
import { type RecordSelection, selectionParameters } from '../records/record-filters.js';

export interface AgreementRequest extends RecordSelection {
  /** One: against all others, or against `with`. Several: each with each, or each with each of `with`. Absent: all. */
  readonly actor?: readonly string[] | undefined;
  readonly with?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  readonly rollup?: 'broader' | undefined;
  /** EDTF. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly measures: readonly AgreementMeasure[];
  readonly distance?: Distance | undefined;
  readonly abstention: 'position' | 'half' | 'dropped';
  readonly absence: 'dropped' | 'half';
  readonly unanimous: 'kept' | 'dropped';
  /** `link`: the weights of the issues below the one asked for. */
  readonly weights: 'equal' | 'link';
  readonly minN: number;
  /** Resamples of the interval; 0 is none. */
  readonly bootstrap: number;
  readonly seed: number;
  readonly knownAt?: string | undefined;
}

export interface AgreementTimelineRequest extends AgreementRequest {
  readonly interval: 'month' | 'quarter' | 'year' | 'event';
}

export const STANDARD_DISTANCE: Distance = 'linear';

const takesDistance = (measure: AgreementMeasure): boolean => ['s', 'kappa', 'pi'].includes(measure);
const needsCategories = (measure: AgreementMeasure): boolean => measure === 'kappa' || measure === 'pi';

/**
 * Throws InvalidProblem: `analysis/actor-twice`, `agreement/with-needs-actor`, `agreement/distance-has-no-effect`,
 * `agreement/halves-have-no-category`, `agreement/weights-need-rollup`.
 */
export function assertAgreementRequest(request: AgreementRequest): void {
  const { absence, abstention, actor, distance, issue, measures, rollup, weights } = request;
  if (request.with !== undefined && actor === undefined) {
    throw InvalidProblem.at(
      '?with',
      'agreement/with-needs-actor',
      'Name in actor whom those in with are compared with.',
    );
  }
  if (distance !== undefined && !measures.some(takesDistance)) {
    throw InvalidProblem.at(
      '?distance',
      'agreement/distance-has-no-effect',
      'identical and graded have a distance of their own; leave distance out, or ask for s, kappa or pi.',
    );
  }
  const halves = absence === 'half' ? '?absence' : abstention === 'half' ? '?abstention' : null;
  if (halves !== null && measures.some(needsCategories)) {
    throw InvalidProblem.at(
      halves,
      'agreement/halves-have-no-category',
      'kappa and pi compare categories, and half an agreement is in none; ask for identical, graded or s.',
    );
  }
  if (weights === 'link' && (rollup === undefined || issue?.length !== 1)) {
    throw InvalidProblem.at(
      '?weights',
      'agreement/weights-need-rollup',
      'The weights are those of the links below one issue: send that issue and rollup=broader.',
    );
  }
}

/** As they would be written in a query, without the actors; in a fixed order. */
export const agreementParameters = (request: AgreementRequest): LinkParameters => ({
  issue: request.issue ?? null,
  rollup: request.rollup ?? null,
  from: request.from ?? null,
  to: request.to ?? null,
  measure: request.measures,
  distance: request.measures.some(takesDistance) ? (request.distance ?? STANDARD_DISTANCE) : null,
  abstention: request.abstention,
  absence: request.absence,
  unanimous: request.unanimous,
  weights: request.weights,
  minN: request.minN,
  bootstrap: request.bootstrap,
  seed: request.bootstrap > 0 ? request.seed : null,
  ...selectionParameters(request),
});
