import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import type { Confidence, StanceAct, StanceChannel } from '@app/database';
import type { StanceFilters } from '@app/ledger';

/** Which records an analysis takes in; references are slugs or ids. Absent parts take in all. */
export interface RecordSelection {
  readonly act?: readonly StanceAct[] | undefined;
  readonly channel?: readonly StanceChannel[] | undefined;
  readonly confidence?: readonly Confidence[] | undefined;
  readonly target?: readonly string[] | undefined;
  readonly speaker?: readonly string[] | undefined;
  readonly event?: readonly string[] | undefined;
  readonly source?: readonly string[] | undefined;
}

const PARTS = ['act', 'channel', 'confidence', 'target', 'speaker', 'event', 'source'] as const;

/** The parts that are given, in a fixed order, for methods and links. */
export const selectionParameters = (selection: RecordSelection): Record<string, readonly string[]> =>
  Object.fromEntries(PARTS.flatMap((part) => (selection[part] === undefined ? [] : [[part, selection[part]]])));

/** Turns a selection into conditions on the ledger. */
@Injectable()
export class RecordFilters {
  constructor(private readonly references: References) {}

  /** Null where everything is taken in. Throws `<kind>/unknown`. */
  async of(selection: RecordSelection, knownAt: string | null): Promise<StanceFilters | null> {
    if (PARTS.every((part) => selection[part] === undefined)) return null;
    const ids = (kind: 'actor' | 'event' | 'source', parameter: string, wanted?: readonly string[]) =>
      wanted === undefined ? undefined : this.references.ids(kind, wanted, `?${parameter}`, knownAt);
    return {
      acts: selection.act,
      channels: selection.channel,
      confidences: selection.confidence,
      targetIds: await ids('actor', 'target', selection.target),
      speakerIds: await ids('actor', 'speaker', selection.speaker),
      eventIds: await ids('event', 'event', selection.event),
      sourceIds: await ids('source', 'source', selection.source),
      statuses: ['PUBLISHED'],
      window: { first: null, last: null },
    };
  }
}
