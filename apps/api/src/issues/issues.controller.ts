import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Author } from '@app/access';
import { ISSUE, IssuesService, EntriesService } from '@app/catalog';
import { CurrentAuthor, ExpectedRevision, IfMatchHeader, NeedsScope, OptionalRevision } from '../http/access.js';
import { Answer, documentAnswer, pageAnswer } from '../http/answer.js';
import { KnownAtQuery, NoQuery, toListRequest } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { CHANGE_PROBLEMS, CREATE_PROBLEMS, LIST_PROBLEMS, READ_PROBLEMS, RETRACT_PROBLEMS } from '../http/problems.js';
import { RetractDto } from '../http/retract.dto.js';
import { IssueChangesDto, IssueHistory, IssueListQuery, IssuePage, IssueResponse, NewIssueDto } from './issue.dto.js';

@ApiTags('issues')
@Controller('v1/issues')
export class IssuesController {
  constructor(
    private readonly issues: IssuesService,
    private readonly entries: EntriesService,
  ) {}

  /** List issues. */
  @Get()
  @ListResponse(IssuePage, IssueResponse)
  @LIST_PROBLEMS
  async list(@Query() query: IssueListQuery): Promise<Answer> {
    return pageAnswer(
      await this.entries.list(ISSUE, { broader: query.broader, scale: query.scale, q: query.q }, toListRequest(query)),
      query.shape,
    );
  }

  /** One issue, by slug or id. */
  @Get(':issue')
  @ApiOkResponse({ type: IssueResponse })
  @READ_PROBLEMS
  async get(@Param('issue') reference: string, @Query() { knownAt }: KnownAtQuery): Promise<Answer> {
    return documentAnswer(await this.entries.get(ISSUE, reference, knownAt));
  }

  /** Every revision, oldest first. */
  @Get(':issue/history')
  @ApiOkResponse({ type: IssueHistory })
  @READ_PROBLEMS
  async history(@Param('issue') reference: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.entries.history(ISSUE, reference));
  }

  /** Record an issue. */
  @Post()
  @NeedsScope('write:catalog')
  @ApiCreatedResponse({ type: IssueResponse })
  @CREATE_PROBLEMS
  async create(@Body() dto: NewIssueDto, @Query() _query: NoQuery, @CurrentAuthor() author: Author): Promise<Answer> {
    return documentAnswer(await this.issues.create(dto, author));
  }

  /** Change an issue (merge patch: what is absent stays, what is null is cleared, a list replaces the list). */
  @Patch(':issue')
  @NeedsScope('write:catalog')
  @IfMatchHeader(true)
  @ApiOkResponse({ type: IssueResponse })
  @CHANGE_PROBLEMS
  async change(
    @Param('issue') reference: string,
    @Body() dto: IssueChangesDto,
    @Query() _query: NoQuery,
    @ExpectedRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.issues.change(dto, { reference, expected, author }));
  }

  /** Take an issue back. It stays readable; nothing may refer to it any more. */
  @Post(':issue/retract')
  @HttpCode(200)
  @NeedsScope('write:catalog')
  @IfMatchHeader(false)
  @ApiOkResponse({ type: IssueResponse })
  @RETRACT_PROBLEMS
  async retract(
    @Param('issue') reference: string,
    @Body() { reason }: RetractDto,
    @Query() _query: NoQuery,
    @OptionalRevision() expected: number | null,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return documentAnswer(await this.issues.retract(reason, { reference, expected, author }));
  }
}
