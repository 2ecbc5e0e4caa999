import { ConflictProblem } from '@app/domain';

/** Another Stanceline works in the folder; two would overwrite each other's files. */
export class FolderClaimedProblem extends ConflictProblem {
  constructor(holder: { readonly pid: number; readonly url: string | null }) {
    const where = holder.url ? ` at ${holder.url}` : '';
    super(
      'process/folder-claimed',
      `Stanceline already runs in this folder${where} (process ${holder.pid}). Stop it first, or use another folder.`,
    );
  }
}
