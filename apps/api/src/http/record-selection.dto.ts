import { ApiProperty } from '@nestjs/swagger';
import { Confidence, Reliability, StanceAct, StanceChannel } from '@app/database';
import { ACT_CLASSES, type ActClass, WITHOUT, type Without } from '@app/ledger';
import { Count, MayBeAbsent, OneOf, References, SomeOf } from '../validation/validators.js';

/** Which records: each parameter narrows. */
export class RecordSelectionQuery {
  /** Held by one of these actors: slugs or ids. @example "iran,taliban" */
  @MayBeAbsent() @References() readonly actor?: string[];
  /** On one of these issues: slugs or ids. @example "un-envoy" */
  @MayBeAbsent() @References() readonly issue?: string[];
  /** Toward whom the stance is held. @example "taliban" */
  @MayBeAbsent() @References() readonly target?: string[];
  /** Who said it. */
  @MayBeAbsent() @References() readonly speaker?: string[];
  /** At or about which event. */
  @MayBeAbsent() @References() readonly event?: string[];
  /** That cite one of these sources. */
  @MayBeAbsent() @References() readonly source?: string[];
  @MayBeAbsent() @SomeOf(Object.values(StanceAct), 'StanceAct') readonly act?: readonly StanceAct[];
  /** Words (STATEMENT), commitments (AGREEMENT, PLEDGE), deeds (VOTE, ACTION, MEETING, REFUSAL); ABSENCE is in none. */
  @MayBeAbsent() @SomeOf(Object.keys(ACT_CLASSES), 'ActClass') readonly actClass?: readonly ActClass[];
  @MayBeAbsent() @SomeOf(Object.values(StanceChannel), 'StanceChannel') readonly channel?: readonly StanceChannel[];
  @MayBeAbsent() @SomeOf(Object.values(Confidence), 'Confidence') readonly confidence?: readonly Confidence[];
  /**
   * Of which some citation has this Admiralty credibility or a better one: 3 takes 1, 2 and 3. What cannot be judged is
   * taken by 6 only. With minReliability one citation has both.
   */
  @MayBeAbsent() @Count(1, 6) @ApiProperty({ required: false }) readonly minCredibility?: number;
  /** That cite some source of this Admiralty reliability or a better one; what cannot be judged is taken by F only. */
  @MayBeAbsent()
  @OneOf(Object.values(Reliability))
  @ApiProperty({ required: false })
  readonly minReliability?: Reliability;
  /**
   * Leaves out records of anonymous sources; records whose citations all depend on one another (one source, one publisher or
   * one quote); records without a citation of reliability A to C and credibility 1 to 3.
   */
  @MayBeAbsent() @SomeOf(WITHOUT, 'Without') readonly without?: readonly Without[];
}
