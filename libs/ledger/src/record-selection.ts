import type { References } from '@app/catalog';
import type { Confidence, Reliability, StanceAct, StanceChannel } from '@app/database';
import type { StanceFilters, Without } from './stance-question.js';

/** The acts of each class; ABSENCE is in none. */
export const ACT_CLASSES = {
  WORDS: ['STATEMENT'],
  COMMITMENTS: ['AGREEMENT', 'PLEDGE'],
  DEEDS: ['VOTE', 'ACTION', 'MEETING', 'REFUSAL'],
} as const satisfies Readonly<Record<string, readonly StanceAct[]>>;

export type ActClass = keyof typeof ACT_CLASSES;

/** Which records are taken in; references are slugs or ids. Every part narrows; absent parts take in all. */
export interface RecordSelection {
  readonly act?: readonly StanceAct[] | undefined;
  readonly actClass?: readonly ActClass[] | undefined;
  readonly channel?: readonly StanceChannel[] | undefined;
  readonly confidence?: readonly Confidence[] | undefined;
  readonly target?: readonly string[] | undefined;
  readonly speaker?: readonly string[] | undefined;
  readonly event?: readonly string[] | undefined;
  readonly source?: readonly string[] | undefined;
  /** Some one citation is at least so credible, 1 to 6, and of a source at least so reliable. */
  readonly minCredibility?: number | undefined;
  readonly minReliability?: Reliability | undefined;
  readonly without?: readonly Without[] | undefined;
}

const PARTS = [
  'act',
  'actClass',
  'channel',
  'confidence',
  'target',
  'speaker',
  'event',
  'source',
  'minCredibility',
  'minReliability',
  'without',
] as const satisfies readonly (keyof RecordSelection)[];

/** The parts that are given, in a fixed order, for methods and links. */
export const selectionParameters = (selection: RecordSelection): Record<string, readonly string[] | string | number> =>
  Object.fromEntries(PARTS.flatMap((part) => (selection[part] === undefined ? [] : [[part, selection[part]]])));

export const takesInAll = (selection: RecordSelection): boolean => PARTS.every((part) => selection[part] === undefined);

/** The selection as conditions on the ledger. Throws `<kind>/unknown`. */
export async function selectionFilters(
  selection: RecordSelection,
  references: References,
  knownAt: string | null,
): Promise<Omit<StanceFilters, 'statuses' | 'window'>> {
  const ids = (kind: 'actor' | 'event' | 'source', parameter: 'target' | 'speaker' | 'event' | 'source') => {
    const wanted = selection[parameter];
    return wanted === undefined ? undefined : references.ids(kind, wanted, `?${parameter}`, knownAt);
  };
  return {
    targetIds: await ids('actor', 'target'),
    speakerIds: await ids('actor', 'speaker'),
    eventIds: await ids('event', 'event'),
    sourceIds: await ids('source', 'source'),
    acts: actsOf(selection),
    channels: selection.channel,
    confidences: selection.confidence,
    minCredibility: selection.minCredibility,
    minReliability: selection.minReliability,
    without: selection.without,
  };
}

function actsOf({ act, actClass }: RecordSelection): readonly StanceAct[] | undefined {
  if (actClass === undefined) return act;
  const ofClass = actClass.flatMap((each): readonly StanceAct[] => ACT_CLASSES[each]);
  return act === undefined ? ofClass : act.filter((each) => ofClass.includes(each));
}
