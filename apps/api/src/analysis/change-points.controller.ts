import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangePointsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable } from '../http/table.js';
import { changePointsAnswer } from './analysis.answers.js';
import { CHANGE_POINTS_TABLE, ChangePointsQuery, toChangePointsRequest } from './change-points.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class ChangePointsController {
  constructor(private readonly changePoints: ChangePointsService) {}

  /** Where the mean of a series changes: candidates for a shift, which the records have to bear out. */
  @GetTable('change-points', CHANGE_POINTS_TABLE)
  async of(@Query() query: ChangePointsQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return changePointsAnswer(await this.changePoints.of(toChangePointsRequest(query)), shape);
  }
}
