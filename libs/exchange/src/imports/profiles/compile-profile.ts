import { InvalidProblem } from '@app/domain';
import type { FileRow, OpenTable, RowFault } from '../files/rows.js';
import type { ProfileDocument, TableSpec } from './document/profile-document.js';
import { nearest } from './document/nearest.js';
import { compileActor } from './entries/actor-maker.js';
import type { EntryMaker } from './entries/entry-maker.js';
import { compileEvent } from './entries/event-maker.js';
import { compileIssue } from './entries/issue-maker.js';
import { compileList, type ItemReading, type List } from './entries/list.js';
import { compileSource } from './entries/source-maker.js';
import { StanceMapper } from './entries/stance-mapper.js';
import type { Lookups } from './lookups.js';
import type { MappedEntry, MappedStance, Mapping } from './mapped.js';
import { assertDefaultsMeant, parametersOf } from './parameters.js';
import type { Profile } from './profile.js';
import { JoinedTable } from './tables/joined-table.js';
import type { Tables } from './tables/table.js';
import { Columns } from './values/columns.js';
import { compileCondition, type Condition } from './values/condition.js';
import { compileDate } from './values/date-value.js';
import { RowState } from './values/row-state.js';
import { Scope } from './values/scope.js';
import { compileValue } from './values/value.js';

interface CompileOptions {
  readonly tables?: Tables;
  /** By name, as they were set. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What is put in place of what is known only at an import. */
const TRIAL = 'trial';

const SKIPPED: Mapping = { outcome: 'skipped' };
const PENDING: Mapping = { outcome: 'pending' };

/** Entries that are made may name others that are made, a few levels deep. */
const DEEPEST = 100;

/**
 * Makes a profile ready to map rows.
 * Throws `profile/invalid`, `import/parameter-unknown`, `import/parameter-required`, `import/column-missing` (of a table).
 */
export function compileProfile(profile: Profile, options: CompileOptions = {}): RowMapper {
  const { tables = new Map(), parameters = {} } = options;
  return new RowMapper(profile.document, tables, parametersOf(profile.document, parameters));
}

/** Throws `profile/invalid` where a template, a table or a parameter cannot be meant, whatever the tables hold. */
export function assertCompiles(document: ProfileDocument): void {
  assertDefaultsMeant(document);
  const parameters = Object.keys(document.parameters ?? {}).map((name) => [name, TRIAL] as const);
  new RowMapper(document, TRIAL, new Map(parameters));
}

/** Maps the rows of one file, in one import: what was found is remembered. */
export class RowMapper {
  private readonly columns = new Columns();
  private readonly row = new RowState(() => this.columns.header);
  private readonly skips: readonly Condition[];
  private readonly records: readonly List<MappedStance | MappedEntry>[];

  constructor(
    document: ProfileDocument,
    tables: Tables | typeof TRIAL,
    parameters: ReadonlyMap<string, string | null>,
  ) {
    const scope = this.scopeOf(document, tables, parameters);
    this.skips = (document.skip ?? []).map((rule, index) =>
      compileCondition({ ...rule, value: rule.when }, scope, `/skip/${index}/when`),
    );
    const lists: (List<MappedStance | MappedEntry> | undefined)[] = [
      document.actors && compileList(document.actors, recorded(compileActor), scope, '/actors'),
      document.issues && compileList(document.issues, recorded(compileIssue), scope, '/issues'),
      document.sources && compileList(document.sources, recorded(compileSource), scope, '/sources'),
      document.events && compileList(document.events, recorded(compileEvent), scope, '/events'),
      document.stances && compileList(document.stances, compileStance, scope, '/stances'),
    ];
    this.records = lists.filter((list) => list !== undefined);
  }

  /**
   * Finds the columns in the header: before the first row, and again when the header has grown. A column that has to be
   * there and is not is a fault, save in NDJSON, where a key that is missing is null.
   */
  bind({ header, format }: Pick<OpenTable, 'header' | 'format'>): RowFault[] {
    const missing = this.columns.bind(header);
    return format === 'ndjson' ? [] : missing.map((name) => missingColumn(name, header));
  }

  /** Throws nothing; what is wrong with the row is in the mapping. */
  map(row: FileRow, lookups: Lookups): Mapping {
    const state = this.row;
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const mapping = this.mapOnce(state, row, lookups);
      if (state.makes.length === 0 || mapping !== PENDING) return mapping;
      for (const make of state.makes) make();
    }
    throw new Error(`The entries of line ${row.line} are never all made.`);
  }

  private mapOnce(state: RowState, row: FileRow, lookups: Lookups): Mapping {
    state.begin(row, lookups);
    for (const { holds } of this.skips) if (holds(state)) return SKIPPED;
    let records: (MappedStance | MappedEntry)[] | undefined;
    for (const list of this.records) {
      const some = list.read(state);
      if (some !== undefined) records = records === undefined ? some : [...records, ...some];
    }
    // Faults wait for what is not known yet, so that all faults of a row are reported together.
    if (state.isPending) state.makes = [];
    else if (state.faults.length > 0) return { outcome: 'rejected', faults: state.faults };
    if (state.isPending || state.makes.length > 0) return PENDING;
    return records === undefined || records.length === 0 ? SKIPPED : { outcome: 'records', records };
  }

  private scopeOf(
    document: ProfileDocument,
    tables: Tables | typeof TRIAL,
    parameters: ReadonlyMap<string, string | null>,
  ): Scope {
    const joined = new Map<string, JoinedTable>();
    const scope = new Scope(this.columns, joined, parameters, new Set((document.blank ?? []).map(String)));
    // A table may be matched by what the ones above it say.
    for (const [name, spec] of Object.entries(document.tables ?? {})) {
      joined.set(name, joinedTable(name, joined.size, spec, tables, scope));
    }
    return scope;
  }
}

function joinedTable(
  name: string,
  number: number,
  spec: TableSpec,
  tables: Tables | typeof TRIAL,
  scope: Scope,
): JoinedTable {
  const table = tables === TRIAL ? undefined : tables.get(name);
  if (table === undefined && spec.given !== 'optional' && tables !== TRIAL) {
    const detail = `The table ${name} is missing. Give its file: --with ${name}=FILE.`;
    throw InvalidProblem.at(`/tables/${name}`, 'import/table-required', detail);
  }
  const match = compileValue(spec.match, scope, `/tables/${name}/match`);
  const on = spec.on === undefined ? null : compileDate(spec.on, scope, `/tables/${name}/on`);
  return new JoinedTable(name, number, spec, table, match, on);
}

const compileStance = (
  spec: NonNullable<ProfileDocument['stances']>[number],
  scope: Scope,
  pointer: string,
): ItemReading<MappedStance> => {
  const mapper = new StanceMapper(spec, scope, pointer);
  return (row) => mapper.map(row);
};

/** An entry that is a record of its own, not made on the way. */
const recorded =
  <Spec>(compile: (spec: Spec, scope: Scope, pointer: string) => EntryMaker) =>
  (spec: Spec, scope: Scope, pointer: string): ItemReading<MappedEntry> => {
    const { slug, make } = compile(spec, scope, pointer);
    return (row) => {
      const entry = make(row);
      if (entry === undefined) return undefined;
      const { line } = row.row;
      return { kind: 'entry', line, column: row.columnOf(slug.origin), name: row.nameOf(slug.origin), entry };
    };
  };

function missingColumn(name: string, header: readonly string[]): RowFault {
  return {
    line: 1,
    column: header.length + 1,
    name,
    value: null,
    code: 'import/column-missing',
    detail: `There is no column "${name}"; ${nearest(name, header, 'the file has no header')}`,
  };
}
