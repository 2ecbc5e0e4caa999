import { type DatedStance, fromDayNumber } from '@app/domain';
import type pg from 'pg';
import type { RandomDates, RandomRecord, Step } from './arbitraries.js';
import { valueOf } from './connection.js';

export const SCALE = { lowest: -2, highest: 2 } as const;

/** An actor and an issue of the ledger. */
export interface LedgerPair {
  readonly actorId: string;
  readonly issueId: string;
  readonly actor: string;
  readonly issue: string;
}

/** A published record as it was in force at some moment. */
export interface LedgerRecord extends DatedStance {
  readonly actor: string;
  readonly issue: string;
  readonly act: string;
  readonly credibility: number;
}

interface Revision {
  readonly id: string | null;
  readonly revision: number;
  readonly retracted: boolean;
  readonly record: RandomRecord;
}

const INSERT = `
  WITH given AS MATERIALIZED (
    SELECT coalesce(r.id, uuidv7()) AS new_id, r.*
      FROM json_to_recordset($1) AS r (id uuid, revision integer, status stance_status, actor_id uuid, issue_id uuid, position smallint,
                                       is_duration boolean, earliest date, latest date, date_edtf text, act stance_act, credibility smallint)
  ), added AS (
    INSERT INTO stance (id, revision, status, change_note, actor_id, issue_id, position, is_duration, earliest, latest, act, date_edtf, recorded_by)
    SELECT g.new_id, g.revision, g.status, 'a test', g.actor_id, g.issue_id, g.position, g.is_duration, g.earliest, g.latest, g.act, g.date_edtf, 'the tests'
      FROM given g
  )
  INSERT INTO citation (stance_id, revision, ordinal, source_id, credibility) SELECT g.new_id, g.revision, 1, $2, g.credibility FROM given g`;

let made = 0;

/** Some pairs of their own in a database that may hold others, and what is recorded about them. */
export class RandomLedger {
  /** The moment after each step. */
  readonly moments: string[] = [];

  private constructor(
    private readonly client: pg.Client,
    readonly pairs: readonly LedgerPair[],
    private readonly source: string,
  ) {}

