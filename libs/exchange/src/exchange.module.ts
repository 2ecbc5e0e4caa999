import { Module } from '@nestjs/common';
import { AnalysisModule } from '@app/analysis';
import { CatalogModule } from '@app/catalog';
import { LedgerModule } from '@app/ledger';
import { DemonstrationService } from './demonstration/demonstration.service.js';
import { ImportReader } from './imports/import-reader.service.js';
import { ImportsReadModel } from './imports/imports.read-model.js';
import { ImportsRepository } from './imports/imports.repository.js';
import { ImportsService } from './imports/imports.service.js';
import { ProfileCheckService } from './imports/profile-check.service.js';
import { ProfilesService } from './imports/profiles.service.js';
import { ImportEnds } from './imports/running/import-ends.js';
import { ImportRunner } from './imports/running/import-runner.js';
import { UndoRunner } from './imports/running/undo-runner.js';
import { JobsService } from './jobs/jobs.service.js';

@Module({
  imports: [AnalysisModule, CatalogModule, LedgerModule],
  providers: [
    DemonstrationService,
    ImportReader,
    ImportEnds,
    ImportRunner,
    ImportsReadModel,
    ImportsRepository,
    ImportsService,
    JobsService,
    ProfileCheckService,
    ProfilesService,
    UndoRunner,
  ],
  exports: [DemonstrationService, ImportReader, ImportsService, JobsService, ProfileCheckService, ProfilesService],
})
export class ExchangeModule {}
