import { Injectable } from '@nestjs/common';
import { IssueGraphReadModel, References } from '@app/catalog';
import { ofOneState, RecordTime } from '@app/database';
import { assertComputable, type DayWindow, InvalidProblem } from '@app/domain';
import { actorsOnce, type NamedActor } from '../records/actors-once.js';
import { RecordFilters } from '../records/record-filters.js';
import { needsIssue } from '../records/refusals.js';
import { type States, StatesReadModel } from '../states/states.read-model.js';
import type { AgreementRequest } from './agreement-request.js';
import { askedPairs, type AskedPair } from './asked-pairs.js';
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
    const asked = await this.recordTime.asked(request.knownAt);
    const { named, others, read, units } = await ofOneState(asked, (moment) =>
      this.read(request, places, records, moment),
    );
    const coded = codedStates(read, {
      dropUnanimous: request.unanimous === 'dropped',
      places: 'events' in places ? read.events.length : places.length,
      weightOf: units.weightOf,
    });
    if (coded.levels.length > LEVELS_LIMIT) throw tooManyLevels(coded.levels.length);
    const present = await this.references.named(
      'actor',
      [...new Set(read.rows.map(({ actorId }) => actorId))],
      '?actor',
    );
    return { states: read, ...coded, pairs: askedPairs({ named, others, present }) };
  }

  /** `moment` null is now. */
  private async read(request: AgreementRequest, places: AgreementPlaces, records: boolean, moment: string | null) {
    const named = request.actor && (await actorsOnce(this.references, request.actor, '?actor', moment));
    const others = request.with && (await actorsOnce(this.references, request.with, '?with', moment));
    const units = await this.units(request, moment);
    const read = await this.states.of({
      actorIds: actorsToRead(request, named, others),
      issueIds: units.issueIds,
      places,
      filters: await this.filters.of(request, moment),
      knownAt: moment,
      absences: request.absence === 'half' || records,
      records,
    });
    return { named, others, units, read, states: [...units.states, read.knownAt] };
  }

  private async units(
    { issue, rollup, weights }: AgreementRequest,
    moment: string | null,
  ): Promise<{
    readonly issueIds: readonly string[] | undefined;
    readonly weightOf?: (issueId: string) => number;
    readonly states: readonly string[];
  }> {
    if (issue === undefined && rollup === undefined) return { issueIds: undefined, states: [] };
    if (issue === undefined) throw needsIssue();
    const issueIds = await this.references.ids('issue', issue, '?issue', moment);
    if (rollup === undefined) return { issueIds, states: [] };
    const { knownAt, rollups } = await this.graph.rollupsOf(issueIds, moment);
    const shares = rollups.flatMap((each) => each.shares);
    const taken = { issueIds: [...new Set(shares.map((share) => share.issue))], states: [knownAt] };
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
