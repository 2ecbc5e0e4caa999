import { Module } from '@nestjs/common';
import { AnalysisModule } from '@app/analysis';
import { CatalogModule } from '@app/catalog';
import { LedgerModule } from '@app/ledger';
import { DemonstrationService } from './demonstration/demonstration.service.js';
import { JobsService } from './jobs/jobs.service.js';

@Module({
  imports: [AnalysisModule, CatalogModule, LedgerModule],
  providers: [DemonstrationService, JobsService],
  exports: [DemonstrationService, JobsService],
})
export class ExchangeModule {}
