import { Confidence, StanceAct, StanceChannel } from '@app/database';
import { MayBeAbsent, Moment, References, SomeOf } from '../validation/validators.js';

/** Which records a figure rests on. */
export class SelectionQuery {
  /** Only of these actors: slugs or ids. @example "taliban" */
  @MayBeAbsent() @References() readonly actor?: string[];
  /** Only on these issues: slugs or ids. @example "un-envoy" */
  @MayBeAbsent() @References() readonly issue?: string[];
  /** Only stances toward one of these actors. */
  @MayBeAbsent() @References() readonly target?: string[];
  /** Only what one of these said. */
  @MayBeAbsent() @References() readonly speaker?: string[];
  /** Only at or about one of these events. */
  @MayBeAbsent() @References() readonly event?: string[];
  /** Only records that cite one of these sources. */
  @MayBeAbsent() @References() readonly source?: string[];
  @MayBeAbsent() @SomeOf(Object.values(StanceAct), 'StanceAct') readonly act?: readonly StanceAct[];
  @MayBeAbsent() @SomeOf(Object.values(StanceChannel), 'StanceChannel') readonly channel?: readonly StanceChannel[];
  @MayBeAbsent() @SomeOf(Object.values(Confidence), 'Confidence') readonly confidence?: readonly Confidence[];

  /** Answer as it would have been then: RFC 3339, or a day for its first instant (UTC). @example "2026-11-24T12:00:00Z" */
  @MayBeAbsent() @Moment() readonly knownAt?: string;
}
