import { Module } from '@nestjs/common';
import { CatalogModule } from '@app/catalog';
import { PairsReadModel } from './pairs.read-model.js';
import { PositionsReadModel } from './positions.read-model.js';
import { PositionsService } from './positions.service.js';
import { RecordFilters } from './record-filters.js';
import { RolledSeriesReadModel } from './rolled-series.read-model.js';
import { RolledSeriesService } from './rolled-series.service.js';
import { SeriesCheckService } from './series-check.service.js';
import { SeriesReadModel } from './series.read-model.js';
import { ShiftsReadModel } from './shifts.read-model.js';
import { ShiftsService } from './shifts.service.js';
import { TimelineService } from './timeline.service.js';

@Module({
  imports: [CatalogModule],
  providers: [
    PairsReadModel,
    PositionsReadModel,
    PositionsService,
    RecordFilters,
    RolledSeriesReadModel,
    RolledSeriesService,
    SeriesCheckService,
    SeriesReadModel,
    ShiftsReadModel,
    ShiftsService,
    TimelineService,
  ],
  exports: [PositionsService, SeriesCheckService, ShiftsService, TimelineService],
})
export class AnalysisModule {}
