import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AgreementService, AgreementTimelineService, AgreementUnitsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable, itemsTableAnswer } from '../http/table.js';
import {
  AGREEMENT_TABLE,
  AGREEMENT_TIMELINE_TABLE,
  AGREEMENT_UNITS_TABLE,
  AgreementQuery,
  AgreementTimelineQuery,
  AgreementUnitsQuery,
  toAgreementRequest,
  toAgreementTimelineRequest,
  toAgreementUnitsRequest,
} from './agreement.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class AgreementController {
  constructor(
    private readonly agreement: AgreementService,
    private readonly agreementOverTime: AgreementTimelineService,
    private readonly agreementUnits: AgreementUnitsService,
  ) {}

  /** How far actors agree: one pair, one against all, or each with each. */
  @GetTable('agreement', AGREEMENT_TABLE)
  async of(@Query() query: AgreementQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return itemsTableAnswer(AGREEMENT_TABLE, shape, await this.agreement.of(toAgreementRequest(query)));
  }

  /** How far actors agree, by month, quarter or year, or event by event. */
  @GetTable('agreement/timeline', AGREEMENT_TIMELINE_TABLE)
  async overTime(@Query() query: AgreementTimelineQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return itemsTableAnswer(
      AGREEMENT_TIMELINE_TABLE,
      shape,
      await this.agreementOverTime.of(toAgreementTimelineRequest(query)),
    );
  }

  /** What the agreement of one pair rests on: each common unit with both records, and how it counts. */
  @GetTable('agreement/units', AGREEMENT_UNITS_TABLE)
  async units(@Query() query: AgreementUnitsQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return itemsTableAnswer(AGREEMENT_UNITS_TABLE, shape, await this.agreementUnits.of(toAgreementUnitsRequest(query)));
  }
}
