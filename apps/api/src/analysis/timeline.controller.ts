import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TimelineService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable } from '../http/table.js';
import { timelineAnswer } from './analysis.answers.js';
import { TIMELINE_TABLE, TimelineQuery, toTimelineRequest } from './timeline.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class TimelineController {
  constructor(private readonly timelines: TimelineService) {}

  /** Stances over time: actors × issues × intervals. */
  @GetTable('timeline', TIMELINE_TABLE)
  async timeline(@Query() query: TimelineQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return timelineAnswer(await this.timelines.of(toTimelineRequest(query)), shape);
  }
}
