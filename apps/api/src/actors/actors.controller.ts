import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '@app/access';
import { ACTOR, ActorsService, EntriesService } from '@app/catalog';
import { CurrentAuthor, ExpectedRevision, IfMatchHeader, NeedsScope, OptionalRevision } from '../http/access.js';
import { Answer, documentAnswer, pageAnswer } from '../http/answer.js';
import { KnownAtQuery, NoQuery, toListRequest } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { CHANGE_PROBLEMS, CREATE_PROBLEMS, LIST_PROBLEMS, READ_PROBLEMS, RETRACT_PROBLEMS } from '../http/problems.js';
import { RetractDto } from '../http/retract.dto.js';
import { ActorChangesDto, ActorHistory, ActorListQuery, ActorPage, ActorResponse, NewActorDto } from './actor.dto.js';

@ApiTags('actors')
@Controller('v1/actors')
export class ActorsController {
  constructor(
    private readonly actors: ActorsService,
    private readonly entries: EntriesService,
  ) {}

  /** List actors. */
  @Get()
  @ListResponse(ActorPage, ActorResponse)
  @LIST_PROBLEMS
  async list(@Query() query: ActorListQuery): Promise<Answer> {
    return pageAnswer(
      await this.entries.list(
        ACTOR,
        { kind: query.kind, identifier: query.identifier, q: query.q },
        toListRequest(query),
      ),
      query.shape,
    );
  }

  /** One actor, by slug or id. */
  @Get(':actor')
  @ApiOkResponse({ type: ActorResponse })
  @READ_PROBLEMS
  async get(@Param('actor') reference: string, @Query() { knownAt }: KnownAtQuery): Promise<Answer> {
    return documentAnswer(await this.entries.get(ACTOR, reference, knownAt));
  }

  /** Every revision, oldest first. */
  @Get(':actor/history')
  @ApiOkResponse({ type: ActorHistory })
  @READ_PROBLEMS
  async history(@Param('actor') reference: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.entries.history(ACTOR, reference));
  }

  /** Record an actor. */
  @Post()
  @NeedsScope('write:catalog')
  @ApiCreatedResponse({ type: ActorResponse })
  @CREATE_PROBLEMS
  async create(@Body() dto: NewActorDto, @Query() _query: NoQuery, @CurrentAuthor() author: Author): Promise<Answer> {
    return documentAnswer(await this.actors.create(dto, author));
  }

  /** Change an actor (merge patch: what is absent stays, what is null is cleared, a list replaces the list). */
  @Patch(':actor')
  @NeedsScope('write:catalog')
  @IfMatchHeader(true)
  @ApiOkResponse({ type: ActorResponse })
  @CHANGE_PROBLEMS
  async change(
    @Param('actor') reference: string,
    @Body() dto: ActorChangesDto,
    @Query() _query: NoQuery,
    @ExpectedRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.actors.change(dto, { reference, expected, author }));
  }

  /** Take an actor back. It stays readable; nothing may refer to it any more. */
  @Post(':actor/retract')
  @HttpCode(200)
  @NeedsScope('write:catalog')
  @IfMatchHeader(false)
  @ApiOkResponse({ type: ActorResponse })
  @RETRACT_PROBLEMS
  async retract(
    @Param('actor') reference: string,
    @Body() { reason }: RetractDto,
    @Query() _query: NoQuery,
    @OptionalRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.actors.retract(reason, { reference, expected, author }));
  }
}
