import { Injectable } from '@nestjs/common';
import { catalogThen, momentShown, Reader } from '@app/database';
import { issueClosureOf, type IssueLink, type IssueShare, type ScaleBounds } from '@app/domain';

/** What is taken in where stances are rolled up to an issue: its own, and those of the issues below it. */
export interface IssueRollup {
  readonly issueId: string;
  /** The issue itself first. */
  readonly shares: readonly (IssueShare & { readonly scale: ScaleBounds })[];
  /** Ids of the issues whose stances cannot be taken in. */
  readonly leftOut: readonly string[];
}

interface GraphRow {
  readonly known_at: string;
  /** [root, issue, broader, direction, weight]. */
  readonly links: readonly (readonly [string, string, string, number, number])[];
  /** [issue, lowest, highest]. */
  readonly scales: readonly (readonly [string, number, number])[];
}

/** Answers which issues lie below others, now or as known at a moment. */
@Injectable()
export class IssueGraphReadModel {
  constructor(private readonly reader: Reader) {}

  /** One rollup for each issue, in their order, and the state of the data that they show. */
  async rollupsOf(
    issueIds: readonly string[],
    knownAt: string | null,
  ): Promise<{ rollups: IssueRollup[]; knownAt: string }> {
    const moment = knownAt === null ? null : 2;
    const shadow = moment === null ? '' : `${catalogThen(['issue', 'issue_broader'], moment)}, `;
    // What is retracted has neither stances nor active issues below it. Nodes first and links after, because the planner
    // takes a recursion that gathers links for so large that compiling it costs more than running it.
    const row = await this.reader.row<GraphRow>(
      `WITH RECURSIVE ${shadow}below (root, id) AS (
         SELECT r.id, r.id FROM unnest($1::uuid[]) r (id)
          UNION
         SELECT l.root, b.issue_id FROM below l JOIN issue_broader b ON b.broader_id = l.id
           JOIN issue i ON i.id = b.issue_id AND i.status = 'ACTIVE')
       SELECT ${momentShown(moment)} AS known_at,
              (SELECT coalesce(json_agg(json_build_array(l.root, b.issue_id, b.broader_id, b.direction, b.weight)), '[]'::json)
                 FROM below l JOIN issue_broader b ON b.broader_id = l.id JOIN issue i ON i.id = b.issue_id AND i.status = 'ACTIVE') AS links,
              (SELECT json_agg(json_build_array(i.id, c.lowest, c.highest))
                 FROM issue i JOIN scale c ON c.id = i.scale_id WHERE i.id IN (SELECT l.id FROM below l)) AS scales`,
      knownAt === null ? [issueIds] : [issueIds, knownAt],
    );
    if (row === null) throw new Error('A query without FROM gives one row.');
    const linksOf = Map.groupBy(row.links, ([root]) => root);
    const scales = new Map(row.scales.map(([id, lowest, highest]) => [id, { lowest, highest }]));
    const rollups = issueIds.map((issueId) => {
      const { leftOut, shares } = issueClosureOf(issueId, (linksOf.get(issueId) ?? []).map(toLink));
      return { issueId, shares: shares.map((share) => ({ ...share, scale: scales.get(share.issue)! })), leftOut };
    });
    return { rollups, knownAt: row.known_at };
  }
}

const toLink = ([, issue, broader, direction, weight]: GraphRow['links'][number]): IssueLink => ({
  issue,
  broader,
  direction,
  weight,
});
