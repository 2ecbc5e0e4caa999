export { DemonstrationService } from './demonstration/demonstration.service.js';
export { ExchangeModule } from './exchange.module.js';
export { JobsService } from './jobs/jobs.service.js';
export { type RowFault, UnreadableFile } from './imports/files/rows.js';
export type {
  ImportCounts,
  ImportEnd,
  ImportFailure,
  ImportPhase,
  ImportProgress,
  ImportRequest,
} from './imports/import.js';
export { type ImportListRequest, ImportReader, type Part, type PartRequest } from './imports/import-reader.service.js';
export { IMPORT_STATES, type ImportState } from './imports/imports.read-model.js';
export { faultsCsv } from './imports/faults-csv.js';
export { ImportsService, type StartedImport } from './imports/imports.service.js';
export {
  ProfileCheckService,
  type ProfileTrial,
  type TriedEntry,
  type TriedRow,
} from './imports/profile-check.service.js';
export { ProfilesService } from './imports/profiles.service.js';
export { loadProfile, parseProfile, type Profile, shippedProfiles } from './imports/profiles/index.js';
