import { Module } from '@nestjs/common';
import { AnalysisModule } from '@app/analysis';
import { CatalogModule } from '@app/catalog';
import { LedgerModule } from '@app/ledger';
import { DemonstrationService } from './demonstration/demonstration.service.js';
import { ImportsRepository } from './imports/imports.repository.js';
import { ImportsService } from './imports/imports.service.js';
import { ImportRunner } from './imports/running/import-runner.js';
import { JobsService } from './jobs/jobs.service.js';

@Module({
  imports: [AnalysisModule, CatalogModule, LedgerModule],
  providers: [DemonstrationService, ImportRunner, ImportsRepository, ImportsService, JobsService],
  exports: [DemonstrationService, ImportsService, JobsService],
})
export class ExchangeModule {}
