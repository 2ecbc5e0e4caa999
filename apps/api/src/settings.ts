import { type DatabaseSettings, type Environment, readDatabaseSettings, SettingProblem } from '@app/database';

/** How many bytes the files of an import may have together, where nothing else is said: 5 GiB. */
export const STANDARD_IMPORT_BYTES = 5 * 1024 ** 3;

/** What the environment says; nothing else reads it. */
export interface Settings extends DatabaseSettings {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly poolSize: number;
  /** Load the demonstration data into an empty database. */
  readonly demonstration: boolean;
  /** Do the worker's jobs in this process. */
  readonly jobs: boolean;
  /** How many bytes the files of an import may have together. */
  readonly importMaxBytes: number;
}

function numberOf(environment: Environment, name: string, otherwise: number, least: number, most: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new SettingProblem(name, text, `a whole number from ${least} to ${most}`);
}

function switchOf(environment: Environment, name: string, otherwise: boolean): boolean {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new SettingProblem(name, text, 'on or off');
}

/** Throws SettingProblem, in one sentence. */
export const readSettings = (environment: Environment): Settings => ({
  ...readDatabaseSettings(environment),
  host: environment['HOST'] || 'localhost',
  port: numberOf(environment, 'PORT', 3000, 0, 65_535),
  poolSize: numberOf(environment, 'POOL_SIZE', 10, 1, 500),
  demonstration: switchOf(environment, 'DEMONSTRATION', true),
  jobs: switchOf(environment, 'JOBS', true),
  importMaxBytes: numberOf(environment, 'IMPORT_MAX_BYTES', STANDARD_IMPORT_BYTES, 1, 1024 ** 4),
});
