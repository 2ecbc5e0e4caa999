/** A text that stays as it is, or a template with `{column}` in it. */
export type Constant = string | number | boolean | null;

export interface MappedValue {
  /** Templates; the first that says something counts. */
  readonly from: Constant | readonly Constant[];
  readonly map?: Readonly<Record<string, Constant>>;
  readonly ignoreCase?: boolean;
  /** What a text outside the map means; without it such a text is a fault. */
  readonly otherwise?: Constant;
  /** What stands for nothing. */
  readonly default?: Constant;
  /** Longest text in characters; what is longer is cut at a word and ends in "…". */
  readonly cut?: number;
}

export type ValueSpec = Constant | MappedValue;

export interface PrecisionRule {
  /** EDTF; the rule is for dates before its first day. Without it, for all. */
  readonly before?: string | number;
  readonly is: 'month' | 'year';
}

export interface MappedDate extends MappedValue {
  /** Made of YYYY, MM, M, DD, D, MMM and the text between them. */
  readonly format?: string;
  readonly precision?: readonly PrecisionRule[];
  /** A date that must not be later. */
  readonly notBefore?: ValueSpec;
}

export type DateSpec = Constant | MappedDate;

export interface ConditionTest {
  readonly value: ValueSpec;
  readonly is?: readonly Constant[];
  readonly isNot?: readonly Constant[];
}

/** A value alone: true where it says something. */
export type ConditionSpec = string | ConditionTest;

export interface SkipRule {
  readonly when: ValueSpec;
  readonly is?: readonly Constant[];
  readonly isNot?: readonly Constant[];
}

/** An item of a list, made as often as it says. */
export interface Repeated {
  readonly when?: ConditionSpec;
  /** Name of a table with `many`: once for each row that matches. */
  readonly each?: string;
  /** Once for each column whose heading fits; `*` stands for any text. */
  readonly eachColumn?: string;
  /** Once for each part of a text; the part is `{part}`. */
  readonly split?: { readonly value: ValueSpec; readonly by: string };
}

export interface FindSpec {
  readonly when?: ConditionSpec;
  readonly slug?: ValueSpec;
  readonly name?: ValueSpec;
  /** Scheme of the identifier whose `value` is given. */
  readonly identifier?: string;
  readonly value?: ValueSpec;
  /** What is found this way, and in no other, is a fault. */
  readonly refuse?: boolean;
}

export interface FoundReference<Make> {
  readonly find?: readonly FindSpec[];
  /** Of actors only: the kinds that may be meant. */
  readonly kind?: readonly string[];
  readonly make?: Make;
  /** What is not found is left out, where it would be a fault. */
  readonly optional?: boolean;
}

/** A template of a slug or an id, or how to find it. */
export type ReferenceSpec<Make> = string | MappedValue | FoundReference<Make>;

export interface ActorSpec extends Repeated {
  readonly slug: ValueSpec;
  readonly kind: ValueSpec;
  readonly names: readonly (Repeated & {
    readonly text: ValueSpec;
    readonly language: ValueSpec;
    readonly script?: ValueSpec;
    readonly kind: ValueSpec;
    readonly valid?: DateSpec;
  })[];
  readonly identifiers?: readonly (Repeated & {
    readonly scheme: ValueSpec;
    readonly value: ValueSpec;
    readonly valid?: DateSpec;
  })[];
  readonly validity?: DateSpec;
  readonly description?: ValueSpec;
  readonly changeNote?: ValueSpec;
}

export interface IssueSpec extends Repeated {
  readonly slug: ValueSpec;
  readonly name: ValueSpec;
  readonly proposition: ValueSpec;
  readonly scale: ValueSpec;
  readonly description?: ValueSpec;
  readonly codingRule?: ValueSpec;
  readonly absenceCarriesPosition?: ValueSpec;
  readonly broader?: readonly (Repeated & {
    readonly issue: ReferenceSpec<IssueSpec>;
    readonly direction?: ValueSpec;
    readonly weight?: ValueSpec;
  })[];
  readonly changeNote?: ValueSpec;
}

