import { Injectable } from '@nestjs/common';
import { DataVersion } from './data-version.js';
import { Prisma } from './prisma.js';
import { translating } from './translate.js';

/** What a write may use: Prisma's models, in one transaction. */
export type Transaction = Parameters<Parameters<Prisma['$transaction']>[0]>[0];

const TRANSACTION_LIMITS = { maxWait: 10_000, timeout: 20_000 };

/** Every write of the service goes through here: one transaction, the database's refusals translated, readers told. */
@Injectable()
export class Writes {
  constructor(
    private readonly prisma: Prisma,
    private readonly version: DataVersion,
  ) {}

  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const result = await translating(this.prisma.$transaction(work, TRANSACTION_LIMITS));
    this.version.rise();
    return result;
  }
}
