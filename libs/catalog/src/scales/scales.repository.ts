import { Injectable } from '@nestjs/common';
import type { Author } from '@app/access';
import { type Transaction, Writes } from '@app/database';
import type { ScalePoint } from '@app/domain';
import { type Changes, revise, signed } from '../entries/entry-writes.js';
import type { NewScale } from './scale-entry.js';

const spanOf = (points: readonly ScalePoint[]) => {
  const positions = points.map(({ position }) => position);
  return { lowest: Math.min(...positions), highest: Math.max(...positions) };
};

@Injectable()
export class ScalesRepository {
  constructor(private readonly writes: Writes) {}

  /** The new scale's id. */
  add(scale: NewScale, author: Author): Promise<string> {
    const { description, name, points, slug } = scale;
    return this.writes.run(async (transaction) => {
      const data = { slug, name, description: description ?? null, ...spanOf(points), ...signed(author, scale) };
      const { id } = await transaction.scale.create({ data, select: { id: true } });
      await transaction.scalePoint.createMany({ data: points.map((point) => toPointRow(id, point)) });
      return id;
    });
  }

  change(id: string, expected: number | null, changes: Changes<Omit<NewScale, 'slug'>>, author: Author): Promise<void> {
    const { description, name, points } = changes;
    const data = {
      ...(name ? { name } : {}),
      ...(description === undefined ? {} : { description }),
      ...(points ? spanOf(points) : {}),
      ...signed(author, changes),
    };
    return this.writes.run(async (transaction) => {
      await revise(transaction.scale, 'scale', id, expected, data);
      if (points) await this.relabel(transaction, id, points);
    });
  }

  retract(id: string, expected: number | null, reason: string, author: Author): Promise<void> {
    const data = { status: 'RETRACTED', ...signed(author, { changeNote: reason }) };
    return this.writes.run((transaction) => revise(transaction.scale, 'scale', id, expected, data));
  }

  /** Only what differs is written: the positions of a scale in use stay untouched, so the database lets it pass. */
  private async relabel(transaction: Transaction, scaleId: string, points: readonly ScalePoint[]): Promise<void> {
    const positions = points.map(({ position }) => position);
    await transaction.scalePoint.deleteMany({ where: { scaleId, position: { notIn: positions } } });
    for (const { label, position } of points) {
      await transaction.scalePoint.upsert({
        where: { scaleId_position: { scaleId, position } },
        create: { scaleId, position, label },
        update: { label },
      });
    }
  }
}

const toPointRow = (scaleId: string, { label, position }: ScalePoint) => ({ scaleId, position, label });
