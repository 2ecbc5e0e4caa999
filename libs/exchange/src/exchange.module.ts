import { Module } from '@nestjs/common';
import { CatalogModule } from '@app/catalog';
import { LedgerModule } from '@app/ledger';
import { DemonstrationService } from './demonstration/demonstration.service.js';

@Module({
  imports: [CatalogModule, LedgerModule],
  providers: [DemonstrationService],
  exports: [DemonstrationService],
})
export class ExchangeModule {}
