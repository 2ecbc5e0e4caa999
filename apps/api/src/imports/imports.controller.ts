import { Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { ApiKey, Author } from '@app/access';
import { faultsCsv, ImportReader, ImportsService } from '@app/exchange';
import type { FastifyRequest } from 'fastify';
import { CurrentAuthor, CurrentKey, NeedsScope } from '../http/access.js';
import { Answer } from '../http/answer.js';
import { NoQuery } from '../http/list-query.dto.js';
import { ListResponse } from '../http/list-response.js';
import { NoBody } from '../http/no-body.js';
import { LIST_PROBLEMS, READ_PROBLEMS } from '../http/problems.js';
import { ImportUploads } from './import-uploads.service.js';
import { begunAnswer, partAnswer } from './import.answers.js';
import {
  ImportChangePage,
  ImportFaultPage,
  ImportListQuery,
  ImportPage,
  ImportResponse,
  ImportSummary,
  PartQuery,
  toImportListRequest,
  toPartRequest,
} from './import.dto.js';
import { ImportForm } from './import.form.js';
import { UNDO_PROBLEMS, UPLOAD_PROBLEMS } from './import.problems.js';

@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly reader: ImportReader,
    private readonly uploads: ImportUploads,
  ) {}

  /** List imports, newest first. */
  @Get()
  @ListResponse(ImportPage, ImportSummary)
  @LIST_PROBLEMS
  async list(@Query() query: ImportListQuery): Promise<Answer> {
    return partAnswer(await this.reader.list(toImportListRequest(query)), query.shape);
  }

  /** One import: how it goes, or what came of it. */
  @Get(':import')
  @ApiOkResponse({ type: ImportResponse })
  @READ_PROBLEMS
  async get(@Param('import') id: string, @Query() _query: NoQuery): Promise<Answer> {
    return new Answer(await this.reader.get(id));
  }

  /** The rows that were not taken, and why. */
  @Get(':import/faults')
  @ApiOkResponse({ type: ImportFaultPage })
  @READ_PROBLEMS
  async faults(@Param('import') id: string, @Query() query: PartQuery): Promise<Answer> {
    return partAnswer(await this.reader.faults(id, toPartRequest(query)));
  }

  /** The same as CSV, all of them. */
  @Get(':import/faults.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @READ_PROBLEMS
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  async faultsCsv(@Param('import') id: string, @Query() _query: NoQuery): Promise<string> {
    return faultsCsv(await this.reader.allFaults(id));
  }

  /** What an import did, entry by entry and stance by stance. */
  @Get(':import/changes')
  @ApiOkResponse({ type: ImportChangePage })
  @READ_PROBLEMS
  async changes(@Param('import') id: string, @Query() query: PartQuery): Promise<Answer> {
    return partAnswer(await this.reader.changes(id, toPartRequest(query)));
  }

  /** Import a file. The answer comes once it has arrived; the import goes on. */
  @Post()
  @HttpCode(202)
  @NeedsScope('write:stances')
  @ImportForm()
  @ApiAcceptedResponse({ type: ImportResponse })
  @UPLOAD_PROBLEMS
  async begin(@Req() request: FastifyRequest, @Query() _query: NoQuery, @CurrentKey() key: ApiKey): Promise<Answer> {
    return this.begun(await this.uploads.begin(request, key));
  }

  /** Take back what an import recorded, by an import of its own. Entries of the catalog stay. */
  @Post(':import/undo')
  @HttpCode(202)
  @NeedsScope('write:stances')
  @ApiAcceptedResponse({ type: ImportResponse })
  @UNDO_PROBLEMS
  async undo(
    @Param('import') id: string,
    @Query() _query: NoQuery,
    @NoBody() _body: undefined,
    @CurrentAuthor() author: Author,
  ): Promise<Answer> {
    return this.begun((await this.imports.undo(id, author)).id);
  }

  private async begun(id: string): Promise<Answer> {
    return begunAnswer(id, await this.reader.get(id));
  }
}
