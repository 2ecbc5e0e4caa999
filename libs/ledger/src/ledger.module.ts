import { Module } from '@nestjs/common';
import { CatalogModule } from '@app/catalog';
import { StanceReader } from './stance-reader.service.js';
import { StancesReadModel } from './stances.read-model.js';
import { StancesRepository } from './stances.repository.js';
import { StancesService } from './stances.service.js';

@Module({
  imports: [CatalogModule],
  providers: [StanceReader, StancesReadModel, StancesRepository, StancesService],
  exports: [StanceReader, StancesService],
})
export class LedgerModule {}
