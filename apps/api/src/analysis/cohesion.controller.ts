import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DistributionService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable, itemsTableAnswer } from '../http/table.js';
import { COHESION_TABLE, CohesionQuery, toCohesionRequest } from './cohesion.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class CohesionController {
  constructor(private readonly distributions: DistributionService) {}

  /** How far actors stand together: on a day, by interval or event by event; per issue, and on average over issues. */
  @GetTable('cohesion', COHESION_TABLE)
  async cohesion(@Query() query: CohesionQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return itemsTableAnswer(COHESION_TABLE, shape, await this.distributions.cohesion(toCohesionRequest(query)));
  }
}
