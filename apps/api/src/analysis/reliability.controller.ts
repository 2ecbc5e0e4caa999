import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReliabilityService, ReliabilityUnitsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable, itemsTableAnswer } from '../http/table.js';
import { reliabilityUnitsAnswer } from './analysis.answers.js';
import {
  RELIABILITY_TABLE,
  RELIABILITY_UNITS_TABLE,
  ReliabilityQuery,
  ReliabilityUnitsQuery,
  toReliabilityRequest,
} from './reliability.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class ReliabilityController {
  constructor(
    private readonly reliability: ReliabilityService,
    private readonly codedUnits: ReliabilityUnitsService,
  ) {}

  /** How far coders agree who coded the same units: Krippendorff’s α, by issue, and without each of the coders. */
  @GetTable('reliability', RELIABILITY_TABLE)
  async of(@Query() query: ReliabilityQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return itemsTableAnswer(RELIABILITY_TABLE, shape, await this.reliability.of(toReliabilityRequest(query)));
  }

  /** What reliability rests on: each unit that several have coded, with every coding and its record. */
  @GetTable('reliability/units', RELIABILITY_UNITS_TABLE)
  async units(@Query() query: ReliabilityUnitsQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return reliabilityUnitsAnswer(await this.codedUnits.of(query), shape);
  }
}
