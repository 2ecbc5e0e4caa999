import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BlocsService } from '@app/analysis';
import type { Answer } from '../http/answer.js';
import { AskedShape, type Shape } from '../http/formats.js';
import { GetTable, itemsTableAnswer } from '../http/table.js';
import { BLOCS_TABLE, BlocsQuery, toBlocsRequest } from './blocs.dto.js';

@ApiTags('analysis')
@Controller('v1')
export class BlocsController {
  constructor(private readonly blocs: BlocsService) {}

  /** Who stands together: actors grouped by agreement, in an order in which a matrix can be drawn. */
  @GetTable('blocs', BLOCS_TABLE)
  async of(@Query() query: BlocsQuery, @AskedShape() shape: Shape): Promise<Answer> {
    return itemsTableAnswer(BLOCS_TABLE, shape, await this.blocs.of(toBlocsRequest(query)));
  }
}
