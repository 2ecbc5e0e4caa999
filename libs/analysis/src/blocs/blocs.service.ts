import { Injectable } from '@nestjs/common';
import { type AgreementMeasure, completeSubset, InvalidProblem, windowOf } from '@app/domain';
import { agreementItems, assertComputableAgreement } from '../agreement/agreement-figures.js';
import { agreementParameters, type AgreementRequest, assertAgreementRequest } from '../agreement/agreement-request.js';
import { AgreementStatesService } from '../agreement/agreement-states.service.js';
import { agreementLinks } from '../agreement/agreement.service.js';
import type { NamedActor } from '../records/actors-once.js';
import { inTurns } from '../records/in-turns.js';
import type { Method } from '../records/pair.js';
import { type Dendrogram, dendrogramOf, groupsOf, type Linkage, type Merge } from './dendrogram.js';

export interface BlocsRequest extends Omit<AgreementRequest, 'with' | 'measures' | 'bootstrap' | 'seed'> {
  readonly measure: AgreementMeasure;
  readonly linkage: Linkage;
  /** How many groups, or the distance below which actors are of one group; neither: everybody is alone. */
  readonly groups?: number | undefined;
  readonly height?: number | undefined;
}

export interface BlocItem {
  readonly actor: string;
  /** In the drawing, from 0. */
  readonly place: number;
  readonly group: number;
}

export interface Blocs {
  /** In the order of the drawing. */
  readonly items: readonly BlocItem[];
  readonly merges: readonly Merge[];
  /** Agreement of the actors in the order of the drawing; null with oneself. */
  readonly matrix: readonly (readonly (number | null)[])[];
  /** Who cannot be grouped, because agreement with so many others is not defined. */
  readonly leftOut: readonly { readonly actor: string; readonly undefinedPairs: number }[];
  readonly counts: { readonly actors: number; readonly groups: number; readonly units: number };
  readonly method: Method;
  readonly unitsUrl: string;
  readonly recordsUrl: string;
  readonly knownAt: string;
}

/** Who stands together: actors grouped by agreement. */
@Injectable()
export class BlocsService {
  constructor(private readonly states: AgreementStatesService) {}

  /** Throws what `AgreementService.of` does, `blocs/too-few-actors` and `blocs/too-many-groups`. */
  async of(request: BlocsRequest): Promise<Blocs> {
    const asked: AgreementRequest = { ...request, measures: [request.measure], bootstrap: 0, seed: 0 };
    assertAgreementRequest(asked);
    if (request.actor?.length === 1) throw tooFewActors();
    const read = await this.states.of(asked, [windowOf(request)]);
    assertComputableAgreement(asked, read.pairs.length, read);
    const { levels, pairs, places, states } = read;
    const [place] = places;
    const actors = actorsOf(pairs);
    const indexOf = new Map(actors.map(({ id }, index) => [id, index]));
    const values = actors.map(() => actors.map((): number | null => null));
    await inTurns(pairs, (pair) => {
      const { value } = agreementItems(asked, pair, place!, levels)[0]!;
      const [a, b] = pair.map(({ id }) => indexOf.get(id)!) as [number, number];
      values[a]![b] = values[b]![a] = value;
    });
    const { kept, leftOut } = completeSubset(values);
    if (kept.length < 2) throw tooFewActors();
    if (request.groups !== undefined && request.groups > kept.length) throw tooManyGroups(request.groups, kept.length);
    const drawn = dendrogramOf(
      kept.map((a) => kept.map((b) => (a === b ? 0 : distanceOf(values[a]![b]!, request.measure)))),
      request.linkage,
    );
    const order = drawn.order.map((leaf) => kept[leaf]!);
    const groups = groupsOf(drawn, cutOf(request, drawn));
    return {
      items: order.map((actor, index) => ({ actor: actors[actor]!.slug, place: index, group: groups[index]! })),
      merges: drawn.merges,
      matrix: order.map((a) => order.map((b) => values[a]![b]!)),
      leftOut: leftOut.map(({ index, missing }) => ({ actor: actors[index]!.slug, undefinedPairs: missing })),
      counts: { actors: order.length, groups: new Set(groups).size, units: place!.issues.length },
      method: methodOf(request, asked),
      ...agreementLinks(asked, states.knownAt),
      knownAt: states.knownAt,
    };
  }
}

const actorsOf = (pairs: readonly (readonly NamedActor[])[]): NamedActor[] =>
  [...new Map(pairs.flat().map((actor) => [actor.id, actor])).values()].toSorted((a, b) => (a.slug < b.slug ? -1 : 1));

/** 0 for full agreement; 1 for none, of shares, or for the least, of what runs from −1. */
const distanceOf = (value: number, measure: AgreementMeasure): number =>
  measure === 'identical' || measure === 'graded' ? 1 - value : (1 - value) / 2;

const cutOf = (
  { groups, height }: BlocsRequest,
  { order }: Dendrogram,
): { readonly groups: number } | { readonly height: number } =>
  height === undefined ? { groups: groups ?? order.length } : { height };

const methodOf = (request: BlocsRequest, asked: AgreementRequest): Method => {
  const { bootstrap: _, measure: __, seed: ___, ...parameters } = agreementParameters(asked);
  return {
    id: 'blocs',
    version: 1,
    reference: 'docs/methodology.md#blocs',
    parameters: {
      actor: request.actor ?? null,
      measure: request.measure,
      ...parameters,
      linkage: request.linkage,
      groups: request.groups ?? null,
      height: request.height ?? null,
    },
  };
};

const tooFewActors = (): InvalidProblem =>
  InvalidProblem.at(
    '?actor',
    'blocs/too-few-actors',
    'Fewer than two actors have agreement with each other that is defined; name more of them, more issues or a lower minN.',
  );

const tooManyGroups = (groups: number, actors: number): InvalidProblem =>
  InvalidProblem.at(
    '?groups',
    'blocs/too-many-groups',
    `${actors} actors cannot make ${groups} groups; ask for fewer.`,
  );
