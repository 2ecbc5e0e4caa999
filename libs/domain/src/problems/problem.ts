/** One fault in a request: where (RFC 6901 pointer, or `?name` for a query parameter), which, and what to do. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * What went wrong, in the domain's words. `code` is stable (`area/what`), `detail` says what to do.
 * One table in the HTTP room gives each class its status.
 */
export abstract class Problem extends Error {
  readonly code: string;
  readonly faults: readonly Fault[];

  constructor(code: string, detail: string, faults: readonly Fault[] = [], options?: ErrorOptions) {
    super(detail, options);
    this.name = new.target.name;
    this.code = code;
    this.faults = faults;
  }
}

/** The request cannot be meant: wrong shape, impossible value, unknown reference. */
export class InvalidProblem extends Problem {
  /** A single fault at `pointer`. */
  static at(pointer: string, code: string, detail: string): InvalidProblem {
    return new InvalidProblem(code, detail, [{ pointer, code, detail }]);
  }
}

/** Nobody has been identified, and the act needs somebody. */
export class UnauthenticatedProblem extends Problem {}

/** Somebody is identified, and may not do this. */
export class ForbiddenProblem extends Problem {}

/** There is no such thing. */
export class NotFoundProblem extends Problem {}

/** The request contradicts what is already recorded. */
export class ConflictProblem extends Problem {}

/** The caller's copy is not the current revision. */
export class StaleProblem extends Problem {}

/** The caller must say which revision it means to change. */
export class PreconditionRequiredProblem extends Problem {}

/** What the service stands on (database, disk) does not answer. */
export class UnavailableProblem extends Problem {}
