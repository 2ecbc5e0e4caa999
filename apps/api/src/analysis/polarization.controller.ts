import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DistributionService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable, itemsTableAnswer } from '../http/table.js';
import { POLARIZATION_TABLE, PolarizationQuery, toPolarizationRequest } from './polarization.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class PolarizationController {
  constructor(private readonly distributions: DistributionService) {}

  /** How far actors stand apart: on a day, by interval or event by event; per issue, and on average over issues. */
  @GetTable('polarization', POLARIZATION_TABLE)
  async polarization(@Query() query: PolarizationQuery, @AskedShape() shape: Shape): Promise<Answer> {
    const request = toPolarizationRequest(query);
    return itemsTableAnswer(POLARIZATION_TABLE, shape, await this.distributions.polarization(request));
  }
}
