import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DivergenceService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable, itemsTableAnswer } from '../http/table.js';
import { DIVERGENCE_TABLE, DivergenceQuery, toDivergenceRequest } from './divergence.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class DivergenceController {
  constructor(private readonly divergences: DivergenceService) {}

  /** Words against deeds: where an actor stands by what it said, by what it promised and by what it did. */
  @GetTable('divergence', DIVERGENCE_TABLE)
  async divergence(@Query() query: DivergenceQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return itemsTableAnswer(DIVERGENCE_TABLE, shape, await this.divergences.of(toDivergenceRequest(query)));
  }
}
