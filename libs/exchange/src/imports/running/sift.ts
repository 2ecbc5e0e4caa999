import { EntrySieve, type RefusedLines, type StagedFault, type StagedFaults } from '@app/catalog';
import type { BulkTransaction } from '@app/database';
import type { StanceStage } from '@app/ledger';

/** A row that is refused may spoil others, and they others in turn; chains longer than this are not followed. */
const MOST_ROUNDS = 50;

export interface Sifted extends StagedFaults {
  /** Whether all that is left on the stages can be recorded, as far as is known. */
  readonly isSettled: boolean;
}

export interface Sifting {
  readonly transaction: BulkTransaction;
  readonly refused: RefusedLines;
  readonly stances: StanceStage;
  /** Whether all rows were staged; what entries name can only then be said to be missing. */
  readonly isWhole: boolean;
}

/**
 * Takes out of the stages what cannot be recorded: what stands on refused lines, what the other rows contradict or the
 * catalog would refuse, and what is spoilt when those are gone. The faults found on the way.
 */
export async function sift({ isWhole, refused, stances, transaction }: Sifting): Promise<Sifted> {
  const sieve = await EntrySieve.open(transaction, refused);
  const faults: StagedFault[] = [];
  let found = 0;
  const note = (more: StagedFaults): number => {
    faults.push(...more.faults);
    found += more.found;
    return more.found;
  };
  note(await stances.refuseTwice(refused));
  let isSettled = false;
  for (let round = 0; !isSettled && round < MOST_ROUNDS; round += 1) {
    const isAnyRefused = (await refused.count()) > 0;
    if (isAnyRefused) {
      await stances.leaveOut();
      await sieve.leaveOut();
    }
    const ofEntries = isWhole ? note(await sieve.refuse()) : 0;
    const ofStances = isAnyRefused || ofEntries > 0 ? note(await stances.refuseUnfounded(refused)) : 0;
    isSettled = ofEntries + ofStances === 0;
  }
  return { faults, found, isSettled };
}
