import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Reader } from '@app/database';
import { register } from 'prom-client';
import { NoQuery } from '../http/list-query.dto.js';
import { LIST_PROBLEMS } from '../http/problems.js';
import { HealthResponse } from './health.dto.js';

const WELL: HealthResponse = { status: 'ok' };

@ApiTags('system')
@Controller()
export class SystemController {
  constructor(private readonly reader: Reader) {}

  /** Whether the process lives. */
  @Get('livez')
  @ApiOkResponse({ type: HealthResponse })
  @LIST_PROBLEMS
  live(@Query() _query: NoQuery): HealthResponse {
    return WELL;
  }

  /** Whether it can answer questions; 503 while the database does not. */
  @Get('readyz')
  @ApiOkResponse({ type: HealthResponse })
  @LIST_PROBLEMS
  async ready(@Query() _query: NoQuery): Promise<HealthResponse> {
    return this.reader.rows('SELECT 1').then(() => WELL);
  }

  /** Figures about the process, in Prometheus' text format. */
  @Get('metrics')
  @Header('content-type', register.contentType)
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @LIST_PROBLEMS
  metrics(@Query() _query: NoQuery): Promise<string> {
    return register.metrics();
  }
}
