import path from 'node:path';
import { UnavailableProblem } from '@app/domain';
import { projectRoot } from '../process/index.js';

/** Which database to work on. */
export interface DatabaseSettings {
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Where the embedded PostgreSQL keeps its data. */
  readonly dataFolder: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export class SettingProblem extends UnavailableProblem {
  constructor(name: string, value: string, must: string) {
    super('settings/invalid', `${name} is "${value}"; it must be ${must}.`);
  }
}

function databaseUrlOf({ DATABASE_URL: text }: Environment): string | null {
  if (text === undefined || text === '') return null;
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  const shown = text.replace(/:[^:@/]*@/, ':…@');
  throw new SettingProblem('DATABASE_URL', shown, 'like postgresql://user:password@host:5432/database');
}

/** Throws SettingProblem, in one sentence. */
export const readDatabaseSettings = (environment: Environment): DatabaseSettings => ({
  databaseUrl: databaseUrlOf(environment),
  dataFolder: path.resolve(environment['DATA_FOLDER'] || path.join(projectRoot(), 'data')),
});
