import { Injectable } from '@nestjs/common';
import { IssueGraphReadModel, References } from '@app/catalog';
import { RecordTime } from '@app/database';
import { assertComputable, type DayWindow, InvalidProblem } from '@app/domain';
import { RecordFilters } from '../records/record-filters.js';
import { assertEachOnce, needsIssue } from '../records/refusals.js';
import { type States, StatesReadModel } from '../states/states.read-model.js';
import type { AgreementRequest } from './agreement-request.js';
import { askedPairs, type AskedPair, type NamedActor } from './asked-pairs.js';
import { type CodedPlace, codedStates } from './coded-places.js';

export type AgreementPlaces = readonly DayWindow[] | { readonly events: DayWindow };

/** What agreement is computed from. */
export interface AgreementStates {
  readonly states: States;
  readonly levels: readonly number[];
  readonly places: readonly CodedPlace[];
  readonly pairs: readonly AskedPair[];
}

/** Different scores that positions may have. */
const LEVELS_LIMIT = 250;

/** Reads what was held by those who are compared, and by all others where that matters. */
@Injectable()
export class AgreementStatesService {
  constructor(
    private readonly references: References,
    private readonly graph: IssueGraphReadModel,
    private readonly filters: RecordFilters,
    private readonly states: StatesReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /**
   * Throws `<kind>/unknown`, `known-at/…`, `analysis/actor-twice`, `analysis/too-many-positions`,
   * `agreement/too-many-actors`, `agreement/too-many-levels`, `timeline/rollup-needs-issue`,
   * `issue/weight-out-of-range`.
   */
  async of(request: AgreementRequest, places: AgreementPlaces, records = false): Promise<AgreementStates> {
    const moment = request.knownAt === undefined ? null : await this.recordTime.at(request.knownAt);
    return this.asOf(request, places, records, moment);
  }

  /** `moment` null is now. */
  private async asOf(
    request: AgreementRequest,
    places: AgreementPlaces,
    records: boolean,
    moment: string | null,
  ): Promise<AgreementStates> {
    const named = await this.actors(request.actor, '?actor', moment);
    const others = await this.actors(request.with, '?with', moment);
    const units = await this.units(request, moment);
    const states = await this.states.of({
      actorIds: actorsToRead(request, named, others),
      issueIds: units.issueIds,
      places,
      filters: await this.filters.of(request, moment),
      knownAt: moment,
      absences: request.absence === 'half' || records,
      records,
    });
    // Something was recorded between the questions: all are asked again, as of one moment.
    if (moment === null && units.knownAt !== null && units.knownAt !== states.knownAt) {
      return this.asOf(request, places, records, states.knownAt);
    }
    const coded = codedStates(states, {
      dropUnanimous: request.unanimous === 'dropped',
      places: 'events' in places ? states.events.length : places.length,
      weightOf: units.weightOf,
    });
    if (coded.levels.length > LEVELS_LIMIT) throw tooManyLevels(coded.levels.length);
    const present = await this.named([...new Set(states.rows.map(({ actorId }) => actorId))]);
    return { states, ...coded, pairs: askedPairs({ named, others, present }) };
  }

  private async actors(
    asked: readonly string[] | undefined,
    pointer: string,
    moment: string | null,
  ): Promise<readonly NamedActor[] | undefined> {
    if (asked === undefined) return undefined;
    const named = await this.references.named('actor', asked, pointer, moment);
    assertEachOnce(
      named.map(({ id }) => id),
      asked,
      pointer,
    );
    return named;
  }

  private named(ids: readonly string[]): Promise<readonly NamedActor[]> {
    return this.references.named('actor', ids, '?actor');
  }

  private async units(
    { issue, rollup, weights }: AgreementRequest,
    moment: string | null,
  ): Promise<{
    readonly issueIds: readonly string[] | undefined;
    readonly weightOf?: (issueId: string) => number;
    readonly knownAt: string | null;
  }> {
    if (issue === undefined && rollup === undefined) return { issueIds: undefined, knownAt: null };
    if (issue === undefined) throw needsIssue();
    const issueIds = await this.references.ids('issue', issue, '?issue', moment);
    if (rollup === undefined) return { issueIds, knownAt: null };
    const { knownAt, rollups } = await this.graph.rollupsOf(issueIds, moment);
    const shares = rollups.flatMap((each) => each.shares);
    const taken = { issueIds: [...new Set(shares.map((share) => share.issue))], knownAt };
    if (weights === 'equal') return taken;
    for (const share of shares) assertComputable(share);
    const weightById = new Map(shares.map((share) => [share.issue, share.weight]));
    return { ...taken, weightOf: (issueId) => weightById.get(issueId)! };
  }
}

/** Whether an issue is unanimous depends on everybody. */
function actorsToRead(
  { unanimous }: AgreementRequest,
  named: readonly NamedActor[] | undefined,
  others: readonly NamedActor[] | undefined,
): readonly string[] | undefined {
  if (named === undefined || unanimous === 'dropped') return undefined;
  if (others === undefined && named.length === 1) return undefined;
  return [...new Set([...named, ...(others ?? [])].map(({ id }) => id))];
}

const tooManyLevels = (levels: number): InvalidProblem =>
  InvalidProblem.at(
    '?issue',
    'agreement/too-many-levels',
    `These issues have ${levels} different scores, and ${LEVELS_LIMIT} can be told apart; name issues of coarser scales.`,
  );
