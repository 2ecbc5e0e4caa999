import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ShiftsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { ListResponse } from '../http/list-response.js';
import { LIST_PROBLEMS } from '../http/problems.js';
import { shiftsAnswer } from './analysis.answers.js';
import { ShiftResponse, ShiftsQuery, ShiftsResponse, toShiftsRequest } from './shifts.dto.js';

@ApiTags('analysis')
@Controller('v1/shifts')
export class ShiftsController {
  constructor(private readonly shifts: ShiftsService) {}

  /** Who changed, on what, from what to what, and between when and when. */
  @Get()
  @ListResponse(ShiftsResponse, ShiftResponse)
  @LIST_PROBLEMS
  async shiftsIn(@Query() query: ShiftsQuery): Promise<Answer> {
    return shiftsAnswer(await this.shifts.of(toShiftsRequest(query)), query.shape);
  }
}
