import { UnavailableProblem } from '@app/domain';

/** A file that has been applied is history: changing it would leave databases that differ under one name. */
export class MigrationChangedProblem extends UnavailableProblem {
  constructor(name: string) {
    super(
      'database/migration-changed',
      `The migration ${name} was changed after it was applied to this database: restore the file, and put the change into a new migration.`,
    );
  }
}

/** The database has migrations this release does not know. */
export class DatabaseNewerProblem extends UnavailableProblem {
  constructor(names: readonly string[]) {
    super(
      'database/newer',
      `The database is newer than this release (it has ${names.join(', ')}): start the release that brought it there, or a later one.`,
    );
  }
}

/** Another tool left a migration half applied. */
export class MigrationUnfinishedProblem extends UnavailableProblem {
  constructor(name: string) {
    super(
      'database/migration-unfinished',
      `The migration ${name} was begun and never finished: repair the database, then mark it with "prisma migrate resolve".`,
    );
  }
}

/** PostgreSQL refused a migration; nothing of it remains. */
export class MigrationFailedProblem extends UnavailableProblem {
  constructor(place: string, reason: string, options?: ErrorOptions) {
    super(
      'database/migration-failed',
      `The migration ${place} was refused by PostgreSQL and rolled back: ${reason}.`,
      [],
      options,
    );
  }
}

/** The folder of migrations cannot be read or holds a migration without its file. */
export class MigrationFilesProblem extends UnavailableProblem {
  constructor(file: string, options?: ErrorOptions) {
    super('database/migration-files', `${file} cannot be read: the installation is damaged.`, [], options);
  }
}
