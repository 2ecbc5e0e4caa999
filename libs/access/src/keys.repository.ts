import { Injectable } from '@nestjs/common';
import { ApiScope, Prisma, translating } from '@app/database';
import type { ApiKey, NewApiKey, Scope } from './api-key.js';

const SCOPES: Readonly<Record<Scope, ApiScope>> = {
  read: ApiScope.READ,
  'write:stances': ApiScope.WRITE_STANCES,
  'write:catalog': ApiScope.WRITE_CATALOG,
  admin: ApiScope.ADMIN,
};

const scopeOf = (stored: ApiScope): Scope =>
  (Object.keys(SCOPES) as Scope[]).find((scope) => SCOPES[scope] === stored) ?? 'read';

interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes.map(scopeOf),
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  revokedAt: row.revokedAt,
});

@Injectable()
export class KeysRepository {
  constructor(private readonly prisma: Prisma) {}

  async add({ name, scopes, expiresAt }: NewApiKey, prefix: string, sha256: Uint8Array<ArrayBuffer>): Promise<ApiKey> {
    const data = { name, prefix, sha256, expiresAt, scopes: scopes.map((scope) => SCOPES[scope]) };
    return toApiKey(await translating(this.prisma.apiKey.create({ data })));
  }

  async findByHash(sha256: Uint8Array<ArrayBuffer>): Promise<ApiKey | null> {
    const row = await translating(this.prisma.apiKey.findUnique({ where: { sha256 } }));
    return row === null ? null : toApiKey(row);
  }

  async list(): Promise<ApiKey[]> {
    return (await translating(this.prisma.apiKey.findMany({ orderBy: { id: 'asc' } }))).map(toApiKey);
  }

  /** Whether a key of that name was still valid, and is revoked now. */
  async revoke(name: string, at: Date): Promise<boolean> {
    const { count } = await translating(
      this.prisma.apiKey.updateMany({ where: { name, revokedAt: null }, data: { revokedAt: at } }),
    );
    return count > 0;
  }
}
