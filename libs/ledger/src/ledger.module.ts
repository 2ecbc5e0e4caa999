import { Module } from '@nestjs/common';
import { CatalogModule } from '@app/catalog';
import { StanceMerge } from './bulk/stance-merge.js';
import { StanceUndo } from './bulk/stance-undo.js';
import { StanceReader } from './stance-reader.service.js';
import { StancesReadModel } from './stances.read-model.js';
import { StancesRepository } from './stances.repository.js';
import { StancesService } from './stances.service.js';

@Module({
  imports: [CatalogModule],
  providers: [StanceMerge, StanceUndo, StanceReader, StancesReadModel, StancesRepository, StancesService],
  exports: [StanceMerge, StanceUndo, StanceReader, StancesService],
})
export class LedgerModule {}
