import { Injectable } from '@nestjs/common';
import { IssueGraphReadModel, References } from '@app/catalog';
import { InvalidProblem } from '@app/domain';
import type { Pair } from '../records/pair.js';
import { PairsReadModel } from './pairs.read-model.js';
import { RolledSeriesReadModel } from './rolled-series.read-model.js';
import type { Series, SeriesQuestion } from './series.read-model.js';

/** What one series takes in. */
export interface Rollup {
  /** How many issues: the one asked for and those below it. */
  readonly issues: number;
  /** Slugs of those below it whose stances are not, because paths of equal standing disagree about their direction. */
  readonly leftOut: readonly string[];
}

/** What was read for a timeline. */
export interface FoundSeries {
  readonly pairs: readonly Pair[];
  /** In the order of the pairs. */
  readonly series: readonly Series[];
  /** In the order of the pairs; none where nothing is rolled up. */
  readonly rollups: readonly Rollup[];
  /** The states of the data that were looked at, one after another. */
  readonly states: readonly string[];
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
    question: Omit<SeriesQuestion, 'pairs'>,
  ): Promise<FoundSeries> {
    const { knownAt } = question;
    if (issue === undefined) throw needsIssue();
    const issueIds = await this.references.ids('issue', issue, '?issue', knownAt);
    const { rollups, knownAt: graphState } = await this.graph.rollupsOf(issueIds, knownAt);
    const { pairs, knownAt: pairsState } = await this.pairs.ofRollups({ actor, rollups }, knownAt);
    const { series, knownAt: seriesState } = await this.series.of({ ...question, pairs, rollups });
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
      series,
      rollups: pairs.map(({ issueId }) => shown.get(issueId)!),
      states: [graphState, pairsState ?? graphState, seriesState],
    };
  }
}

const needsIssue = (): InvalidProblem =>
  InvalidProblem.at('?issue', 'timeline/rollup-needs-issue', 'Name the issue to roll up to, or leave rollup out.');
