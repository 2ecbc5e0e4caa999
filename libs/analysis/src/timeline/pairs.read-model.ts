import { Injectable } from '@nestjs/common';
import { type IssueRollup, References } from '@app/catalog';
import { momentShown, Reader, stancesThen } from '@app/database';
import { InvalidProblem, type ScaleBounds } from '@app/domain';
import type { Pair } from '../records/pair.js';

const SERIES_LIMIT = 1000;

const PAIRS_NOW = (wanted: string): string => `
  SELECT iso_moment(k.at) AS known_at, p.actor_id, p.issue_id
    FROM record_clock k
    LEFT JOIN (SELECT c.actor_id, c.issue_id FROM stance_current c WHERE ${wanted}) p ON true`;

const PAIRS_THEN = (wanted: string): string => `
  WITH ${stancesThen(2)}
  SELECT p.actor_id, p.issue_id
    FROM (SELECT DISTINCT s.actor_id, s.issue_id FROM stance s
           WHERE s.superseded_at IS NULL AND s.status = 'PUBLISHED' AND ${wanted}) p`;

/** Actors with records on an issue (root) or below it. */
const ROLLED_NOW = `
  SELECT DISTINCT r.root AS issue_id, c.actor_id
    FROM unnest($1::uuid[], $2::uuid[]) r (root, issue_id) JOIN stance_current c ON c.issue_id = r.issue_id`;

const ROLLED_THEN = `
  SELECT DISTINCT r.root AS issue_id, s.actor_id
    FROM unnest($1::uuid[], $2::uuid[]) r (root, issue_id) JOIN stance s ON s.issue_id = r.issue_id
   WHERE s.superseded_at IS NULL AND s.status = 'PUBLISHED'`;

interface PairRow {
  readonly actor_id: string;
  readonly issue_id: string;
}

/** A pair, or none in the only row; now also the state of the data that was looked at. */
type FoundRow = { readonly known_at?: string } & (PairRow | { readonly actor_id: null });

/** `knownAt` is the state of the data in which the pairs were found; null where they are those of any state. */
export interface FoundPairs {
  readonly pairs: readonly Pair[];
  readonly knownAt: string | null;
}

/** Finds the series that a question is about. */
@Injectable()
export class PairsReadModel {
  /** The scale of an issue is fixed for good. */
  private readonly scales = new Map<string, ScaleBounds>();

  constructor(
    private readonly reader: Reader,
    private readonly references: References,
  ) {}

  /**
   * Actors × issues; where one side is left out, the pairs that have published records. Throws `<kind>/unknown`,
   * `timeline/actor-or-issue-required`, `timeline/too-many-series`.
   */
  async of(
    {
      actor,
      issue,
    }: { readonly actor?: readonly string[] | undefined; readonly issue?: readonly string[] | undefined },
    knownAt: string | null,
  ): Promise<FoundPairs> {
    const actorIds = actor && (await this.references.ids('actor', actor, '?actor', knownAt));
    const issueIds = issue && (await this.references.ids('issue', issue, '?issue', knownAt));
    const found = await this.rowsOf(actorIds, issueIds, knownAt);
    return { pairs: await this.namedPairs(found.rows), knownAt: found.knownAt };
  }

