import type { CohesionMeasure, CohesionRequest } from '@app/analysis';
import { tableOf } from '../http/table.js';
import { MayBeAbsent, SomeOf } from '../validation/validators.js';
import {
  DistributionItemResponse,
  DistributionQuery,
  DistributionResponse,
  ITEM_COLUMNS,
  toDistributionRequest,
} from './distribution.dto.js';

const MEASURES = ['hix-noury-roland', 'rice', 'consensus', 'van-der-eijk'] as const;

export class CohesionQuery extends DistributionQuery {
  /** `hix-noury-roland` where it is left out. */
  @MayBeAbsent() @SomeOf(MEASURES, 'CohesionMeasure') readonly measure?: readonly CohesionMeasure[];
}

export const toCohesionRequest = ({ measure, ...query }: CohesionQuery): CohesionRequest => ({
  ...toDistributionRequest(query),
  measures: measure ?? ['hix-noury-roland'],
});

export const COHESION_TABLE = tableOf(DistributionResponse, DistributionItemResponse, ITEM_COLUMNS);
