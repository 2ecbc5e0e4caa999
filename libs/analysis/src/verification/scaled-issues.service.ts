import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import type { ScaleBounds } from '@app/domain';
import { type IssuePoints, ScalesReadModel } from '../comparison/scales.read-model.js';

export interface ScaledIssue extends IssuePoints {
  readonly id: string;
  readonly scale: ScaleBounds;
}

/** Answers on which scales positions are; neither an issue nor its scale ever changes. */
@Injectable()
export class ScaledIssues {
  constructor(
    private readonly references: References,
    private readonly scales: ScalesReadModel,
  ) {}

  /** By slug, each once. Throws `issue/unknown`. */
  async of(issues: Iterable<string>): Promise<ReadonlyMap<string, ScaledIssue>> {
    const ids = await this.references.ids('issue', [...issues], '?issue');
    const found = await this.scales.of(ids);
    return new Map(
      found.map(({ points, slug }, index) => {
        const scale = { lowest: points[0]!, highest: points.at(-1)! };
        return [slug, { id: ids[index]!, slug, points, scale }];
      }),
    );
  }
}
