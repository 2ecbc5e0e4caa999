import type { ImportCounts, ImportEnd, ImportFailure, ImportState } from '@app/exchange';
import { counted, whole } from '../numbers.js';

/** What is shown of the document of an import. */
export interface ImportDocument {
  readonly id: string;
  readonly status: ImportState;
  readonly dataset: string;
  readonly profile: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly dryRun: boolean;
  readonly keepGoing: boolean;
  readonly retractMissing: boolean;
  readonly undoes: string | null;
  readonly undoneBy: string | null;
  readonly recordedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly knownAt: string | null;
  readonly progress: { readonly bytesRead: number; readonly bytes: number };
  readonly rows: ImportEnd['rows'];
  readonly stances: ImportCounts['stances'];
  readonly entries: ImportCounts['entries'];
  readonly problem: ImportFailure | null;
}

/** One line in a list. */
export function importLine(document: ImportDocument): string {
  const { dataset, fileName, id, startedAt, stances } = document;
  const what = `${whole(stances.created)} created, ${whole(stances.revised)} revised, ${whole(stances.retracted)} retracted`;
  return `${id}  ${startedAt.slice(0, 16)}Z  ${stateOf(document).padEnd(11)}  ${dataset}  ${fileName}  ${what}`;
}

function stateOf({ dryRun, status, undoes, undoneBy }: ImportDocument): string {
  if (undoneBy !== null) return 'undone';
  if (undoes !== null && status === 'DONE') return 'undoing';
  return dryRun && status === 'DONE' ? 'dry run' : status.toLowerCase();
}

/** One in full. */
export function importLines(document: ImportDocument): string[] {
  const { dataset, entries, fileBytes, fileName, id, problem, profile, rows, stances, undoes, undoneBy } = document;
  const asked = [
    ...(document.dryRun ? ['dry run'] : []),
    ...(document.keepGoing ? ['keep going'] : []),
    ...(document.retractMissing ? ['retract missing'] : []),
  ];
  const fields: readonly (readonly [string, string | null])[] = [
    ['import', id],
    ['state', stateOf(document)],
    ['file', `${fileName}, ${whole(fileBytes)} bytes`],
    ['dataset', dataset],
    ['profile', profile],
    ['asked for', asked.length === 0 ? null : asked.join(', ')],
    ['by', document.recordedBy],
    ['started', document.startedAt],
    ['finished', document.finishedAt],
    ['known at', document.knownAt],
    ['undoes', undoes],
    ['undone by', undoneBy],
    ['stances', counted(stances, ['created', 'revised', 'unchanged', 'retracted', 'overridden'])],
    ['entries', counted(entries, ['created', 'revised', 'unchanged'])],
    ['rows', counted(rows, ['read', 'skipped', 'rejected'])],
    ['problem', problem === null ? null : `${problem.detail} (${problem.code})`],
  ];
  return fields.flatMap(([name, text]) => (text === null ? [] : [`${name.padEnd(10)}  ${text}`]));
}
