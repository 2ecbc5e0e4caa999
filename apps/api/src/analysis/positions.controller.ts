import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PositionsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { ListResponse } from '../http/list-response.js';
import { LIST_PROBLEMS } from '../http/problems.js';
import { positionsAnswer } from './analysis.answers.js';
import { CellResponse, PositionsQuery, PositionsResponse, toPositionsRequest } from './positions.dto.js';

@ApiTags('analysis')
@Controller('v1/positions')
export class PositionsController {
  constructor(private readonly positions: PositionsService) {}

  /** Who stands where on a day: actors × issues. */
  @Get()
  @ListResponse(PositionsResponse, CellResponse)
  @LIST_PROBLEMS
  async positionsOn(@Query() query: PositionsQuery): Promise<Answer> {
    return positionsAnswer(await this.positions.of(toPositionsRequest(query)), query.shape);
  }
}
