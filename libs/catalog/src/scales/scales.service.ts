import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { InvalidProblem, type ScalePoint } from '@app/domain';
import type { DocumentText } from '../entries/entries.read-model.js';
import { EntriesService } from '../entries/entries.service.js';
import { SCALE } from '../entries/entry-kind.js';
import type { Changes, ChangeOf } from '../entries/entry-writes.js';
import { References } from '../entries/references.js';
import type { NewScale } from './scale-entry.js';
import { ScalesRepository } from './scales.repository.js';

/** Scales: the ordered points on which positions are taken. */
@Injectable()
export class ScalesService {
  constructor(
    private readonly repository: ScalesRepository,
    private readonly references: References,
    private readonly entries: EntriesService,
  ) {}

  /** Throws `scale/slug-taken`, `scale/point-twice`. */
  async create(scale: NewScale, author: Author): Promise<DocumentText> {
    checkPoints(scale.points);
    return this.entries.get(SCALE, await this.repository.add(scale, author));
  }

  /** Throws `scale/not-found`, `scale/stale`, `scale/points-fixed`, `scale/point-twice`. */
  async change(
    changes: Changes<Omit<NewScale, 'slug'>>,
    { reference, expected, author }: ChangeOf,
  ): Promise<DocumentText> {
    checkPoints(changes.points ?? []);
    const id = await this.references.idOfUrl('scale', reference);
    await this.repository.change(id, expected, changes, author);
    return this.entries.get(SCALE, id);
  }

  /** Throws `scale/not-found`, `scale/stale`, `catalog/in-use`, `catalog/retracted`. */
  async retract(reason: string, { reference, expected, author }: ChangeOf): Promise<DocumentText> {
    const id = await this.references.idOfUrl('scale', reference);
    await this.repository.retract(id, expected, reason, author);
    return this.entries.get(SCALE, id);
  }
}

function checkPoints(points: readonly ScalePoint[]): void {
  const seen = new Set<number>();
  points.forEach(({ position }, index) => {
    if (seen.has(position)) {
      throw InvalidProblem.at(`/points/${index}/position`, 'scale/point-twice', `Position ${position} is named twice.`);
    }
    seen.add(position);
  });
}
