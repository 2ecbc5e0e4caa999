import { Module } from '@nestjs/common';
import { CatalogModule } from '@app/catalog';
import { StanceMerge } from './bulk/stance-merge.js';
import { StanceReader } from './stance-reader.service.js';
import { StancesReadModel } from './stances.read-model.js';
import { StancesRepository } from './stances.repository.js';
import { StancesService } from './stances.service.js';

@Module({
  imports: [CatalogModule],
  providers: [StanceMerge, StanceReader, StancesReadModel, StancesRepository, StancesService],
  exports: [StanceMerge, StanceReader, StancesService],
})
export class LedgerModule {}
