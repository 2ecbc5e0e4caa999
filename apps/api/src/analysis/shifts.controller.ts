import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ShiftsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable } from '../http/table.js';
import { shiftsAnswer } from './analysis.answers.js';
import { SHIFTS_TABLE, ShiftsQuery, toShiftsRequest } from './shifts.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class ShiftsController {
  constructor(private readonly shifts: ShiftsService) {}

  /** Who changed, on what, from what to what, and between when and when. */
  @GetTable('shifts', SHIFTS_TABLE)
  async shiftsIn(@Query() query: ShiftsQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return shiftsAnswer(await this.shifts.of(toShiftsRequest(query)), shape);
  }
}
