import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '@app/access';
import { SOURCE, SourcesService, EntriesService } from '@app/catalog';
import { CurrentAuthor, ExpectedRevision, IfMatchHeader, NeedsScope, OptionalRevision } from '../http/access.js';
import { Answer, documentAnswer, pageAnswer } from '../http/answer.js';
import { KnownAtQuery, NoQuery, toListRequest } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { CHANGE_PROBLEMS, CREATE_PROBLEMS, LIST_PROBLEMS, READ_PROBLEMS, RETRACT_PROBLEMS } from '../http/problems.js';
import { RetractDto } from '../http/retract.dto.js';
import {
  SourceChangesDto,
  SourceHistory,
  SourceListQuery,
  SourcePage,
  SourceResponse,
  NewSourceDto,
} from './source.dto.js';

@ApiTags('sources')
@Controller('v1/sources')
export class SourcesController {
  constructor(
    private readonly sources: SourcesService,
    private readonly entries: EntriesService,
  ) {}

  /** List sources. */
  @Get()
  @ListResponse(SourcePage, SourceResponse)
  @LIST_PROBLEMS
  async list(@Query() query: SourceListQuery): Promise<Answer> {
    return pageAnswer(
      await this.entries.list(SOURCE, { reliability: query.reliability, q: query.q }, toListRequest(query)),
      query.shape,
    );
  }

  /** One source, by slug or id. */
  @Get(':source')
  @ApiOkResponse({ type: SourceResponse })
  @READ_PROBLEMS
  async get(@Param('source') reference: string, @Query() { knownAt }: KnownAtQuery): Promise<Answer> {
    return documentAnswer(await this.entries.get(SOURCE, reference, knownAt));
  }

  /** Every revision, oldest first. */
  @Get(':source/history')
  @ApiOkResponse({ type: SourceHistory })
  @READ_PROBLEMS
  async history(@Param('source') reference: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.entries.history(SOURCE, reference));
  }

  /** Record a source. */
  @Post()
  @NeedsScope('write:catalog')
  @ApiCreatedResponse({ type: SourceResponse })
  @CREATE_PROBLEMS
  async create(@Body() dto: NewSourceDto, @Query() _query: NoQuery, @CurrentAuthor() author: Author): Promise<Answer> {
    return documentAnswer(await this.sources.create(dto, author));
  }

  /** Change a source (merge patch: what is absent stays, what is null is cleared, a list replaces the list). */
  @Patch(':source')
  @NeedsScope('write:catalog')
  @IfMatchHeader(true)
  @ApiOkResponse({ type: SourceResponse })
  @CHANGE_PROBLEMS
  async change(
    @Param('source') reference: string,
    @Body() dto: SourceChangesDto,
    @Query() _query: NoQuery,
    @ExpectedRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.sources.change(dto, { reference, expected, author }));
  }

  /** Take a source back. It stays readable; nothing may refer to it any more. */
  @Post(':source/retract')
  @HttpCode(200)
  @NeedsScope('write:catalog')
  @IfMatchHeader(false)
  @ApiOkResponse({ type: SourceResponse })
  @RETRACT_PROBLEMS
  async retract(
    @Param('source') reference: string,
    @Body() { reason }: RetractDto,
    @Query() _query: NoQuery,
    @OptionalRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.sources.retract(reason, { reference, expected, author }));
  }
}
