import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Verification, VerificationService } from '@app/analysis';
import { Answer } from '../http/answer.js';
import { LIST_PROBLEMS } from '../http/problems.js';
import { VerificationResponse, VerifyQuery } from './verify.dto.js';
import { atFigure, figureAt } from './verify.figure.js';

@ApiTags('analysis')
@Controller('v1')
export class VerifyController {
  constructor(private readonly verification: VerificationService) {}

  /** Whether a figure is what its records give: computes it again from them, one by one, and says where it differs. */
  @Get('verify')
  @ApiOkResponse({ type: VerificationResponse })
  @LIST_PROBLEMS
  async verify(@Query() { figure }: VerifyQuery): Promise<Answer> {
    return atFigure(async () => answerOf(figure, await this.verification.of(await figureAt(figure))));
  }
}

const answerOf = (figure: string, verification: Verification): Answer =>
  new Answer(JSON.stringify({ figure, ...verification }));
