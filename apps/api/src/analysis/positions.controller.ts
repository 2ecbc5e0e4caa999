import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PositionsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable } from '../http/table.js';
import { positionsAnswer } from './analysis.answers.js';
import { POSITIONS_TABLE, PositionsQuery, toPositionsRequest } from './positions.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class PositionsController {
  constructor(private readonly positions: PositionsService) {}

  /** Who stands where on a day: actors × issues. */
  @GetTable('positions', POSITIONS_TABLE)
  async positionsOn(@Query() query: PositionsQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return positionsAnswer(await this.positions.of(toPositionsRequest(query)), shape);
  }
}