  /**
   * Actors × the issues of the rollups; where the actors are left out, those with published records on the issue or
   * below it. Throws `actor/unknown`, `timeline/too-many-series`.
   */
  async ofRollups(
    { actor, rollups }: { readonly actor?: readonly string[] | undefined; readonly rollups: readonly IssueRollup[] },
    knownAt: string | null,
  ): Promise<FoundPairs> {
    if (actor !== undefined) {
      const actorIds = await this.references.ids('actor', actor, '?actor', knownAt);
      const rows = actorIds.flatMap((actor_id) => rollups.map(({ issueId }) => ({ actor_id, issue_id: issueId })));
      return { pairs: await this.namedPairs(rows), knownAt: null };
    }
    const shares = rollups.flatMap(({ issueId, shares }) => shares.map(({ issue }) => ({ issueId, issue })));
    const found = await this.reader.rows<FoundRow>(
      `${knownAt === null ? '' : `WITH ${stancesThen(3)}`}
       SELECT ${momentShown(knownAt === null ? null : 3)} AS known_at, p.actor_id, p.issue_id
         FROM (SELECT) always LEFT JOIN (${knownAt === null ? ROLLED_NOW : ROLLED_THEN}) p ON true
         LEFT JOIN actor a ON a.id = p.actor_id LEFT JOIN issue i ON i.id = p.issue_id
        ORDER BY a.slug, i.slug LIMIT ${SERIES_LIMIT + 1}`,
      [shares.map(({ issueId }) => issueId), shares.map(({ issue }) => issue), ...(knownAt === null ? [] : [knownAt])],
    );
    const rows = found.filter((row) => row.actor_id !== null);
    return { pairs: await this.namedPairs(rows), knownAt: found[0]?.known_at ?? null };
  }

  private async rowsOf(
    actorIds: readonly string[] | undefined,
    issueIds: readonly string[] | undefined,
    knownAt: string | null,
  ): Promise<{ rows: readonly PairRow[]; knownAt: string | null }> {
    if (actorIds !== undefined && issueIds !== undefined) {
      const rows = actorIds.flatMap((actor_id) => issueIds.map((issue_id) => ({ actor_id, issue_id })));
      return { rows, knownAt: null };
    }
    if (actorIds === undefined && issueIds === undefined) {
      throw InvalidProblem.at('?actor', 'timeline/actor-or-issue-required', 'Name at least one actor or one issue.');
    }
    const column = actorIds === undefined ? 'issue_id' : 'actor_id';
    const ids = actorIds ?? issueIds ?? [];
    // One id is not put into an array: the planner takes that for ten, and then plans each request anew.
    const [wanted, value] = ids.length === 1 ? [`${column} = $1::uuid`, ids[0]] : [`${column} = ANY($1::uuid[])`, ids];
    const [pairs, values] = knownAt === null ? [PAIRS_NOW(wanted), []] : [PAIRS_THEN(wanted), [knownAt]];
    const found = await this.reader.rows<FoundRow>(
      `${pairs}
         LEFT JOIN actor a ON a.id = p.actor_id LEFT JOIN issue i ON i.id = p.issue_id
        ORDER BY a.slug, i.slug LIMIT ${SERIES_LIMIT + 1}`,
      [value, ...values],
    );
    return { rows: found.filter((row) => row.actor_id !== null), knownAt: knownAt ?? found[0]?.known_at ?? null };
  }

  private async namedPairs(rows: readonly PairRow[]): Promise<Pair[]> {
    if (rows.length > SERIES_LIMIT) {
      throw InvalidProblem.at(
        '?actor',
        'timeline/too-many-series',
        `One question may be about ${SERIES_LIMIT} series at most; name fewer actors or issues.`,
      );
    }
    const [actors, issues] = await Promise.all([
      this.references.named(
        'actor',
        rows.map((row) => row.actor_id),
        '?actor',
      ),
      this.references.named(
        'issue',
        rows.map((row) => row.issue_id),
        '?issue',
      ),
    ]);
    await this.learnScales(rows.map((row) => row.issue_id));
    return rows.map(({ actor_id, issue_id }, index) => ({
      actorId: actor_id,
      issueId: issue_id,
      actor: actors[index]!.slug,
      issue: issues[index]!.slug,
      scale: this.scales.get(issue_id)!,
    }));
  }

  private async learnScales(issueIds: readonly string[]): Promise<void> {
    const missing = [...new Set(issueIds)].filter((id) => !this.scales.has(id));
    if (missing.length === 0) return;
    const rows = await this.reader.rows<ScaleBounds & { id: string }>(
      'SELECT i.id, c.lowest, c.highest FROM issue i JOIN scale c ON c.id = i.scale_id WHERE i.id = ANY($1::uuid[])',
      [missing],
    );
    for (const { highest, id, lowest } of rows) this.scales.set(id, { lowest, highest });
  }
}
