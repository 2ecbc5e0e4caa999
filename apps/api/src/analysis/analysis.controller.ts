import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PositionsService, ShiftsService, TimelineService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { ListResponse } from '../http/list-response.js';
import { LIST_PROBLEMS } from '../http/problems.js';
import { positionsAnswer, shiftsAnswer, timelineAnswer } from './analysis.answers.js';
import {
  CellResponse,
  PositionsQuery,
  PositionsResponse,
  ShiftResponse,
  ShiftsQuery,
  ShiftsResponse,
  TimelineQuery,
  TimelineResponse,
  TimelineRowResponse,
  toPositionsRequest,
  toShiftsRequest,
  toTimelineRequest,
} from './analysis.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class AnalysisController {
  constructor(
    private readonly timelines: TimelineService,
    private readonly positions: PositionsService,
    private readonly shifts: ShiftsService,
  ) {}

  /** Stances over time: actors × issues × intervals. */
  @Get('timeline')
  @ListResponse(TimelineResponse, TimelineRowResponse)
  @LIST_PROBLEMS
  async timeline(@Query() query: TimelineQuery): Promise<Answer> {
    return timelineAnswer(await this.timelines.of(toTimelineRequest(query)), query.shape);
  }

  /** Who stands where on a day: actors × issues. */
  @Get('positions')
  @ListResponse(PositionsResponse, CellResponse)
  @LIST_PROBLEMS
  async positionsOn(@Query() query: PositionsQuery): Promise<Answer> {
    return positionsAnswer(await this.positions.of(toPositionsRequest(query)), query.shape);
  }

  /** Who changed, on what, from what to what, and between when and when. */
  @Get('shifts')
  @ListResponse(ShiftsResponse, ShiftResponse)
  @LIST_PROBLEMS
  async shiftsIn(@Query() query: ShiftsQuery): Promise<Answer> {
    return shiftsAnswer(await this.shifts.of(toShiftsRequest(query)), query.shape);
  }
}
