import { Injectable } from '@nestjs/common';
import { IssueGraphReadModel, References } from '@app/catalog';
import type { Pair } from '../records/pair.js';
import { sensitivityOf, type TimelineRequest, withoutAlso } from '../timeline/timeline-request.js';
import { type Timeline, TimelineService } from '../timeline/timeline.service.js';
import type { Recomputation } from './figure.js';
import type { ListedRecord } from './listed-record.js';
import { ListedRecords, type RecordList } from './listed-records.service.js';
import { recomputedSeries, type TakenIssue } from './recomputed-timeline.js';
import { ScaledIssues } from './scaled-issues.service.js';

type TakenIssues = ReadonlyMap<string, readonly TakenIssue[]>;
type NamedPair = Pick<Pair, 'actor' | 'issue'>;

/** Recomputes timelines. */
@Injectable()
export class TimelineVerification {
  constructor(
    private readonly timelines: TimelineService,
    private readonly listed: ListedRecords,
    private readonly issues: ScaledIssues,
    private readonly graph: IssueGraphReadModel,
    private readonly references: References,
  ) {}

  /** Throws what `TimelineService.of` and `ListedRecords.of` throw. */
  async of(request: TimelineRequest): Promise<Recomputation> {
    const { knownAt, method, series } = await this.timelines.of(request);
    const parts = sensitivityOf(request);
    const { actor, issue, rollup } = request;
    const listings = await this.listed.of(
      [request, ...parts.map((part) => withoutAlso(request, part))].map((selection): RecordList => ({
        actor,
        issue,
        rollup,
        selection,
        knownAt,
      })),
    );
    const [full, ...variants] = listings.map(({ records }) => records);
    const rolled = rollup === undefined ? null : await this.takenIn(issue!, knownAt);
    const pairs = pairsOf(series, full!, rolled);
    const issues = await this.issues.of(new Set(pairs.map((pair) => pair.issue)));
    return {
      answered: { series: series.map(figuresOf) },
      recomputed: {
        series: recomputedSeries(
          full!,
          variants.map((records, index) => ({ without: parts[index]!, records })),
          {
            request,
            pairs,
            issues,
            taken: (slug) => rolled?.get(slug) ?? [{ issue: slug, projection: null }],
            knownAt,
          },
        ),
      },
      listings,
      method,
      knownAt,
    };
  }

  /** What is taken in by each of these issues, by slug. */
  private async takenIn(issues: readonly string[], knownAt: string): Promise<TakenIssues> {
    const roots = await this.references.ids('issue', issues, '?issue', knownAt);
    const { rollups } = await this.graph.rollupsOf(roots, knownAt);
    const taken = new Map<string, TakenIssue[]>();
    for (const { issueId, shares } of rollups) {
      const to = shares.find(({ issue }) => issue === issueId)!.scale;
      const named = await this.references.named(
        'issue',
        shares.map(({ issue }) => issue),
        '?issue',
      );
      const [root] = await this.references.named('issue', [issueId], '?issue');
      taken.set(
        root!.slug,
        shares.map(({ direction, scale, weight }, index) => ({
          issue: named[index]!.slug,
          projection: { direction, weight, from: scale, to },
        })),
      );
    }
    return taken;
  }
}

const figuresOf = ({ actor, issue, points, variants }: Timeline['series'][number]): object => ({
  actor,
  issue,
  points,
  variants: variants?.map(({ points: own, without }) => ({ without, points: own })),
});

/** Those of the answer, and after them those that have records and are not in it. */
function pairsOf(
  series: Timeline['series'],
  records: readonly ListedRecord[],
  rolled: TakenIssues | null,
): NamedPair[] {
  const rootsOf = (issue: string): readonly string[] =>
    rolled === null
      ? [issue]
      : [...rolled].filter(([, taken]) => taken.some((each) => each.issue === issue)).map(([root]) => root);
  const pairs = new Map(series.map(({ actor, issue }) => [`${actor} ${issue}`, { actor, issue }]));
  for (const [issue, own] of Map.groupBy(records, (record) => record.issue)) {
    for (const actor of new Set(own.map((record) => record.actor))) {
      for (const root of rootsOf(issue)) pairs.set(`${actor} ${root}`, { actor, issue: root });
    }
  }
  return [...pairs.values()];
}
