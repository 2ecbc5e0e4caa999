import { Injectable } from '@nestjs/common';
import { IssueGraphReadModel, References } from '@app/catalog';
import type { StanceFilters } from '@app/ledger';
import type { Pair } from '../records/pair.js';
import { needsIssue } from '../records/refusals.js';
import { PairsReadModel } from './pairs.read-model.js';
import { RolledSeriesReadModel } from './rolled-series.read-model.js';
import type { Series } from './series-rows.js';
import type { SeriesQuestion } from './series.read-model.js';

/** What one series takes in. */
export interface Rollup {
  /** How many issues: the one asked for and those below it. */
  readonly issues: number;
  /** Slugs of those below it whose stances are not, because paths of equal standing disagree about their direction. */
  readonly leftOut: readonly string[];
}

/** A question before it is known which pairs it is about, and which of their records. */
export type Unfiltered = Omit<SeriesQuestion, 'pairs' | 'filters'>;

/** The pairs that a timeline is about. */
export interface FoundPairs {
  readonly pairs: readonly Pair[];
  /** In the order of the pairs; none where nothing is rolled up. */
  readonly rollups: readonly Rollup[];
  /** The states of the data that were looked at. */
  readonly states: readonly string[];
  /** Reads their series, in the order of the pairs, from the records that pass. */
  readonly read: (filters: StanceFilters | null) => Promise<{ series: readonly Series[]; knownAt: string }>;
}

/** Series that take in the issues below the one asked for. */
@Injectable()
export class RolledSeriesService {
  constructor(
    private readonly references: References,
    private readonly graph: IssueGraphReadModel,
    private readonly pairs: PairsReadModel,
    private readonly series: RolledSeriesReadModel,
  ) {}

  /**
   * Throws `<kind>/unknown`, `timeline/rollup-needs-issue`, `timeline/too-many-series`, `timeline/too-many-records`,
   * `issue/weight-out-of-range`.
   */
  async of(
    {
      actor,
      issue,
    }: { readonly actor?: readonly string[] | undefined; readonly issue?: readonly string[] | undefined },
    question: Unfiltered,
  ): Promise<FoundPairs> {
    const { knownAt } = question;
    if (issue === undefined) throw needsIssue();
    const issueIds = await this.references.ids('issue', issue, '?issue', knownAt);
    const { rollups, knownAt: graphState } = await this.graph.rollupsOf(issueIds, knownAt);
    const { pairs, knownAt: pairsState } = await this.pairs.ofRollups({ actor, rollups }, knownAt);
    const named = await this.references.named(
      'issue',
      rollups.flatMap(({ leftOut }) => leftOut),
      '?issue',
    );
    const slugs = new Map(named.map(({ id, slug }) => [id, slug]));
    const shown = new Map(
      rollups.map(({ issueId, leftOut, shares }): [string, Rollup] => [
        issueId,
        { issues: shares.length, leftOut: leftOut.map((id) => slugs.get(id)!).toSorted() },
      ]),
    );
    return {
      pairs,
      rollups: pairs.map(({ issueId }) => shown.get(issueId)!),
      states: [graphState, pairsState ?? graphState],
      read: (filters) => this.series.of({ ...question, filters, pairs, rollups }),
    };
  }
}
