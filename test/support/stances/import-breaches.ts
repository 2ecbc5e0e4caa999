import { type Breach, breach, triggered, type TriggerBreach } from './breach.js';
import { importOf, insertInto, type Row, WORLD } from './world.js';

const fault = (row: Row): string =>
  insertInto('import_fault', {
    import_id: WORLD.running,
    ordinal: 1,
    line: 2,
    column: 1,
    code: 'import/cell',
    detail: 'no',
    ...row,
  });
const ending = (set: string, id: string = WORLD.running): string =>
  `UPDATE import SET finished_at = now(), ${set} WHERE id = '${id}'`;
const DONE = `status = 'DONE'`;
const FAILED = `status = 'FAILED', problem = '{}'`;

const undoing = (id: string): string => `${importOf({ id, undoes: WORLD.done })}; ${ending(`status = 'DONE'`, id)}`;

export const IMPORT_BREACHES: readonly Breach[] = [
  breach(
    'dataset_pkey',
    'a number twice',
    `INSERT INTO dataset (id, slug) OVERRIDING SYSTEM VALUE VALUES (0, 'another')`,
  ),
  breach('dataset_slug_key', 'the slug of another', insertInto('dataset', { slug: 'by-hand' })),
  breach('dataset_slug_form', 'a slug in capitals', insertInto('dataset', { slug: 'Votes' })),
  breach('import_pkey', 'the id of another', importOf({ id: WORLD.done })),
  breach(
    'import_number_key',
    'the number of another',
    importOf({ number: 1 }).replace(') VALUES', ') OVERRIDING SYSTEM VALUE VALUES'),
  ),
  breach('import_dataset_fkey', 'no dataset', importOf({ dataset_id: 99 })),
  breach('import_undoes_fkey', 'no import', importOf({ undoes: WORLD.unused })),
  breach('import_file_sha256_length', 'a short hash of the file', importOf({ file_sha256: '\\x00' })),
  breach('import_profile_sha256_length', 'a short hash of the profile', importOf({ profile_sha256: '\\x00' })),
  breach('import_finished', 'an end while it runs', ending('rows_read = 1')),
  breach('import_finished', 'no end of what is done', `UPDATE import SET ${DONE} WHERE id = '${WORLD.running}'`),
  breach('import_problem_of_failed', 'a failure without a problem', ending(`status = 'FAILED'`)),
  breach('import_problem_of_failed', 'a problem of what is done', ending(`${DONE}, problem = '{}'`)),
  breach('import_recorded_when_done', 'a record time of what failed', ending(`${FAILED}, recorded_at = record_time()`)),
  breach(
    'import_recorded_when_done',
    'a record time while it runs',
    `UPDATE import SET recorded_at = record_time() WHERE id = '${WORLD.running}'`,
  ),
  breach(
    'import_recorded_when_done',
    'a record time of a dry run',
    `${importOf({ id: WORLD.unused, dry_run: true })}; ${ending(`${DONE}, recorded_at = record_time()`, WORLD.unused)}`,
  ),
  breach(
    'import_recorded_at_key',
    'one record time of two imports',
    `${importOf({ id: WORLD.unused })};
     ${ending(`${DONE}, recorded_at = record_time()`)}; ${ending(`${DONE}, recorded_at = record_time()`, WORLD.unused)}`,
  ),
  breach('import_undone_once', 'an import undone twice', `${undoing(WORLD.unused)}; ${undoing(WORLD.revised)}`),
  breach('import_fault_pkey', 'one place twice', `${fault({})}; ${fault({})}`),
  breach('import_fault_import_fkey', 'no import', fault({ import_id: WORLD.unused })),
  breach('import_fault_place', 'line 0', fault({ line: 0 })),
  breach('import_fault_place', 'column 0', fault({ column: 0 })),
];

const LONG_AGO = '2001-01-01T00:00:00Z';
const setting = (set: string, id: string = WORLD.done): string => `UPDATE import SET ${set} WHERE id = '${id}'`;

const kept = triggered('import', 'import_kept', 'import_final');

export const IMPORT_TRIGGERS: readonly TriggerBreach[] = [
  triggered(
    'dataset',
    'dataset_append_only',
    'dataset_append_only',
  )('another slug', `UPDATE dataset SET slug = 'another'`),
  triggered('dataset', 'dataset_append_only', 'dataset_append_only')('a deletion', 'DELETE FROM dataset'),
  triggered('dataset', 'dataset_whole', 'dataset_append_only')('a truncation', 'TRUNCATE dataset CASCADE'),
  triggered(
    'import',
    'import_kept',
    'import_begins',
  )('an import that begins done', importOf({ status: 'DONE', finished_at: '2024-01-01' })),
  kept('an end taken back', setting(`status = 'RUNNING', finished_at = NULL`)),
  kept('another end', setting(`status = 'FAILED', problem = '{}'`)),
  kept('another count of what is done', setting('rows_read = 9')),
  ...[
    `id = '${WORLD.unused}'`,
    'number = DEFAULT',
    'dataset_id = 1',
    `profile = 'another'`,
    `profile_sha256 = sha256('another')`,
    `parameters = '{"session": 1}'`,
    `tables = '{"topics": {"fileName": "another.csv"}}'`,
    `file_name = 'another.csv'`,
    `file_sha256 = sha256('another')`,
    'file_bytes = 2',
    'dry_run = true',
    'keep_going = true',
    'retract_missing = true',
    `undoes = '${WORLD.done}'`,
    `recorded_by = 'somebody'`,
    `started_at = '${LONG_AGO}'`,
  ].map((set) => kept(`of one that runs, ${set}`, setting(set, WORLD.running))),
  triggered(
    'import',
    'import_kept',
    'import_recorded_now',
  )('another record time', ending(`${DONE}, recorded_at = '${LONG_AGO}'`)),
  triggered(
    'import',
    'import_stays',
    'import_append_only',
  )('a deletion', `DELETE FROM import WHERE id = '${WORLD.running}'`),
  triggered('import', 'import_whole', 'import_append_only')('a truncation', 'TRUNCATE import CASCADE'),
  triggered(
    'import_fault',
    'import_fault_of_running',
    'import_fault_of_running',
  )('a fault after the end', fault({ import_id: WORLD.done })),
  triggered(
    'import_fault',
    'import_fault_append_only',
    'import_fault_append_only',
  )('a change', `UPDATE import_fault SET detail = 'another'`),
  triggered(
    'import_fault',
    'import_fault_append_only',
    'import_fault_append_only',
  )('a deletion', 'DELETE FROM import_fault'),
  triggered('import_fault', 'import_fault_whole', 'import_fault_append_only')('a truncation', 'TRUNCATE import_fault'),
];
