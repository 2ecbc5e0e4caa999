import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '@app/access';
import { EVENT, EventsService, EntriesService } from '@app/catalog';
import { CurrentAuthor, ExpectedRevision, IfMatchHeader, NeedsScope, OptionalRevision } from '../http/access.js';
import { Answer, documentAnswer, pageAnswer } from '../http/answer.js';
import { KnownAtQuery, NoQuery, toListRequest } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { CHANGE_PROBLEMS, CREATE_PROBLEMS, LIST_PROBLEMS, READ_PROBLEMS, RETRACT_PROBLEMS } from '../http/problems.js';
import { RetractDto } from '../http/retract.dto.js';
import { EventChangesDto, EventHistory, EventListQuery, EventPage, EventResponse, NewEventDto } from './event.dto.js';

@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly entries: EntriesService,
  ) {}

  /** List events. */
  @Get()
  @ListResponse(EventPage, EventResponse)
  @LIST_PROBLEMS
  async list(@Query() query: EventListQuery): Promise<Answer> {
    return pageAnswer(
      await this.entries.list(
        EVENT,
        { participant: query.participant, from: query.from, to: query.to, q: query.q },
        toListRequest(query),
      ),
      query.shape,
    );
  }

  /** One event, by slug or id. */
  @Get(':event')
  @ApiOkResponse({ type: EventResponse })
  @READ_PROBLEMS
  async get(@Param('event') reference: string, @Query() { knownAt }: KnownAtQuery): Promise<Answer> {
    return documentAnswer(await this.entries.get(EVENT, reference, knownAt));
  }

  /** Every revision, oldest first. */
  @Get(':event/history')
  @ApiOkResponse({ type: EventHistory })
  @READ_PROBLEMS
  async history(@Param('event') reference: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.entries.history(EVENT, reference));
  }

  /** Record an event. */
  @Post()
  @NeedsScope('write:catalog')
  @ApiCreatedResponse({ type: EventResponse })
  @CREATE_PROBLEMS
  async create(@Body() dto: NewEventDto, @Query() _query: NoQuery, @CurrentAuthor() author: Author): Promise<Answer> {
    return documentAnswer(await this.events.create(dto, author));
  }

  /** Change an event (merge patch: what is absent stays, what is null is cleared, a list replaces the list). */
  @Patch(':event')
  @NeedsScope('write:catalog')
  @IfMatchHeader(true)
  @ApiOkResponse({ type: EventResponse })
  @CHANGE_PROBLEMS
  async change(
    @Param('event') reference: string,
    @Body() dto: EventChangesDto,
    @Query() _query: NoQuery,
    @ExpectedRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.events.change(dto, { reference, expected, author }));
  }

  /** Take an event back. It stays readable; nothing may refer to it any more. */
  @Post(':event/retract')
  @HttpCode(200)
  @NeedsScope('write:catalog')
  @IfMatchHeader(false)
  @ApiOkResponse({ type: EventResponse })
  @RETRACT_PROBLEMS
  async retract(
    @Param('event') reference: string,
    @Body() { reason }: RetractDto,
    @Query() _query: NoQuery,
    @OptionalRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.events.retract(reason, { reference, expected, author }));
  }
}
