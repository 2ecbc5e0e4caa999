import type { BulkTransaction } from '@app/database';
import {
  CYCLES,
  LEAVE_AS_IT_STANDS,
  MENTIONS,
  nameBySlug,
  OTHER_SCALES,
  REMOVE_STATED,
  REMOVE_UNUSED,
  SHARED_IDENTIFIERS,
  TAKEN_IDENTIFIERS,
  UNKNOWN_SCALES,
  unknownMentions,
} from './entry-sieve.sql.js';
import type { RefusedLines } from './refused-lines.js';
import type { StagedFault, StagedFaults } from './staged-entry.js';

const TABLES = `
  CREATE TEMPORARY TABLE refused_entry (handle integer NOT NULL, kind text NOT NULL, slug text NOT NULL) ON COMMIT DROP;
  CREATE TEMPORARY TABLE used_entry (handle integer NOT NULL) ON COMMIT DROP`;

interface Refused {
  readonly line: number;
  readonly column: number;
  readonly name: string | null;
  readonly value: string;
  readonly slug: string;
}

type Told = Pick<StagedFault, 'code' | 'detail'>;

/** Finds staged entries that the catalog would refuse, before it does: by then nobody knows the row any more. */
export class EntrySieve {
  private constructor(
    private readonly transaction: BulkTransaction,
    private readonly refused: RefusedLines,
  ) {}

  /** Once everything is staged. */
  static async open(transaction: BulkTransaction, refused: RefusedLines): Promise<EntrySieve> {
    await transaction.run('ANALYZE staged_entry');
    await transaction.run(TABLES);
    for (const mention of MENTIONS) await transaction.run(nameBySlug(mention));
    return new EntrySieve(transaction, refused);
  }

  /** Takes out what stands on refused lines, and what was to be made for them alone; `used_entry` says what is needed. */
  async leaveOut(): Promise<void> {
    const { transaction } = this;
    await transaction.run(LEAVE_AS_IT_STANDS);
    await transaction.run(REMOVE_STATED);
    // An entry that goes may have been the only one to name another.
    while ((await transaction.run(REMOVE_UNUSED)) > 0);
  }

  /** Refuses the lines of entries that cannot be made or revised; what they leave behind may spoil others. */
  async refuse(): Promise<StagedFaults> {
    const { refused } = this;
    const found: StagedFaults[] = [];
    for (const mention of MENTIONS) {
      const [, , named] = mention;
      found.push(
        await refused.refuse<Refused & { retracted: boolean }>(unknownMentions(mention), (fault) =>
          fault.retracted ? retracted(named, fault) : unknown(named, fault),
        ),
      );
    }
    found.push(await refused.refuse<Refused>(UNKNOWN_SCALES, unknownScale));
    found.push(await refused.refuse<Refused & { scale: string }>(OTHER_SCALES, otherScale));
    found.push(await refused.refuse<Refused>(CYCLES, cycle));
    found.push(await refused.refuse<Refused & { scheme: string }>(SHARED_IDENTIFIERS, shared));
    found.push(await refused.refuse<Refused & { scheme: string; bearer: string }>(TAKEN_IDENTIFIERS, taken));
    return {
      faults: found.flatMap(({ faults }) => faults),
      found: found.reduce((sum, one) => sum + one.found, 0),
    };
  }
}

const unknown = (kind: string, { slug, value }: Refused): Told => ({
  code: `${kind}/unknown`,
  detail: `"${slug}" names the ${kind} "${value}", which is neither in the catalog nor recorded with this file. Correct the name, or add the ${kind}.`,
});

const retracted = (kind: string, { slug, value }: Refused): Told => ({
  code: 'reference/retracted',
  detail: `"${slug}" names the ${kind} "${value}", which is retracted and cannot be referred to. Name another one.`,
});

const unknownScale = ({ slug, value }: Refused): Told => ({
  code: 'scale/unknown',
  detail: `The issue "${slug}" is on the scale "${value}", which does not exist; make it first.`,
});

const otherScale = ({ scale, slug, value }: Refused & { readonly scale: string }): Told => ({
  code: 'issue/scale-fixed',
  detail: `The issue "${slug}" is on the scale "${scale}" and stays there; make another issue for the scale "${value}".`,
});

const cycle = ({ slug }: Refused): Told => ({
  code: 'issue/cycle',
  detail: `The issue "${slug}" would be broader than itself, through the issues above it. Take one of them out.`,
});

const shared = ({ scheme, slug, value }: Refused & { readonly scheme: string }): Told => ({
  code: 'actor/identifier-taken',
  detail: `The actor "${slug}" has the identifier ${scheme} ${value}, which another row gives to another actor for the same time. Leave one out, or give their times.`,
});

const taken = ({
  bearer,
  scheme,
  slug,
  value,
}: Refused & { readonly scheme: string; readonly bearer: string }): Told => ({
  code: 'actor/identifier-taken',
  detail: `The actor "${slug}" has the identifier ${scheme} ${value}, which the actor "${bearer}" bears at that time. Leave it out, or give their times.`,
});
