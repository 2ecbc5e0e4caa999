import { Injectable } from '@nestjs/common';
import { Reader } from '@app/database';
import { InvalidProblem } from '@app/domain';
import { codingsSql, type CodingsQuestion } from './codings-sql.js';

export interface CodedIssue {
  readonly id: string;
  readonly slug: string;
  readonly scaleId: string;
  readonly lowest: number;
  /** Units that only one coder has coded. */
  readonly single: number;
}

/** What several coders have coded; columns of one length, by the coders' names. */
export interface CodedUnit {
  readonly issueId: string;
  readonly coders: readonly string[];
  /** Null: missing. */
  readonly positions: readonly (number | null)[];
  /** Where it was asked for. */
  readonly named?: NamedUnit;
}

export interface NamedUnit {
  /** Ids, one for each coder. */
  readonly records: readonly string[];
  /** Slugs. */
  readonly source: string;
  readonly actor: string;
  readonly target: string | null;
  /** EDTF. */
  readonly date: string;
}

export interface CodedUnits {
  readonly knownAt: string;
  /** Those asked about, or all that anybody has coded; by slug. */
  readonly issues: readonly CodedIssue[];
  /** In a fixed order, that of ids. */
  readonly units: readonly CodedUnit[];
}

interface AnswerRow {
  readonly known_at: string;
  readonly candidates: number;
  readonly issues: readonly (readonly [string, string, string, number, number])[];
  readonly units: readonly (readonly [
    string,
    string[],
    (number | null)[],
    string[]?,
    string?,
    string?,
    (string | null)?,
    string?,
  ])[];
}

/** Citations of records that one answer looks at, and units that one answer names. */
const CODINGS_LIMIT = 200_000;
const UNITS_LIMIT = 5000;

/** Reads who coded what how: units are source × actor × issue × target × date. */
@Injectable()
export class CodingsReadModel {
  constructor(private readonly reader: Reader) {}

  /** Throws `reliability/too-many-codings`, and where units are named `reliability/too-many-units`. */
  async of(question: CodingsQuestion): Promise<CodedUnits> {
    const most = question.named ? UNITS_LIMIT : CODINGS_LIMIT;
    const { sql, values } = codingsSql(question, { codings: CODINGS_LIMIT, units: most });
    const row = await this.reader.row<AnswerRow>(sql, values);
    if (row === null) throw new Error('A query without FROM gives one row.');
    if (row.candidates > CODINGS_LIMIT) throw tooMany('too-many-codings', `look at more than ${CODINGS_LIMIT} codings`);
    if (row.units.length > most) throw tooMany('too-many-units', `list more than ${UNITS_LIMIT} units`);
    return {
      knownAt: row.known_at,
      issues: row.issues
        .map(([id, slug, scaleId, lowest, single]) => ({ id, slug, scaleId, lowest, single }))
        .toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
      units: row.units.map(([issueId, coders, positions, records, source, actor, target, date]) => ({
        issueId,
        coders,
        positions,
        ...(records === undefined
          ? {}
          : { named: { records, source: source!, actor: actor!, target: target ?? null, date: date! } }),
      })),
    };
  }
}

const tooMany = (code: string, what: string): InvalidProblem =>
  InvalidProblem.at(
    '?issue',
    `reliability/${code}`,
    `This would ${what}; name fewer issues, actors, sources or coders, or a shorter window.`,
  );