export interface SourceSpec extends Repeated {
  readonly slug: ValueSpec;
  readonly title: ValueSpec;
  readonly publisher?: ValueSpec;
  readonly url?: ValueSpec;
  readonly archiveUrl?: ValueSpec;
  readonly date?: DateSpec;
  readonly language?: ValueSpec;
  readonly reliability: ValueSpec;
  readonly note?: ValueSpec;
  readonly changeNote?: ValueSpec;
}

export interface EventSpec extends Repeated {
  readonly slug: ValueSpec;
  readonly name: ValueSpec;
  readonly date: DateSpec;
  readonly place?: ValueSpec;
  readonly description?: ValueSpec;
  readonly participants?: readonly (Repeated & {
    readonly actor: ReferenceSpec<ActorSpec>;
    readonly role: ValueSpec;
    readonly note?: ValueSpec;
  })[];
  readonly changeNote?: ValueSpec;
}

export interface CitationSpec extends Repeated {
  readonly source: ReferenceSpec<SourceSpec>;
  readonly credibility: ValueSpec;
  readonly quote?: ValueSpec;
  readonly prefix?: ValueSpec;
  readonly suffix?: ValueSpec;
  readonly locator?: ValueSpec;
}

export interface StanceSpec extends Repeated {
  readonly externalId: ValueSpec;
  readonly actor: ReferenceSpec<ActorSpec>;
  readonly issue: ReferenceSpec<IssueSpec>;
  readonly act: ValueSpec;
  readonly position?: ValueSpec;
  readonly date: DateSpec;
  readonly target?: ReferenceSpec<ActorSpec>;
  readonly event?: ReferenceSpec<EventSpec>;
  readonly speaker?: ReferenceSpec<ActorSpec>;
  readonly channel?: ValueSpec;
  readonly confidence?: ValueSpec;
  readonly summary?: ValueSpec;
  readonly note?: ValueSpec;
  readonly citations: readonly CitationSpec[];
}

export interface FileSpec {
  readonly format?: 'csv' | 'ndjson' | 'xlsx';
  readonly delimiter?: string;
  readonly sheet?: string;
}

/** Rows that are looked up beside each row of the file. Exactly one of `given`, `file` and `rows` says where they are. */
export interface TableSpec {
  readonly description?: string;
  /** Whoever imports gives the file. */
  readonly given?: 'required' | 'optional';
  /** Ships beside the profile. */
  readonly file?: string;
  readonly rows?: readonly Readonly<Record<string, Constant>>[];
  readonly format?: FileSpec['format'];
  readonly delimiter?: string;
  readonly sheet?: string;
  /** Texts that mean nothing: in all columns, or by column. */
  readonly blank?: readonly Constant[] | Readonly<Record<string, readonly Constant[]>>;
  /** One column or several; each is a key to the row. */
  readonly key: string | readonly string[];
  /** A cell of a key column is several keys, with this text between them. */
  readonly splitKeys?: string;
  readonly ignoreCase?: boolean;
  readonly match: ValueSpec;
  /** A key may stand in several rows. */
  readonly many?: boolean;
  /** A row of the file may be without a match. */
  readonly optional?: boolean;
  /** Column with the EDTF time for which a row holds, and the date that decides. */
  readonly validity?: string;
  readonly on?: DateSpec;
}

export interface ParameterSpec {
  readonly description?: string;
  /** Absent: it has to be set. */
  readonly default?: Constant;
  /** The default is only for these values of parameters above this one; for others `otherwise` is, where there is one. */
  readonly when?: Readonly<Record<string, Constant>>;
  readonly otherwise?: Constant;
}

/** A profile as it is written. */
export interface ProfileDocument {
  readonly profile: string;
  readonly title: string;
  readonly description?: string;
  readonly dataset?: string;
  readonly parameters?: Readonly<Record<string, ParameterSpec>>;
  readonly file?: FileSpec;
  readonly blank?: readonly Constant[];
  readonly tables?: Readonly<Record<string, TableSpec>>;
  readonly skip?: readonly SkipRule[];
  readonly actors?: readonly ActorSpec[];
  readonly issues?: readonly IssueSpec[];
  readonly sources?: readonly SourceSpec[];
  readonly events?: readonly EventSpec[];
  readonly stances?: readonly StanceSpec[];
}
