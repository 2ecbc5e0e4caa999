import { UnavailableProblem } from '@app/domain';

/** This machine has no usable PostgreSQL binaries. */
export class BinariesMissingProblem extends UnavailableProblem {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      'database/binaries-missing',
      `The embedded PostgreSQL cannot run here (${reason}). Set DATABASE_URL to a PostgreSQL 18 server instead.`,
      [],
      options,
    );
  }
}

/** The folder that should hold the database cannot hold it. */
export class DataFolderProblem extends UnavailableProblem {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super('database/data-folder', `The database cannot be kept in ${folder}: ${reason}.`, [], options);
  }
}

/** The folder was written by another major version of PostgreSQL. */
export class DataFolderVersionProblem extends UnavailableProblem {
  constructor(folder: string, found: string, expected: string) {
    super(
      'database/data-folder-version',
      `The database in ${folder} was written by PostgreSQL ${found}, and this release brings PostgreSQL ${expected}: ` +
        `start the release that wrote it, or upgrade the folder with pg_upgrade.`,
    );
  }
}

/** PostgreSQL was started and did not come up. */
export class ServerStartProblem extends UnavailableProblem {
  constructor(reason: string, logFile: string) {
    super('database/start', `PostgreSQL did not start: ${reason} (its log: ${logFile}).`);
  }
}
