/** At which of its columns each group is, while a row is mapped. */
export interface RepeatedColumns {
  readonly repeatedColumns: readonly number[];
}

/** A column of the file as a template names it; where it stands is known once there is a header. */
export interface ColumnSlot {
  readonly name: string;
  /** May be missing from the header. */
  readonly isOptional: boolean;
  /** −1 where the header does not have it. */
  index(row: RepeatedColumns): number;
}

class NamedColumn implements ColumnSlot {
  place = -1;
  constructor(
    readonly name: string,
    public isOptional: boolean,
  ) {}

  index(): number {
    return this.place;
  }
}

/** The columns whose headings fit a pattern such as `name_*`, and what the star stood for in each. */
export class ColumnGroup {
  /** In the order of the header. */
  rests: string[] = [];
  private readonly members: ColumnOfGroup[] = [];
  private readonly before: string;
  private readonly after: string;

  constructor(
    readonly number: number,
    readonly pattern: string,
  ) {
    const [before = '', after = ''] = pattern.split('*');
    this.before = before;
    this.after = after;
  }

  /** `pattern` has the same star: `{citations.*.credibility}` beside `citations.*.source`. */
  column(pattern: string, isOptional: boolean): ColumnSlot {
    const known = this.members.find((member) => member.name === pattern && member.isOptional === isOptional);
    if (known !== undefined) return known;
    const added = new ColumnOfGroup(pattern, isOptional, this.number);
    this.members.push(added);
    return added;
  }

  bind(header: readonly string[], places: ReadonlyMap<string, number>): void {
    this.rests = header.flatMap((heading) => this.restOf(heading) ?? []);
    for (const member of this.members) {
      member.places = this.rests.map((rest) => places.get(member.name.replaceAll('*', rest)) ?? -1);
    }
  }

  missing(): { name: string }[] {
    return this.members.flatMap(({ name, isOptional, places }) =>
      isOptional
        ? []
        : this.rests.flatMap((rest, at) => (places[at] === -1 ? { name: name.replaceAll('*', rest) } : [])),
    );
  }

  private restOf(heading: string): string | undefined {
    const { before, after } = this;
    const fits = heading.length > before.length + after.length && heading.startsWith(before) && heading.endsWith(after);
    return fits ? heading.slice(before.length, heading.length - after.length) : undefined;
  }
}

class ColumnOfGroup implements ColumnSlot {
  places: number[] = [];

  constructor(
    readonly name: string,
    readonly isOptional: boolean,
    private readonly group: number,
  ) {}

  index(row: RepeatedColumns): number {
    return this.places[row.repeatedColumns[this.group] ?? -1] ?? -1;
  }
}

/** All columns that a profile names. */
export class Columns {
  header: readonly string[] = [];
  private readonly named = new Map<string, NamedColumn>();
  private readonly groups: ColumnGroup[] = [];

  column(name: string, isOptional: boolean): ColumnSlot {
    const known = this.named.get(name);
    if (known === undefined) {
      const added = new NamedColumn(name, isOptional);
      this.named.set(name, added);
      return added;
    }
    // Named once without a question mark, it has to be there.
    known.isOptional &&= isOptional;
    return known;
  }

  group(pattern: string): ColumnGroup {
    const added = new ColumnGroup(this.groups.length, pattern);
    this.groups.push(added);
    return added;
  }

  /** The names of the columns that have to be there and are not. */
  bind(header: readonly string[]): string[] {
    this.header = [...header];
    const places = new Map<string, number>();
    header.forEach((heading, index) => void (places.has(heading) || places.set(heading, index)));
    for (const column of this.named.values()) column.place = places.get(column.name) ?? -1;
    for (const group of this.groups) group.bind(header, places);
    const missing = [...this.named.values()].filter(({ isOptional, place }) => !isOptional && place < 0);
    return [...missing, ...this.groups.flatMap((group) => group.missing())].map(({ name }) => name);
  }
}
