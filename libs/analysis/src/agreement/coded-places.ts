import { ABSENT, FIRST_LEVEL, scoreOf } from '@app/domain';
import type { States } from '../states/states.read-model.js';

/** Who held what at one place, in the form that agreement is computed from. */
export interface CodedPlace {
  /** Indexes into the issues of the states: the units, in order. */
  readonly issues: readonly number[];
  /** By actor id: a code for each unit. */
  readonly codes: ReadonlyMap<string, Uint8Array>;
  /** Of the units; absent: each 1. */
  readonly weights?: Float64Array;
  /** Units left out because all who held a position on them held the same. */
  readonly unanimous: number;
}

export interface CodedStates {
  /** The scores that codes stand for, ascending. */
  readonly levels: readonly number[];
  /** One for each window or event. */
  readonly places: readonly CodedPlace[];
}

interface Coding {
  /** Of each issue of the states: scores by position − lowest position, as codes. */
  readonly codeOf: readonly ((position: number) => number)[];
  readonly levels: readonly number[];
}

/**
 * Codes the states place by place. A position prevails over an absence of the same unit.
 * @param weightOf of an issue, by its id
 */
export function codedStates(
  states: States,
  {
    dropUnanimous,
    places,
    weightOf,
  }: {
    readonly dropUnanimous: boolean;
    readonly places: number;
    readonly weightOf?: (issueId: string) => number;
  },
): CodedStates {
  const coding = codingOf(states);
  const rowsOf = Map.groupBy(states.rows, ({ place }) => place);
  const coded = Array.from({ length: places }, (_, place) => {
    const rows = rowsOf.get(place) ?? [];
    const { kept, unanimous } = unitsOf(rows, states.issues.length, dropUnanimous);
    const unitOf = new Int32Array(states.issues.length).fill(-1);
    kept.forEach((issue, unit) => (unitOf[issue] = unit));
    const codes = new Map(rows.map(({ actorId }) => [actorId, new Uint8Array(kept.length)]));
    for (const { actorId, issues, positions } of rows) {
      const own = codes.get(actorId)!;
      issues.forEach((issue, index) => {
        const unit = unitOf[issue]!;
        if (unit < 0) return;
        const position = positions[index]!;
        if (position !== null) own[unit] = coding.codeOf[issue]!(position);
        else if (own[unit] === 0) own[unit] = ABSENT;
      });
    }
    const weights = weightOf && Float64Array.from(kept, (issue) => weightOf(states.issues[issue]!.id));
    return { issues: kept, codes, unanimous, ...(weights === undefined ? {} : { weights }) };
  });
  return { levels: coding.levels, places: coded };
}

function codingOf(states: States): Coding {
  const used = states.issues.map(() => new Set<number>());
  for (const { issues, positions } of states.rows) {
    issues.forEach((issue, index) => {
      const position = positions[index]!;
      if (position !== null) used[issue]!.add(position);
    });
  }
  const scores = states.issues.map(({ scale }, issue) =>
    [...used[issue]!].map((position) => [position, scoreOf(position, scale)] as const),
  );
  const levels = [...new Set(scores.flatMap((own) => own.map(([, score]) => score)))].toSorted((a, b) => a - b);
  const codes = new Map(levels.map((level, index) => [level, FIRST_LEVEL + index]));
  const codeOf = scores.map((own) => {
    const byPosition = new Map(own.map(([position, score]) => [position, codes.get(score)!]));
    return (position: number) => byPosition.get(position)!;
  });
  return { codeOf, levels };
}

/** The issues on which anybody has anything; without those on which all positions are the same, where asked for. */
function unitsOf(
  rows: States['rows'],
  issues: number,
  dropUnanimous: boolean,
): { readonly kept: number[]; readonly unanimous: number } {
  const UNSEEN = Number.NaN;
  const first = new Float64Array(issues).fill(UNSEEN);
  const divided = new Uint8Array(issues);
  const present = new Uint8Array(issues);
  for (const { issues: own, positions } of rows) {
    own.forEach((issue, index) => {
      present[issue] = 1;
      const position = positions[index]!;
      if (position === null) return;
      if (Number.isNaN(first[issue])) first[issue] = position;
      else if (first[issue] !== position) divided[issue] = 1;
    });
  }
  const all = [...present.keys()].filter((issue) => present[issue] === 1);
  if (!dropUnanimous) return { kept: all, unanimous: 0 };
  const kept = all.filter((issue) => divided[issue] === 1);
  return { kept, unanimous: all.length - kept.length };
}
