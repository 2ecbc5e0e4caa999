import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { ofOneState, RecordTime } from '@app/database';
import {
  type Divergence,
  type Divergences,
  divergencesOf,
  type HeldByClass,
  type HeldSide,
  InvalidProblem,
  type IsoDate,
} from '@app/domain';
import type { ActClass } from '@app/ledger';
import { actorsOnce } from '../records/actors-once.js';
import type { Side } from '../comparison/side.js';
import { lastDayOf, youngestOn } from '../positions/days.js';
import { PositionsReadModel } from '../positions/positions.read-model.js';
import type { Method } from '../records/pair.js';
import { RecordFilters, type RecordSelection, selectionParameters } from '../records/record-filters.js';
import { recordsLink } from '../records/records-link.js';
import { type LastDayQuestion, LastDayReadModel } from './last-day.read-model.js';

export interface DivergenceRequest extends RecordSelection {
  readonly actor?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  /** EDTF; its last day is meant. Absent: the day on which the last record begins. */
  readonly on?: string | undefined;
  /** Days; positions last known to hold longer ago are left out. */
  readonly maxAge?: number | undefined;
  /** A score; narrower gaps are left out. */
  readonly minGap?: number | undefined;
  readonly knownAt?: string | undefined;
}

/** A cell of positions, by acts of one class. */
interface Cell extends HeldSide, Side {}

export interface DivergenceSide extends Omit<Cell, 'actor' | 'issue'> {
  /** Lists the records of this class up to the day asked about. */
  readonly recordsUrl: string;
}

export type DivergenceItem = Omit<Divergence<Cell>, keyof HeldByClass<unknown>> & HeldByClass<DivergenceSide | null>;

export interface DivergenceAnswer {
  /** Null where there are no records. */
  readonly on: IsoDate | null;
  readonly items: readonly DivergenceItem[];
  readonly counts: Divergences<Cell>['counts'];
  readonly method: Method;
  readonly knownAt: string;
}

/** What was read for an answer, and the states of the data that were seen. */
interface Read {
  readonly on: IsoDate | null;
  readonly held: HeldByClass<readonly Cell[]>;
  readonly states: readonly string[];
}

/** Positions by one class that one answer looks at. */
const CELLS_LIMIT = 20_000;
const CLASSES = { words: 'WORDS', commitments: 'COMMITMENTS', deeds: 'DEEDS' } as const satisfies HeldByClass<ActClass>;
const NOTHING: Read['held'] = { words: [], commitments: [], deeds: [] };

/** Where words and deeds part. */
@Injectable()
export class DivergenceService {
  constructor(
    private readonly references: References,
    private readonly filters: RecordFilters,
    private readonly positions: PositionsReadModel,
    private readonly lastDay: LastDayReadModel,
    private readonly recordTime: RecordTime,
  ) {}

  /**
   * Throws `<kind>/unknown`, `date/…`, `known-at/…`, `analysis/actor-twice`, `analysis/too-many-positions`,
   * `divergence/classes-are-compared`.
   */
  async of(request: DivergenceRequest): Promise<DivergenceAnswer> {
    if (request.actClass !== undefined) throw classesAreCompared();
    const day = request.on === undefined ? null : lastDayOf(request.on, '?on');
    const asked = await this.recordTime.asked(request.knownAt);
    const { held, on, states } = await ofOneState(asked, (moment) => this.read(request, day, moment));
    const knownAt = states.at(-1)!;
    const { counts, items } = divergencesOf(held, request.minGap);
    return {
      on,
      items: items.map((item) => shown(item, request, on!, knownAt)),
      counts,
      method: methodOf(request, on),
      knownAt,
    };
  }

  /** `moment` null is now. */
  private async read(request: DivergenceRequest, day: IsoDate | null, moment: string | null): Promise<Read> {
    const which = await this.which(request, moment);
    const last =
      day === null ? await this.lastDay.of({ ...which, filters: await this.filters.of(request, moment) }) : null;
    const on = day ?? last!.day;
    if (on === null) return { on, held: NOTHING, states: [last!.knownAt] };
    const youngest = youngestOn(on, request.maxAge);
    const of = async (actClass: ActClass): Promise<{ cells: readonly Cell[]; knownAt: string }> => {
      const filters = await this.filters.of({ ...request, actClass: [actClass] }, moment);
      const answer = await this.positions.of({ ...which, on, youngest, filters, limit: CELLS_LIMIT });
      if (answer.count > CELLS_LIMIT) throw tooMany();
      return { cells: JSON.parse(answer.cells) as Cell[], knownAt: answer.known_at };
    };
    const words = await of(CLASSES.words);
    const commitments = await of(CLASSES.commitments);
    const deeds = await of(CLASSES.deeds);
    const states = [last ?? words, words, commitments, deeds].map(({ knownAt }) => knownAt);
    return { on, held: { words: words.cells, commitments: commitments.cells, deeds: deeds.cells }, states };
  }

  private async which(
    { actor, issue }: DivergenceRequest,
    knownAt: string | null,
  ): Promise<Pick<LastDayQuestion, 'actorIds' | 'issueIds' | 'knownAt'>> {
    const actors = actor && (await actorsOnce(this.references, actor, '?actor', knownAt));
    const issueIds = issue && (await this.references.ids('issue', issue, '?issue', knownAt));
    return { actorIds: actors?.map(({ id }) => id), issueIds, knownAt };
  }
}

function shown(item: Divergence<Cell>, selection: RecordSelection, on: IsoDate, knownAt: string): DivergenceItem {
  const side = (one: keyof typeof CLASSES): DivergenceSide | null => {
    const cell = item[one];
    if (cell === null) return null;
    const { actor, issue, ...figures } = cell;
    const ofClass = { ...selection, actClass: [CLASSES[one]] };
    return { ...figures, recordsUrl: recordsLink({ pair: { actor, issue }, to: on, selection: ofClass, knownAt }) };
  };
  return { ...item, words: side('words'), commitments: side('commitments'), deeds: side('deeds') };
}

const methodOf = (request: DivergenceRequest, on: IsoDate | null): Method => ({
  id: 'divergence',
  version: 1,
  reference: 'docs/methodology.md#divergence',
  parameters: {
    actor: request.actor ?? null,
    issue: request.issue ?? null,
    on: request.on ?? on,
    maxAge: request.maxAge ?? null,
    minGap: request.minGap ?? null,
    ...selectionParameters(request),
  },
});

const classesAreCompared = (): InvalidProblem =>
  InvalidProblem.at(
    '?actClass',
    'divergence/classes-are-compared',
    'Words, commitments and deeds are what is compared; leave actClass out, or narrow each of them with act.',
  );

const tooMany = (): InvalidProblem =>
  InvalidProblem.at(
    '?actor',
    'analysis/too-many-positions',
    `By each class ${CELLS_LIMIT} positions are compared at most; name some actors or issues.`,
  );
