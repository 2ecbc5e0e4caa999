import type { ActorKind, NameKind } from '@app/database';
import type { Noted } from '../entries/entry-writes.js';

export interface ActorNameInput {
  readonly text: string;
  /** BCP 47, e.g. `fa`. */
  readonly language: string;
  /** ISO 15924, e.g. `Arab`. */
  readonly script?: string | null | undefined;
  readonly kind: NameKind;
  /** EDTF; absent is always. */
  readonly valid?: string | null | undefined;
}

export interface ActorIdentifierInput {
  readonly scheme: string;
  readonly value: string;
  readonly valid?: string | null | undefined;
}

export interface NewActor extends Noted {
  readonly slug: string;
  readonly kind: ActorKind;
  readonly names: readonly ActorNameInput[];
  readonly identifiers?: readonly ActorIdentifierInput[] | undefined;
  /** EDTF: when the actor existed. */
  readonly validity?: string | null | undefined;
  readonly description?: string | null | undefined;
}