  static async make(client: pg.Client, { actors, issues }: { readonly actors: number; readonly issues: number }) {
    made += 1;
    const named = (what: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${what}-${made}-${index}`);
    const actorIds = await valueOf<Record<string, string>>(
      client,
      `WITH added AS (INSERT INTO actor (slug, kind, recorded_by) SELECT unnest($1::text[]), 'STATE', 'the tests' RETURNING slug, id)
       SELECT json_object_agg(slug, id) FROM added`,
      [named('actor', actors)],
    );
    const issueIds = await valueOf<Record<string, string>>(
      client,
      `WITH added AS (
         INSERT INTO issue (slug, name, proposition, scale_id, absence_carries_position, recorded_by)
         SELECT unnest($1::text[]), 'n', 'p', (SELECT id FROM scale WHERE slug = 'support-5'), true, 'the tests' RETURNING slug, id)
       SELECT json_object_agg(slug, id) FROM added`,
      [named('issue', issues)],
    );
    const source = await valueOf<string>(
      client,
      `INSERT INTO source (slug, title, reliability, recorded_by) VALUES ($1, 't', 'A', 'the tests') RETURNING id`,
      [`source-${made}`],
    );
    const pairs = Object.entries(actorIds).flatMap(([actor, actorId]) =>
      Object.entries(issueIds).map(([issue, issueId]) => ({ actor, actorId, issue, issueId })),
    );
    return new RandomLedger(client, pairs, source);
  }

  async take(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.client.query('BEGIN');
      await this.insert(await this.revisionsOf(step), step.together);
      await this.client.query('COMMIT');
      this.moments.push(await valueOf(this.client, 'SELECT iso_moment(at) FROM record_clock'));
    }
  }

  /** What is in force, now or as known at a moment, in the order of ids. */
  async records(knownAt?: string): Promise<LedgerRecord[]> {
    return valueOf(
      this.client,
      `SELECT coalesce(json_agg(json_build_object('id', s.id, 'actor', a.slug, 'issue', i.slug, 'position', s.position, 'act', s.act, 'absent', s.act = 'ABSENCE',
                'credibility', (SELECT c.credibility FROM citation c WHERE c.stance_id = s.id AND c.revision = s.revision),
                'kind', CASE WHEN s.is_duration THEN 'DURATION' ELSE 'POINT' END,
                'earliest', s.earliest - date '1970-01-01', 'latest', s.latest - date '1970-01-01') ORDER BY s.id), '[]')
         FROM stance s JOIN actor a ON a.id = s.actor_id JOIN issue i ON i.id = s.issue_id
        WHERE s.actor_id = ANY($1) AND s.issue_id = ANY($2) AND s.status = 'PUBLISHED'
          AND CASE WHEN $3::timestamptz IS NULL THEN s.superseded_at IS NULL
                   ELSE s.recorded_at <= $3 AND (s.superseded_at IS NULL OR s.superseded_at > $3) END`,
      [this.pairs.map(({ actorId }) => actorId), this.pairs.map(({ issueId }) => issueId), knownAt ?? null],
    );
  }

  private async revisionsOf(step: Step): Promise<Revision[]> {
    if (step.do === 'add') {
      return step.records.map((record) => ({ id: null, revision: 1, retracted: false, record }));
    }
    if (step.do === 'import') {
      const id = await valueOf<string>(this.client, 'SELECT uuidv7()');
      return step.records.map((record, index) => ({
        id,
        revision: index + 1,
        retracted: step.retracted && index === step.records.length - 1,
        record,
      }));
    }
    const inForce = await this.inForce();
    const picked = new Map(step.which.map((which, index) => [inForce[which % inForce.length], index]));
    return [...picked].flatMap(([stance, index]) => {
      if (stance === undefined) return [];
      const { id, record, revision } = stance;
      const retracted = step.do === 'retract';
      return [{ id, revision: revision + 1, retracted, record: retracted ? record : step.records[index]! }];
    });
  }

  private inForce(): Promise<{ id: string; revision: number; record: RandomRecord }[]> {
    return valueOf(
      this.client,
      `SELECT coalesce(json_agg(json_build_object('id', s.id, 'revision', s.revision, 'record', json_build_object(
                'pair', p.ordinal - 1, 'position', s.position, 'act', s.act,
                'credibility', (SELECT c.credibility FROM citation c WHERE c.stance_id = s.id AND c.revision = s.revision), 'isDuration', s.is_duration,
                'earliest', s.earliest - date '1970-01-01', 'latest', s.latest - date '1970-01-01')) ORDER BY s.id), '[]')
         FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY p (actor_id, issue_id, ordinal)
         JOIN stance s ON s.actor_id = p.actor_id AND s.issue_id = p.issue_id
        WHERE s.superseded_at IS NULL AND s.status = 'PUBLISHED'`,
      [this.pairs.map(({ actorId }) => actorId), this.pairs.map(({ issueId }) => issueId)],
    );
  }

  private async insert(revisions: readonly Revision[], together: boolean): Promise<void> {
    const rows = revisions.map(({ id, record, retracted, revision }) => {
      const { actorId, issueId } = this.pairs[record.pair]!;
      return {
        id,
        revision,
        status: retracted ? 'RETRACTED' : 'PUBLISHED',
        actor_id: actorId,
        issue_id: issueId,
        position: record.position,
        is_duration: record.isDuration,
        earliest: isoDay(record.earliest),
        latest: isoDay(record.latest),
        date_edtf: written(record),
        act: record.act,
        credibility: record.credibility,
      };
    });
    const statements = together ? [rows] : rows.map((row) => [row]);
    for (const statement of statements) await this.client.query(INSERT, [JSON.stringify(statement), this.source]);
  }
}

const isoDay = (day: number | null): string | null => (day === null ? null : fromDayNumber(day));

/** The date as EDTF. */
function written({ earliest, isDuration, latest }: RandomDates): string {
  const [first, last] = [isoDay(earliest) ?? '..', isoDay(latest) ?? '..'];
  if (isDuration) return `${first}/${last}`;
  return first === last ? first : `[${first},${last}]`;
}

/** Makes pairs dense from so many records on, in this database only, so that small ledgers show what large ones do. */
export async function denseFrom(client: pg.Client, records: number): Promise<void> {
  await client.query(
    `CREATE OR REPLACE FUNCTION dense_from() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ${records}`,
  );
}
