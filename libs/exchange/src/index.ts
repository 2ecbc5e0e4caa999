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
export { ImportsService, type StartedImport } from './imports/imports.service.js';
export { loadProfile, parseProfile, type Profile, shippedProfiles } from './imports/profiles/index.js';
