import type { Reliability } from '@app/database';
import type { Noted } from '../entries/entry-writes.js';

export interface NewSource extends Noted {
  readonly slug: string;
  readonly title: string;
  readonly publisher?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly archiveUrl?: string | null | undefined;
  /** EDTF: when it was published. */
  readonly date?: string | null | undefined;
  /** BCP 47. */
  readonly language?: string | null | undefined;
  /** Admiralty grade of the source itself; F is "cannot be judged", not "bad". */
  readonly reliability: Reliability;
  readonly note?: string | null | undefined;
}
