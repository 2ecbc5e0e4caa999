import { Injectable } from '@nestjs/common';
import { type PositionsRequest, PositionsService } from '../positions/positions.service.js';
import type { Recomputation } from './figure.js';
import { ListedRecords } from './listed-records.service.js';
import { recomputedCells } from './recomputed-positions.js';
import { ScaledIssues } from './scaled-issues.service.js';

/** Recomputes positions on a day. */
@Injectable()
export class PositionsVerification {
  constructor(
    private readonly positions: PositionsService,
    private readonly listed: ListedRecords,
    private readonly issues: ScaledIssues,
  ) {}

  /** Throws what `PositionsService.of` and `ListedRecords.of` throw. */
  async of(request: PositionsRequest): Promise<Recomputation> {
    const { cells, counts, knownAt, method, on } = await this.positions.of(request);
    const { actor, issue, maxAge } = request;
    const listings = await this.listed.of([{ actor, issue, to: on, selection: request, knownAt }]);
    const { records } = listings[0]!;
    const issues = await this.issues.of(new Set(records.map((record) => record.issue)));
    const recomputed = recomputedCells(records, { issues, maxAge, on });
    return {
      answered: { cells: JSON.parse(cells) as object[], counts },
      recomputed: { cells: recomputed, counts: { cells: recomputed.length } },
      listings,
      method,
      knownAt,
    };
  }
}
