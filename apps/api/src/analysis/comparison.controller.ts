import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ActorsComparisonService, DatesComparisonService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable } from '../http/table.js';
import { actorsComparisonAnswer, datesComparisonAnswer } from './comparison.answers.js';
import {
  ACTORS_COMPARISON_TABLE,
  ActorsComparisonQuery,
  COMPARISON_TABLE,
  ComparisonQuery,
  toActorsComparisonRequest,
  toDatesComparisonRequest,
} from './comparison.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class ComparisonController {
  constructor(
    private readonly dates: DatesComparisonService,
    private readonly actors: ActorsComparisonService,
  ) {}

  /** Who stood where on two days, and who moved from where to where. */
  @GetTable('comparison', COMPARISON_TABLE)
  async ofDates(@Query() query: ComparisonQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return datesComparisonAnswer(await this.dates.of(toDatesComparisonRequest(query)), shape);
  }

  /** Where two actors stand on a day, issue by issue. */
  @GetTable('comparison/actors', ACTORS_COMPARISON_TABLE)
  async ofActors(@Query() query: ActorsComparisonQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return actorsComparisonAnswer(await this.actors.of(toActorsComparisonRequest(query)), shape);
  }
}
