/** The catalog's tables, each with a function `<table>_known(moment)` that gives its rows as of a moment. */
export const CATALOG_TABLES = [
  'actor',
  'actor_name',
  'actor_identifier',
  'scale',
  'scale_point',
  'issue',
  'issue_broader',
  'source',
  'event',
  'event_participant',
  'relation',
] as const;

export type CatalogTable = (typeof CATALOG_TABLES)[number];

const STANCE_COLUMNS = [
  'id', 'revision', 'actor_id', 'issue_id', 'target_id', 'speaker_id', 'event_id', 'created_at', 'recorded_at',
  'earliest', 'latest', 'begins_earliest', 'begins_latest', 'position', 'is_duration', 'is_loose', 'status', 'act', 'channel',
  'confidence', 'date_edtf', 'external_id', 'summary', 'note', 'recorded_by', 'change_note',
].join(', '); // prettier-ignore

/**
 * Turns a query into one about a past moment: the tables that it names are shadowed by what they held then. `moment`
 * is the number of the parameter. A stance that has been superseded since is shown as it was: in force.
 */
export function knownThen(
  moment: number,
  { stance, catalog }: { stance: boolean; catalog: readonly CatalogTable[] },
): string {
  const shadows = catalog.map(
    (table) => `${table} AS MATERIALIZED (SELECT * FROM ${table}_known($${moment}::timestamptz))`,
  );
  if (stance) {
    shadows.push(`stance AS NOT MATERIALIZED (
      SELECT ${STANCE_COLUMNS}, superseded_at FROM public.stance
       WHERE superseded_at IS NULL AND recorded_at <= $${moment}::timestamptz
       UNION ALL
      SELECT ${STANCE_COLUMNS}, NULL::timestamptz FROM public.stance
       WHERE superseded_at IS NOT NULL AND superseded_at > $${moment}::timestamptz AND recorded_at <= $${moment}::timestamptz)`);
  }
  return shadows.join(', ');
}
