import { isNativeError } from 'node:util/types';
import { ConflictProblem, InvalidProblem, Problem, StaleProblem, UnavailableProblem, type Fault } from '@app/domain';

type ProblemClass = new (code: string, detail: string, faults?: readonly Fault[], options?: ErrorOptions) => Problem;

interface Meaning {
  readonly problem: ProblemClass;
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
}

/** What our triggers say begins with its code: `issue/cycle: an issue cannot …`. */
const SPOKEN = /(?:^|\s)([a-z][a-z-]*\/[a-z][a-z-]*): (.+)/;

/** The class of each code that the database speaks, and the field at fault; any other spoken code is a conflict. */
const SPOKEN_PROBLEMS: Readonly<Record<string, readonly [problem: ProblemClass, pointer?: string]>> = {
  'stance/off-scale': [InvalidProblem, '/position'],
  'stance/absence-has-no-position': [InvalidProblem, '/position'],
  'stance/citation-required': [InvalidProblem, '/citations'],
  'scale/span': [InvalidProblem, '/points'],
  'scale/points-fixed': [ConflictProblem, '/points'],
  'issue/cycle': [ConflictProblem, '/broader'],
  'stance/stale': [StaleProblem],
};

const slugTaken = (what: string): Meaning => ({
  problem: ConflictProblem,
  code: `${what}/slug-taken`,
  detail: `Another ${what} has this slug; slugs are unique and never reused.`,
  pointer: '/slug',
});

/** What it means to the caller when a constraint refuses. */
const CONSTRAINTS: Readonly<Record<string, Meaning>> = {
  actor_slug_key: slugTaken('actor'),
  scale_slug_key: slugTaken('scale'),
  issue_slug_key: slugTaken('issue'),
  source_slug_key: slugTaken('source'),
  event_slug_key: slugTaken('event'),
  relation_slug_key: slugTaken('relation'),
  actor_identifier_names_one: {
    problem: ConflictProblem,
    code: 'actor/identifier-taken',
    detail:
      'An identifier names one actor at a time; another actor (or another entry of this one) has it in that period.',
    pointer: '/identifiers',
  },
  relation_once_at_a_time: {
    problem: ConflictProblem,
    code: 'relation/overlaps',
    detail: 'The same relation is already recorded for a period that overlaps this one.',
    pointer: '/valid',
  },
  relation_not_to_itself: {
    problem: InvalidProblem,
    code: 'relation/to-itself',
    detail: 'Subject and object of a relation are two different actors.',
    pointer: '/object',
  },
  issue_broader_pkey: {
    problem: InvalidProblem,
    code: 'issue/broader-twice',
    detail: 'The same broader issue is named twice.',
    pointer: '/broader',
  },
  event_participant_pkey: {
    problem: InvalidProblem,
    code: 'event/participant-twice',
    detail: 'The same actor is named twice in one role.',
    pointer: '/participants',
  },
  scale_point_pkey: {
    problem: InvalidProblem,
    code: 'scale/point-twice',
    detail: 'The same position is named twice.',
    pointer: '/points',
  },
  stance_pkey: {
    problem: StaleProblem,
    code: 'stance/stale',
    detail: 'Somebody else revised this stance meanwhile. Read it again, and send the change with its new ETag.',
  },
  stance_external_id_key: {
    problem: ConflictProblem,
    code: 'stance/external-id-taken',
    detail: 'Another stance of the dataset has this externalId.',
    pointer: '/externalId',
  },
  import_undone_once: {
    problem: ConflictProblem,
    code: 'import/not-undoable',
    detail: 'This import is undone already.',
  },
  api_key_name_key: {
    problem: ConflictProblem,
    code: 'access/key-name-taken',
    detail: 'Another API key has this name.',
  },
};

/** PostgreSQL's classes of errors that say "not now": connection lost, shutting down, too many, timed out. */
const UNAVAILABLE =
  /^(08(?!P01)|53|57)|^(40001|40P01|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE)$|^P1\d{3}$|^P(2024|2028|2034)$/;

/** How pg says, without a code, that the connection is gone. */
const LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

interface DatabaseFailure {
  readonly sqlState: string;
  readonly message: string;
  readonly constraint: string | undefined;
}

/** What Prisma's adapter keeps of PostgreSQL's error; which of it is there depends on the error. */
interface AdapterCause {
  readonly kind?: string;
  readonly code?: string;
  readonly message?: string;
  readonly originalCode?: string;
  readonly originalMessage?: string;
  readonly constraint?: { readonly index?: string };
}

/** Digs through Prisma's wrapping for what PostgreSQL said. */
function failureOf(error: Error): DatabaseFailure | null {
  const wrapped = error as Error & {
    code?: string;
    constraint?: string;
    cause?: AdapterCause;
    meta?: { driverAdapterError?: { cause?: AdapterCause } };
  };
  const cause = wrapped.meta?.driverAdapterError?.cause ?? wrapped.cause;
  if (typeof cause === 'object' && cause !== null && ('originalCode' in cause || 'kind' in cause)) {
    const message = cause.originalMessage ?? cause.message ?? error.message;
    return {
      sqlState: cause.originalCode ?? cause.code ?? wrapped.code ?? '',
      message,
      constraint: cause.constraint?.index ?? /constraint "([a-z_]+)"/.exec(message)?.[1],
    };
  }
  if (wrapped.code === undefined && !LOST.test(error.message)) return null;
  return { sqlState: wrapped.code ?? 'ECONNRESET', message: error.message, constraint: wrapped.constraint };
}

const faultsAt = (pointer: string | undefined, code: string, detail: string): Fault[] =>
  pointer === undefined ? [] : [{ pointer, code, detail }];

/** The domain's problem for an error of the database; any other error comes back as it is. */
export function translated(error: unknown): unknown {
  // Not `instanceof Error`: what the socket throws may come from another realm, as it does under Jest.
  if (!isNativeError(error) || error instanceof Problem) return error;
  const failure = failureOf(error);
  if (failure === null) return error;
  const spoken = SPOKEN.exec(failure.message);
  if (spoken !== null) {
    const [, code = '', detail = ''] = spoken;
    const [problem, pointer] = SPOKEN_PROBLEMS[code] ?? [ConflictProblem];
    return new problem(code, detail, faultsAt(pointer, code, detail), { cause: error });
  }
  const meaning = CONSTRAINTS[failure.constraint ?? ''];
  if (meaning !== undefined) {
    const { problem, code, detail, pointer } = meaning;
    return new problem(code, detail, faultsAt(pointer, code, detail), { cause: error });
  }
  if (failure.sqlState === '57014') {
    return new UnavailableProblem('database/too-slow', 'The question took too long; ask for less at once.', [], {
      cause: error,
    });
  }
  if (UNAVAILABLE.test(failure.sqlState)) {
    return new UnavailableProblem('database/unavailable', 'The database does not answer at the moment.', [], {
      cause: error,
    });
  }
  return error;
}

/** Awaits `work`, and throws the domain's problem where the database refuses. */
export async function translating<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw translated(error);
  }
}
