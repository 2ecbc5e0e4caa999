import { ApiProperty } from '@nestjs/swagger';
import type { PolarizationMeasure, PolarizationRequest } from '@app/analysis';
import { tableOf } from '../http/table.js';
import { MayBeAbsent, Measure, SomeOf } from '../validation/validators.js';
import {
  DistributionItemResponse,
  DistributionQuery,
  DistributionResponse,
  ITEM_COLUMNS,
  toDistributionRequest,
} from './distribution.dto.js';

const MEASURES = ['esteban-ray', 'van-der-eijk', 'reynal-querol'] as const;
/** Above it the measure breaks an axiom of its own. */
const GREATEST_ALPHA = 1.6;

export class PolarizationQuery extends DistributionQuery {
  /** `esteban-ray` where it is left out. */
  @MayBeAbsent() @SomeOf(MEASURES, 'PolarizationMeasure') readonly measure?: readonly PolarizationMeasure[];
  /** Of esteban-ray: how much it counts that groups are large, above 0 to 1.6; 1 where it is left out. */
  @MayBeAbsent() @Measure(GREATEST_ALPHA) @ApiProperty({ required: false, default: 1 }) readonly alpha?: number;
}

export const toPolarizationRequest = ({ alpha, measure, ...query }: PolarizationQuery): PolarizationRequest => ({
  ...toDistributionRequest(query),
  measures: measure ?? ['esteban-ray'],
  alpha,
});

export const POLARIZATION_TABLE = tableOf(DistributionResponse, DistributionItemResponse, ITEM_COLUMNS);
