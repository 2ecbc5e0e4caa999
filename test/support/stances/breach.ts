/** Statements that only one rule of the database refuses: a constraint, or a trigger of `table`. */
export interface Breach {
  readonly rule: string;
  readonly as: string;
  readonly by: string;
}

export interface TriggerBreach extends Breach {
  readonly table: string;
  /** The name that the refusal gives. */
  readonly refusedBy: string;
}

/** Of a constraint. */
export const breach = (rule: string, as: string, by: string): Breach => ({ rule, as, by });

/** With a trigger off that would refuse first. */
export const without = (table: string, trigger: string, sql: string): string =>
  `ALTER TABLE ${table} DISABLE TRIGGER ${trigger}; ${sql}`;

/** Of a trigger, which refuses by the name of a rule. */
export const triggered =
  (table: string, trigger: string, refusedBy: string) =>
  (as: string, by: string): TriggerBreach => ({ table, rule: trigger, refusedBy, as, by });
