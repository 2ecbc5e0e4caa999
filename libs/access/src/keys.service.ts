import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ForbiddenProblem, NotFoundProblem, UnauthenticatedProblem } from '@app/domain';
import type { ApiKey, NewApiKey, Scope } from './api-key.js';
import { KeysRepository } from './keys.repository.js';

const KEY = /^stl_[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 12;

/** A key has 256 bits of chance in it, so a fast hash is as good as a slow one, and cannot be turned back. */
const hashOf = (key: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash('sha256').update(key).digest());

@Injectable()
export class KeysService {
  constructor(private readonly keys: KeysRepository) {}

  /** The key itself, shown this once: only its hash is kept. Throws `access/key-name-taken`. */
  async issue(wanted: NewApiKey): Promise<{ key: string; record: ApiKey }> {
    const key = `stl_${randomBytes(32).toString('base64url')}`;
    const record = await this.keys.add(wanted, key.slice(0, PREFIX_LENGTH), hashOf(key));
    return { key, record };
  }

  list(): Promise<ApiKey[]> {
    return this.keys.list();
  }

  /** Throws `access/no-such-key`. */
  async revoke(name: string, now: Date): Promise<void> {
    if (!(await this.keys.revoke(name, now))) {
      throw new NotFoundProblem('access/no-such-key', `No valid key is called "${name}".`);
    }
  }

  /** Throws `access/key-unknown`, `access/key-revoked` or `access/key-expired`. */
  async identify(key: string, now: Date): Promise<ApiKey> {
    const record = KEY.test(key) ? await this.keys.findByHash(hashOf(key)) : null;
    if (record === null) throw new UnauthenticatedProblem('access/key-unknown', 'This API key is not known.');
    if (record.revokedAt !== null) throw new UnauthenticatedProblem('access/key-revoked', 'This API key is revoked.');
    if (record.expiresAt !== null && record.expiresAt <= now) {
      throw new UnauthenticatedProblem('access/key-expired', 'This API key has expired.');
    }
    return record;
  }

  /** Throws `access/scope-missing`, which names the scope. */
  assertAllows(key: ApiKey, scope: Scope): void {
    if (key.scopes.includes('admin') || key.scopes.includes(scope)) return;
    throw new ForbiddenProblem('access/scope-missing', `The key "${key.name}" lacks the scope ${scope}.`);
  }
}
