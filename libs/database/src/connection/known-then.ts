/** The catalog's tables; `<table>_known(moment)` gives the rows of each as of a moment, `(moment, id)` those of an entry. */
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
  'confidence', 'date_edtf', 'external_id', 'dataset_id', 'summary', 'note', 'recorded_by', 'change_note',
].join(', '); // prettier-ignore

/**
 * Shadows for a WITH clause: the query after it reads the ledger as it was at the moment in parameter `moment`. A stance
 * that has been superseded since is shown as it was: in force.
 */
export const stancesThen = (moment: number): string => `stance AS NOT MATERIALIZED (
  SELECT ${STANCE_COLUMNS}, superseded_at FROM public.stance
   WHERE superseded_at IS NULL AND recorded_at <= $${moment}::timestamptz
   UNION ALL
  SELECT ${STANCE_COLUMNS}, NULL::timestamptz FROM public.stance
   WHERE superseded_at IS NOT NULL AND superseded_at > $${moment}::timestamptz AND recorded_at <= $${moment}::timestamptz)`;

/** The same for tables of the catalog; with `entry`, SQL for an id, they hold that entry only. */
export const catalogThen = (tables: readonly CatalogTable[], moment: number, entry?: string): string =>
  tables
    .map((table) => {
      const known = `${table}_known($${moment}::timestamptz${entry === undefined ? '' : `, ${entry}`})`;
      return `${table} AS MATERIALIZED (SELECT * FROM ${known})`;
    })
    .join(', ');

/** SQL for the state of the data that an answer shows: the moment in parameter `moment`, or the last record time. */
export const momentShown = (moment: number | null): string =>
  moment === null ? '(SELECT iso_moment(k.at) FROM record_clock k)' : `iso_moment($${moment}::timestamptz)`;
