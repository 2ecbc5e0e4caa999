import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '@app/access';
import { RELATION, RelationsService, EntriesService } from '@app/catalog';
import { CurrentAuthor, ExpectedRevision, IfMatchHeader, NeedsScope, OptionalRevision } from '../http/access.js';
import { Answer, documentAnswer, pageAnswer } from '../http/answer.js';
import { KnownAtQuery, NoQuery, toListRequest } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { CHANGE_PROBLEMS, CREATE_PROBLEMS, LIST_PROBLEMS, READ_PROBLEMS, RETRACT_PROBLEMS } from '../http/problems.js';
import { RetractDto } from '../http/retract.dto.js';
import {
  RelationChangesDto,
  RelationHistory,
  RelationListQuery,
  RelationPage,
  RelationResponse,
  NewRelationDto,
} from './relation.dto.js';

@ApiTags('relations')
@Controller('v1/relations')
export class RelationsController {
  constructor(
    private readonly relations: RelationsService,
    private readonly entries: EntriesService,
  ) {}

  /** List relations. */
  @Get()
  @ListResponse(RelationPage, RelationResponse)
  @LIST_PROBLEMS
  async list(@Query() query: RelationListQuery): Promise<Answer> {
    return pageAnswer(
      await this.entries.list(
        RELATION,
        {
          actor: query.actor,
          subject: query.subject,
          object: query.object,
          type: query.type,
          on: query.on,
          q: query.q,
        },
        toListRequest(query),
      ),
      query.shape,
    );
  }

  /** One relation, by slug or id. */
  @Get(':relation')
  @ApiOkResponse({ type: RelationResponse })
  @READ_PROBLEMS
  async get(@Param('relation') reference: string, @Query() { knownAt }: KnownAtQuery): Promise<Answer> {
    return documentAnswer(await this.entries.get(RELATION, reference, knownAt));
  }

  /** Every revision, oldest first. */
  @Get(':relation/history')
  @ApiOkResponse({ type: RelationHistory })
  @READ_PROBLEMS
  async history(@Param('relation') reference: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.entries.history(RELATION, reference));
  }

  /** Record a relation. */
  @Post()
  @NeedsScope('write:catalog')
  @ApiCreatedResponse({ type: RelationResponse })
  @CREATE_PROBLEMS
  async create(
    @Body() dto: NewRelationDto,
    @Query() _query: NoQuery,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.relations.create(dto, author));
  }

  /** Change a relation (merge patch: what is absent stays, what is null is cleared, a list replaces the list). */
  @Patch(':relation')
  @NeedsScope('write:catalog')
  @IfMatchHeader(true)
  @ApiOkResponse({ type: RelationResponse })
  @CHANGE_PROBLEMS
  async change(
    @Param('relation') reference: string,
    @Body() dto: RelationChangesDto,
    @Query() _query: NoQuery,
    @ExpectedRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.relations.change(dto, { reference, expected, author }));
  }

  /** Take a relation back. It stays readable; nothing may refer to it any more. */
  @Post(':relation/retract')
  @HttpCode(200)
  @NeedsScope('write:catalog')
  @IfMatchHeader(false)
  @ApiOkResponse({ type: RelationResponse })
  @RETRACT_PROBLEMS
  async retract(
    @Param('relation') reference: string,
    @Body() { reason }: RetractDto,
    @Query() _query: NoQuery,
    @OptionalRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.relations.retract(reason, { reference, expected, author }));
  }
}
