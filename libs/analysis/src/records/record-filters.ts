import { Injectable } from '@nestjs/common';
import { References } from '@app/catalog';
import { type RecordSelection, selectionFilters, type StanceFilters, takesInAll } from '@app/ledger';

export { type RecordSelection, selectionParameters } from '@app/ledger';

/** Turns a selection into conditions on the ledger. */
@Injectable()
export class RecordFilters {
  constructor(private readonly references: References) {}

  /** Null where everything is taken in. Throws `<kind>/unknown`. */
  async of(selection: RecordSelection, knownAt: string | null): Promise<StanceFilters | null> {
    if (takesInAll(selection)) return null;
    return {
      ...(await selectionFilters(selection, this.references, knownAt)),
      statuses: ['PUBLISHED'],
      window: { first: null, last: null },
    };
  }
}
