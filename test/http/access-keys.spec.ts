import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeysService } from '@app/access';
import { Client } from 'pg';
import { startTestApp, type TestApp } from '../support/test-app.js';

let service: TestApp;
let keys: KeysService;
beforeAll(async () => {
  service = await startTestApp();
  keys = service.app.get(KeysService);
});
afterAll(() => service.close());

const read = (authorization: string) => service.http.get('/v1/actors').set('Authorization', authorization);
const write = (authorization: string) =>
  service.http.post('/v1/actors').set('Authorization', authorization).send({ nonsense: true });

async function query<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: service.database.url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('a key that is no good', () => {
  it.each([
    ['unknown', `Bearer stl_${'A'.repeat(43)}`, 'access/key-unknown'],
    ['too short', 'Bearer stl_short', 'access/key-unknown'],
    ['of somebody else', 'Bearer ghp_0123456789', 'access/key-unknown'],
    ['without its scheme', `stl_${'A'.repeat(43)}`, 'access/not-bearer'],
    ['of another scheme', 'Basic dXNlcjpwYXNzd29yZA==', 'access/not-bearer'],
    ['missing', 'Bearer', 'access/not-bearer'],
    ['followed by more', 'Bearer a b', 'access/not-bearer'],
    ['empty', '', 'access/not-bearer'],
  ])('is refused to read and to write: %s', async (_, authorization, code) => {
    // The answer without a key is kept, and must not be given to whoever sends a bad one.
    await service.http.get('/v1/actors').expect(200);
    for (const { body, headers } of [
      await read(authorization).expect(401),
      await write(authorization).expect(401),
      await service.http.get('/v1/positions?on=2024').set('Authorization', authorization).expect(401),
    ]) {
      expect(body).toMatchObject({ status: 401, code });
      expect(headers['www-authenticate']).toMatch(/^Bearer /);
    }
  });

  it('is one that was revoked, from the next request on', async () => {
    const { key, record } = await keys.issue({ name: 'to revoke', scopes: ['admin'], expiresAt: null });
    await write(`Bearer ${key}`).expect(400);
    await read(`Bearer ${key}`).expect(200);
    await keys.revoke(record.name, new Date());
    for (const { body } of [await read(`Bearer ${key}`).expect(401), await write(`Bearer ${key}`).expect(401)]) {
      expect(body).toMatchObject({ code: 'access/key-revoked' });
    }
  });

  it('is one that has expired', async () => {
    const expired = { name: 'expired', scopes: ['admin'] as const, expiresAt: new Date(Date.now() - 1000) };
    const { key } = await keys.issue(expired);
    for (const { body } of [await read(`Bearer ${key}`).expect(401), await write(`Bearer ${key}`).expect(401)]) {
      expect(body).toMatchObject({ code: 'access/key-expired' });
    }
  });

  it('is not one that will expire', async () => {
    const later = { name: 'later', scopes: ['read'] as const, expiresAt: new Date(Date.now() + 60_000) };
    const { key } = await keys.issue(later);
    for (const scheme of ['Bearer', 'bearer']) expect((await read(`${scheme} ${key}`)).status).toBe(200);
  });

  it('differs from a good one by a single character', async () => {
    const { key } = await keys.issue({ name: 'original', scopes: ['admin'], expiresAt: null });
    const changed = key.slice(0, 20) + (key[20] === 'x' ? 'y' : 'x') + key.slice(21);
    await read(`Bearer ${key}`).expect(200);
    expect((await read(`Bearer ${changed}`).expect(401)).body).toMatchObject({ code: 'access/key-unknown' });
  });
});

describe('the table of keys', () => {
  it('has the hash of a key, and the key nowhere', async () => {
    const { key } = await keys.issue({ name: 'hidden', scopes: ['write:stances', 'read'], expiresAt: null });
    const [row] = await query<{ row: string; sha256: Buffer; prefix: string }>(
      "SELECT k.sha256, k.prefix, k::text AS row FROM api_key k WHERE k.name = 'hidden'",
    );
    expect(row!.sha256).toEqual(createHash('sha256').update(key).digest());
    expect(row!.prefix).toBe(key.slice(0, 12));
    expect(row!.row).not.toContain(key.slice(12));
    expect(key).toMatch(/^stl_[A-Za-z0-9_-]{43}$/);
  });

  it('keeps a key that was revoked', async () => {
    await keys.issue({ name: 'kept', scopes: ['read'], expiresAt: null });
    await keys.revoke('kept', new Date());
    expect(await query("SELECT FROM api_key WHERE name = 'kept' AND revoked_at IS NOT NULL")).toHaveLength(1);
    await expect(query("DELETE FROM api_key WHERE name = 'kept'")).rejects.toThrow('append-only');
  });

  it('never has two keys of one name, nor revokes one twice', async () => {
    await keys.issue({ name: 'twice', scopes: ['read'], expiresAt: null });
    await expect(keys.issue({ name: 'twice', scopes: ['read'], expiresAt: null })).rejects.toMatchObject({
      code: 'access/key-name-taken',
    });
    await keys.revoke('twice', new Date());
    await expect(keys.revoke('twice', new Date())).rejects.toMatchObject({ code: 'access/no-such-key' });
  });
});
