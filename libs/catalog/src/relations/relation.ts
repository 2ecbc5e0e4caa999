import type { RelationType } from '@app/database';
import type { Noted } from '../entries/entry-writes.js';

export interface NewRelation extends Noted {
  readonly slug: string;
  readonly subject: string;
  readonly type: RelationType;
  readonly object: string;
  /** EDTF: when it held; absent is unknown, and counts as always. */
  readonly valid?: string | null | undefined;
  /** The office or title that it is held under. */
  readonly title?: string | null | undefined;
  readonly source?: string | null | undefined;
}

/** Who is related to whom never changes; another relation is another entry. */
export type RelationChanges = Omit<NewRelation, 'slug' | 'subject' | 'type' | 'object'>;
