import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '@app/access';
import { SCALE, ScalesService, EntriesService } from '@app/catalog';
import { CurrentAuthor, ExpectedRevision, IfMatchHeader, NeedsScope, OptionalRevision } from '../http/access.js';
import { Answer, documentAnswer, pageAnswer } from '../http/answer.js';
import { KnownAtQuery, NoQuery, toListRequest } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { CHANGE_PROBLEMS, CREATE_PROBLEMS, LIST_PROBLEMS, READ_PROBLEMS, RETRACT_PROBLEMS } from '../http/problems.js';
import { RetractDto } from '../http/retract.dto.js';
import { ScaleChangesDto, ScaleHistory, ScaleListQuery, ScalePage, ScaleResponse, NewScaleDto } from './scale.dto.js';

@ApiTags('scales')
@Controller('v1/scales')
export class ScalesController {
  constructor(
    private readonly scales: ScalesService,
    private readonly entries: EntriesService,
  ) {}

  /** List scales. */
  @Get()
  @ListResponse(ScalePage, ScaleResponse)
  @LIST_PROBLEMS
  async list(@Query() query: ScaleListQuery): Promise<Answer> {
    return pageAnswer(await this.entries.list(SCALE, { q: query.q }, toListRequest(query)), query.shape);
  }

  /** One scale, by slug or id. */
  @Get(':scale')
  @ApiOkResponse({ type: ScaleResponse })
  @READ_PROBLEMS
  async get(@Param('scale') reference: string, @Query() { knownAt }: KnownAtQuery): Promise<Answer> {
    return documentAnswer(await this.entries.get(SCALE, reference, knownAt));
  }

  /** Every revision, oldest first. */
  @Get(':scale/history')
  @ApiOkResponse({ type: ScaleHistory })
  @READ_PROBLEMS
  async history(@Param('scale') reference: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.entries.history(SCALE, reference));
  }

  /** Record a scale. */
  @Post()
  @NeedsScope('write:catalog')
  @ApiCreatedResponse({ type: ScaleResponse })
  @CREATE_PROBLEMS
  async create(@Body() dto: NewScaleDto, @Query() _query: NoQuery, @CurrentAuthor() author: Author): Promise<Answer> {
    return documentAnswer(await this.scales.create(dto, author));
  }

  /** Change a scale (merge patch: what is absent stays, what is null is cleared, a list replaces the list). */
  @Patch(':scale')
  @NeedsScope('write:catalog')
  @IfMatchHeader(true)
  @ApiOkResponse({ type: ScaleResponse })
  @CHANGE_PROBLEMS
  async change(
    @Param('scale') reference: string,
    @Body() dto: ScaleChangesDto,
    @Query() _query: NoQuery,
    @ExpectedRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.scales.change(dto, { reference, expected, author }));
  }

  /** Take a scale back. It stays readable; nothing may refer to it any more. */
  @Post(':scale/retract')
  @HttpCode(200)
  @NeedsScope('write:catalog')
  @IfMatchHeader(false)
  @ApiOkResponse({ type: ScaleResponse })
  @RETRACT_PROBLEMS
  async retract(
    @Param('scale') reference: string,
    @Body() { reason }: RetractDto,
    @Query() _query: NoQuery,
    @OptionalRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.scales.retract(reason, { reference, expected, author }));
  }
}
