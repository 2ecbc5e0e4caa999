import path from 'node:path';
import { UnavailableProblem } from '@app/domain';
import { projectRoot } from '@app/database';

/** What the environment says; nothing else reads it. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Null: start the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly poolSize: number;
  readonly demonstration: boolean;
}

export class SettingProblem extends UnavailableProblem {
  constructor(name: string, value: string, must: string) {
    super('settings/invalid', `${name} is "${value}"; it must be ${must}.`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

function numberOf(environment: Environment, name: string, otherwise: number, least: number, most: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new SettingProblem(name, text, `a whole number from ${least} to ${most}`);
}

function switchOf(environment: Environment, name: string, otherwise: boolean): boolean {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new SettingProblem(name, text, 'on or off');
}

function databaseUrlOf({ DATABASE_URL: text }: Environment): string | null {
  if (text === undefined || text === '') return null;
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new SettingProblem(
    'DATABASE_URL',
    text.replace(/:[^:@/]*@/, ':…@'),
    'like postgresql://user:password@host:5432/database',
  );
}

/** Throws SettingProblem, in one sentence. */
export function readSettings(environment: Environment): Settings {
  return {
    host: environment['HOST'] || 'localhost',
    port: numberOf(environment, 'PORT', 3000, 0, 65_535),
    databaseUrl: databaseUrlOf(environment),
    dataFolder: path.resolve(environment['DATA_FOLDER'] || path.join(projectRoot(), 'data')),
    poolSize: numberOf(environment, 'POOL_SIZE', 10, 1, 500),
    demonstration: switchOf(environment, 'DEMONSTRATION', true),
  };
}
