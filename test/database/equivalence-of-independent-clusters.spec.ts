import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { independentClusters } from '@app/domain';
import { StanceReader } from '@app/ledger';
import fc from 'fast-check';
import type pg from 'pg';
import { runs } from '../support/stances/arbitraries.js';
import { connect, valueOf } from '../support/stances/connection.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PUBLISHERS = [
  null,
  null,
  null,
  'Tolo',
  ' TOLO\u00a0',
  'İrna',
  'irna',
  'ΟΔΟΣ',
  'οδος',
  'οδοσ',
  'Straße',
  'STRASSE',
  '\u3000طلوع',
  'طلوع',
  'a\u0085',
  'a',
];
const QUOTES = [
  null,
  null,
  null,
  'the envoy',
  'the  envoy ',
  ' the\u2003\nenvoy',
  'The envoy',
  'the\u200benvoy',
  'the\u0085envoy',
  '\ufeffthe envoy',
];

interface Citation {
  readonly source: number;
  readonly quote: string | null;
}

const anyRecord = fc.record({
  publishers: fc.array(fc.constantFrom(...PUBLISHERS), { minLength: 6, maxLength: 6 }),
  citations: fc.array(fc.record({ source: fc.nat(5), quote: fc.constantFrom(...QUOTES) }), {
    minLength: 1,
    maxLength: 6,
  }),
});

describe('records without those of a single source', () => {
  let service: TestApp;
  let client: pg.Client;

  beforeAll(async () => {
    service = await startTestApp();
    client = await connect(service.database.url);
    await client.query(`
      INSERT INTO actor (slug, kind, recorded_by) VALUES ('iran', 'STATE', 'the tests');
      INSERT INTO issue (slug, name, proposition, scale_id, recorded_by)
      SELECT 'envoy', 'n', 'p', s.id, 'the tests' FROM scale s WHERE s.slug = 'support-5'`);
  });

  afterAll(async () => {
    await client.end();
    await service.close();
  });

  let made = 0;
  /** The ids of the sources, in order. */
  function sourcesOf(publishers: readonly (string | null)[]): Promise<string[]> {
    made += 1;
    return valueOf(
      client,
      `WITH added AS (
         INSERT INTO source (slug, title, reliability, publisher, recorded_by)
         SELECT format('source-%s-%s', $2::integer, p.ordinal), 't', 'B', p.name, 'the tests' FROM unnest($1::text[]) WITH ORDINALITY p (name, ordinal)
         RETURNING slug, id)
       SELECT json_agg(id ORDER BY slug) FROM added`,
      [publishers, made],
    );
  }

  function recordCiting(sources: readonly string[], citations: readonly Citation[]): Promise<string> {
    return valueOf(
      client,
      `WITH stated AS (
         INSERT INTO stance (actor_id, issue_id, earliest, latest, is_duration, position, act, date_edtf, recorded_by)
         SELECT a.id, i.id, '2024-01-01', '2024-01-01', false, 1, 'STATEMENT', '2024-01-01', 'the tests' FROM actor a, issue i RETURNING id),
       cited AS (
         INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility, exact)
         SELECT s.id, 1, c.ordinal, c.source, 2, c.quote FROM stated s, unnest($1::uuid[], $2::text[]) WITH ORDINALITY c (source, quote, ordinal))
       SELECT id FROM stated`,
      [citations.map(({ source }) => sources[source]), citations.map(({ quote }) => quote)],
    );
  }

  it('are those whose citations form two independent clusters or more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 5, maxLength: 5 }), async (records) => {
        const expected: string[] = [];
        const all: string[] = [];
        for (const { citations, publishers } of records) {
          const sources = await sourcesOf(publishers);
          const id = await recordCiting(sources, citations);
          const clusters = independentClusters(
            citations.map(({ quote, source }) => ({ source: sources[source]!, publisher: publishers[source]!, quote })),
          );
          all.push(id);
          if (clusters > 1) expected.push(id);
        }
        const knownAt = await valueOf<string>(client, 'SELECT iso_moment(at) FROM record_clock');
        for (const moment of [undefined, knownAt]) {
          const listed = await service.app.get(StanceReader).list({
            actor: ['iran'],
            without: ['single-source'],
            status: ['PUBLISHED'],
            descending: true,
            limit: 1000,
            count: false,
            knownAt: moment,
          });
          const ids = (JSON.parse(listed.items) as { id: string }[]).map(({ id }) => id);
          expect(ids.filter((id) => all.includes(id)).toSorted()).toEqual(expected.toSorted());
        }
      }),
      runs(60),
    );
  });
});
