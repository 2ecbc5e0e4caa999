import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '@app/access';
import { StanceReader, StancesService } from '@app/ledger';
import { CurrentAuthor, ExpectedRevision, IfMatchHeader, NeedsScope, OptionalRevision } from '../http/access.js';
import { Answer, documentAnswer, pageAnswer } from '../http/answer.js';
import { KnownAtQuery, NoQuery } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { CHANGE_PROBLEMS, CREATE_PROBLEMS, LIST_PROBLEMS, READ_PROBLEMS, RETRACT_PROBLEMS } from '../http/problems.js';
import { RetractDto } from '../http/retract.dto.js';
import {
  NewStanceDto,
  StanceChangesDto,
  StanceHistory,
  StanceListQuery,
  StancePage,
  StanceResponse,
  toStanceListRequest,
} from './stance.dto.js';

@ApiTags('stances')
@Controller('v1/stances')
export class StancesController {
  constructor(
    private readonly stances: StancesService,
    private readonly reader: StanceReader,
  ) {}

  /** List stances. */
  @Get()
  @ListResponse(StancePage, StanceResponse)
  @LIST_PROBLEMS
  async list(@Query() query: StanceListQuery): Promise<Answer> {
    return pageAnswer(await this.reader.list(toStanceListRequest(query)), query.shape);
  }

  /** One stance. */
  @Get(':stance')
  @ApiOkResponse({ type: StanceResponse })
  @READ_PROBLEMS
  async get(@Param('stance') id: string, @Query() { knownAt }: KnownAtQuery): Promise<Answer> {
    return documentAnswer(await this.reader.get(id, knownAt));
  }

  /** Every revision, oldest first. */
  @Get(':stance/history')
  @ApiOkResponse({ type: StanceHistory })
  @READ_PROBLEMS
  async history(@Param('stance') id: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.reader.history(id));
  }

  /** Record a stance. */
  @Post()
  @NeedsScope('write:stances')
  @ApiCreatedResponse({ type: StanceResponse })
  @CREATE_PROBLEMS
  async record(@Body() dto: NewStanceDto, @Query() _query: NoQuery, @CurrentAuthor() author: Author): Promise<Answer> {
    return documentAnswer(await this.stances.record(dto, author));
  }

  /** Revise a stance (merge patch: what is absent stays, what is null is cleared, a list replaces the list). */
  @Patch(':stance')
  @NeedsScope('write:stances')
  @IfMatchHeader(true)
  @ApiOkResponse({ type: StanceResponse })
  @CHANGE_PROBLEMS
  async revise(
    @Param('stance') reference: string,
    @Body() dto: StanceChangesDto,
    @Query() _query: NoQuery,
    @ExpectedRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.stances.revise(dto, { reference, expected, author }));
  }

  /** Take a stance back. It stays readable, and leaves every figure. */
  @Post(':stance/retract')
  @HttpCode(200)
  @NeedsScope('write:stances')
  @IfMatchHeader(false)
  @ApiOkResponse({ type: StanceResponse })
  @RETRACT_PROBLEMS
  async retract(
    @Param('stance') reference: string,
    @Body() { reason }: RetractDto,
    @Query() _query: NoQuery,
    @OptionalRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.stances.retract(reason, { reference, expected, author }));
  }
}
