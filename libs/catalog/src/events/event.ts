import type { ParticipantRole } from '@app/database';
import type { Noted } from '../entries/entry-writes.js';

export interface ParticipantInput {
  readonly actor: string;
  readonly role: ParticipantRole;
  readonly note?: string | null | undefined;
}

export interface NewEvent extends Noted {
  readonly slug: string;
  readonly name: string;
  /** EDTF. */
  readonly date: string;
  readonly place?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** An actor may have several roles, each once. */
  readonly participants?: readonly ParticipantInput[] | undefined;
}
