import type { Noted } from '../entries/entry-writes.js';

/** A link to a broader issue: direction −1 where being for this one is being against the broader one. */
export interface BroaderInput {
  readonly issue: string;
  readonly direction: 1 | -1;
  /** Positive. */
  readonly weight: number;
}

export interface NewIssue extends Noted {
  readonly slug: string;
  readonly name: string;
  /** What can be stood for or against: "The UN should appoint a special envoy for Afghanistan". */
  readonly proposition: string;
  /** Slug or id; fixed for good, because positions are recorded on it. */
  readonly scale: string;
  readonly description?: string | null | undefined;
  readonly codingRule?: string | null | undefined;
  readonly absenceCarriesPosition?: boolean | undefined;
  readonly broader?: readonly BroaderInput[] | undefined;
}

export type IssueChanges = Omit<NewIssue, 'slug' | 'scale'>;
