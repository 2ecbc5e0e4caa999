import { Injectable } from '@nestjs/common';
import { ABSENT, cellsByCodes, FIRST_LEVEL, InvalidProblem, NO_RECORD, scoreOf, windowOf } from '@app/domain';
import type { Method } from '../records/pair.js';
import type { ActorStates, States } from '../states/states.read-model.js';
import { jointOptions } from './agreement-figures.js';
import { type AgreementRequest, assertAgreementRequest } from './agreement-request.js';
import { AgreementStatesService } from './agreement-states.service.js';
import { agreementMethod } from './agreement.service.js';
import type { NamedActor } from '../records/actors-once.js';

/** What one of the two did about a unit. */
export interface UnitSide {
  /** Null: absent. */
  readonly position: number | null;
  readonly score: number | null;
  /** Id of the record. */
  readonly record: string;
}

export interface AgreementUnit {
  readonly issue: string;
  readonly a: UnitSide;
  readonly b: UnitSide;
  readonly weight: number;
  /** `half`: counts as half an agreement. The others are left out, and say why. */
  readonly counted: 'whole' | 'half' | 'abstention' | 'absence' | 'unanimous';
}

export interface AgreementUnits {
  readonly items: readonly AgreementUnit[];
  readonly counts: { readonly counted: number; readonly leftOut: number };
  readonly method: Method;
  readonly knownAt: string;
}

/** Exactly what the agreement of one pair rests on. */
@Injectable()
export class AgreementUnitsService {
  constructor(private readonly states: AgreementStatesService) {}

  /** Throws what `AgreementService.of` does, and `agreement/one-pair` unless one actor is compared with one other. */
  async of(request: AgreementRequest): Promise<AgreementUnits> {
    assertAgreementRequest(request);
    assertOnePair(request);
    const { levels, pairs, places, states } = await this.states.of(request, [windowOf(request)], true);
    const [pair] = pairs;
    const [place] = places;
    const options = jointOptions(request, levels, place!.weights);
    const cells = cellsByCodes(options);
    const unitOf = new Map(place!.issues.map((issue, unit) => [issue, unit]));
    const [ofA, ofB] = pair!.map((actor: NamedActor) => recordsByIssue(states, actor.id)) as [Held, Held];
    const codesOf = (actor: NamedActor): Uint8Array => place!.codes.get(actor.id) ?? new Uint8Array();
    const items = [...ofA].flatMap(([issue, a]): AgreementUnit[] => {
      const b = ofB.get(issue);
      if (b === undefined) return [];
      const unit = unitOf.get(issue);
      const [x, y] = unit === undefined ? [NO_RECORD, NO_RECORD] : [codesOf(pair![0])[unit]!, codesOf(pair![1])[unit]!];
      const cell = cells[x * (FIRST_LEVEL + levels.length) + y]!;
      return [
        {
          issue: states.issues[issue]!.slug,
          a: sideOf(states, issue, a),
          b: sideOf(states, issue, b),
          weight: unit === undefined ? 1 : (place!.weights?.[unit] ?? 1),
          counted: unit === undefined ? 'unanimous' : countedAs(cell, levels.length, x, y),
        },
      ];
    });
    const counted = items.filter((item) => item.counted === 'whole' || item.counted === 'half').length;
    return {
      items: items.toSorted((a, b) => (a.issue < b.issue ? -1 : 1)),
      counts: { counted, leftOut: items.length - counted },
      method: agreementMethod(request),
      knownAt: states.knownAt,
    };
  }
}

type Held = ReadonlyMap<number, { readonly position: number | null; readonly record: string }>;

function assertOnePair({ actor, with: others }: AgreementRequest): void {
  const isPair = others === undefined ? actor?.length === 2 : actor?.length === 1 && others.length === 1;
  if (isPair) return;
  throw InvalidProblem.at('?actor', 'agreement/one-pair', 'Name two actors: actor=iran&with=taliban.');
}

/** What an actor did, by issue; a position prevails over an absence, and of absences the last recorded. */
function recordsByIssue({ rows }: States, actorId: string): Held {
  const held = new Map<number, { position: number | null; record: string }>();
  for (const row of rows.filter((each: ActorStates) => each.actorId === actorId)) {
    row.issues.forEach((issue, index) => {
      const position = row.positions[index]!;
      const record = row.records[index]!;
      const known = held.get(issue);
      const isLater = known === undefined || (known.position === null && record > known.record);
      if (position !== null || isLater) held.set(issue, { position, record });
    });
  }
  return held;
}

function sideOf(
  { issues }: States,
  issue: number,
  { position, record }: { readonly position: number | null; readonly record: string },
): UnitSide {
  const { scale } = issues[issue]!;
  const score = position === null ? null : scoreOf(position, scale);
  return { position, score, record };
}

function countedAs(cell: number, levels: number, x: number, y: number): AgreementUnit['counted'] {
  const half = levels ** 2;
  if (cell < half) return 'whole';
  if (cell === half) return 'half';
  return x === ABSENT || y === ABSENT ? 'absence' : 'abstention';
}
