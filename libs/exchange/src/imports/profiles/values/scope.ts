import { InvalidProblem } from '@app/domain';
import { nearest } from '../document/nearest.js';
import type { JoinedTable } from '../tables/joined-table.js';
import type { ColumnGroup, Columns, ColumnSlot } from './columns.js';
import type { ScopedReading } from './reading.js';
import type { Origin, RowState } from './row-state.js';

export const NOWHERE: Origin = { column: null, table: null, roots: [], isDated: false, isRepeated: false };

/** What the placeholders of a template mean at its place in the profile. */
export class Scope {
  constructor(
    readonly columns: Columns,
    readonly tables: ReadonlyMap<string, JoinedTable>,
    readonly parameters: ReadonlyMap<string, string | null>,
    private readonly blanks: ReadonlySet<string>,
    /** The tables whose rows, the columns and the text whose parts an enclosing list goes through. */
    readonly repeatedTables: ReadonlySet<JoinedTable> = new Set(),
    readonly group: ColumnGroup | null = null,
    private readonly part: Origin | null = null,
  ) {}

  within(repeated: { table?: JoinedTable; group?: ColumnGroup; part?: Origin }): Scope {
    const { columns, tables, parameters, blanks } = this;
    const repeatedTables = repeated.table ? new Set([...this.repeatedTables, repeated.table]) : this.repeatedTables;
    const group = repeated.group ?? this.group;
    return new Scope(columns, tables, parameters, blanks, repeatedTables, group, repeated.part ?? this.part);
  }

  /** Throws `profile/invalid` for a table, a column of a table or a parameter that does not exist. */
  placeholder(name: string, isOptional: boolean, pointer: string): ScopedReading {
    const dot = name.indexOf('.');
    const prefix = dot < 0 ? '' : name.slice(0, dot);
    const rest = name.slice(dot + 1);
    if (prefix === 'param') return this.parameter(rest, pointer);
    const table = this.tables.get(prefix);
    if (table !== undefined) return this.ofTable(table, rest, isOptional, pointer);
    if (name === 'part' && this.part !== null) {
      return { read: (row) => row.part, origin: { ...this.part, isRepeated: true } };
    }
    if (this.group !== null) {
      const ofGroup = this.ofGroup(this.group, name, isOptional);
      if (ofGroup !== null) return ofGroup;
    }
    return this.ofColumn(this.columns.column(name, isOptional), false);
  }

  private ofColumn(column: ColumnSlot, isRepeated: boolean): ScopedReading {
    const { blanks } = this;
    const read = (row: RowState): string | null => {
      const index = column.index(row);
      return index < 0 ? null : (row.cells[index] ?? null);
    };
    const filled = (row: RowState): string | null => {
      const text = read(row);
      return text !== null && blanks.has(text) ? null : text;
    };
    const origin = { column, table: null, roots: [column], isDated: false, isRepeated };
    return { read: blanks.size === 0 ? read : filled, origin };
  }

  private ofGroup(group: ColumnGroup, name: string, isOptional: boolean): ScopedReading | null {
    const own = this.ofColumn(group.column(group.pattern, true), true);
    if (name === 'column.rest') {
      const read = (row: RowState): string | null => group.rests[row.repeatedColumns[group.number] ?? -1] ?? null;
      return { read, origin: own.origin };
    }
    if (name === 'column.value') return own;
    return name.includes('*') ? this.ofColumn(group.column(name, isOptional), true) : null;
  }

  private ofTable(table: JoinedTable, column: string, isOptional: boolean, pointer: string): ScopedReading {
    const isRepeated = this.repeatedTables.has(table);
    if (table.isMany && !isRepeated) {
      const detail = `A row may have several rows of the table ${table.name}; use its columns in a list with "each: ${table.name}".`;
      throw InvalidProblem.at(pointer, 'profile/invalid', detail);
    }
    const index = table.columnIndex(column);
    if (index < 0 && !isOptional && table.isThere) throw missingColumn(table, column, pointer);
    const origin = { ...table.origin, table: table.name, isRepeated: isRepeated || table.origin.isRepeated };
    if (index < 0) return { read: () => null, origin };
    if (isRepeated) return { read: (row) => row.repeatedRows[table.number]?.[index] ?? null, origin };
    return {
      read: (row) => {
        const found = table.row(row);
        return found === undefined ? undefined : (found?.[index] ?? null);
      },
      origin,
    };
  }

  private parameter(name: string, pointer: string): ScopedReading {
    const value = this.parameters.get(name);
    if (value === undefined) {
      const detail = `There is no parameter "${name}"; ${nearest(name, [...this.parameters.keys()], 'declare it under parameters')}`;
      throw InvalidProblem.at(pointer, 'profile/invalid', detail);
    }
    return { read: () => value, origin: NOWHERE, constant: value };
  }
}

function missingColumn(table: JoinedTable, column: string, pointer: string): InvalidProblem {
  const hint = nearest(column, table.columns, 'give a file that has it');
  const detail = `The table ${table.name} has no column "${column}"; ${hint}`;
  return InvalidProblem.at(pointer, table.isGiven ? 'import/column-missing' : 'profile/invalid', detail);
}
