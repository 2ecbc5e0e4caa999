import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TimelineService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { ListResponse } from '../http/list-response.js';
import { LIST_PROBLEMS } from '../http/problems.js';
import { timelineAnswer } from './analysis.answers.js';
import { TimelineQuery, TimelineResponse, TimelineRowResponse, toTimelineRequest } from './timeline.dto.js';

@ApiTags('analysis')
@Controller('v1/timeline')
export class TimelineController {
  constructor(private readonly timelines: TimelineService) {}

  /** Stances over time: actors × issues × intervals. */
  @Get()
  @ListResponse(TimelineResponse, TimelineRowResponse)
  @LIST_PROBLEMS
  async timeline(@Query() query: TimelineQuery): Promise<Answer> {
    return timelineAnswer(await this.timelines.of(toTimelineRequest(query)), query.shape);
  }
}
