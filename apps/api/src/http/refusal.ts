import type { Fault } from '@app/domain';

/** How HTTP itself says no, where that means nothing to the domain. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly code: string,
    detail: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(detail);
    this.name = 'Refusal';
  }
}
