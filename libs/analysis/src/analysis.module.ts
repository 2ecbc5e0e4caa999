import { Module } from '@nestjs/common';
import { CatalogModule } from '@app/catalog';
import { LedgerModule } from '@app/ledger';
import { AgreementService } from './agreement/agreement.service.js';
import { AgreementStatesService } from './agreement/agreement-states.service.js';
import { AgreementTimelineService } from './agreement/agreement-timeline.service.js';
import { AgreementUnitsService } from './agreement/agreement-units.service.js';
import { ActorsComparisonService } from './comparison/actors-comparison.service.js';
import { ComparisonReadModel } from './comparison/comparison.read-model.js';
import { DatesComparisonService } from './comparison/dates-comparison.service.js';
import { ScalesReadModel } from './comparison/scales.read-model.js';
import { EventDaysReadModel } from './shifts/event-days.read-model.js';
import { BlocsService } from './blocs/blocs.service.js';
import { ChangePointsService } from './change-points/change-points.service.js';
import { CodingsReadModel } from './reliability/codings.read-model.js';
import { CodingsService } from './reliability/codings.service.js';
import { ReliabilityService } from './reliability/reliability.service.js';
import { ReliabilityUnitsService } from './reliability/reliability-units.service.js';
import { DistributionScopeService } from './distribution/distribution-scope.service.js';
import { DistributionService } from './distribution/distribution.service.js';
import { DivergenceService } from './divergence/divergence.service.js';
import { LastDayReadModel } from './divergence/last-day.read-model.js';
import { PairsReadModel } from './timeline/pairs.read-model.js';
import { PositionsReadModel } from './positions/positions.read-model.js';
import { PositionsService } from './positions/positions.service.js';
import { RecordFilters } from './records/record-filters.js';
import { RolledSeriesReadModel } from './timeline/rolled-series.read-model.js';
import { RolledSeriesService } from './timeline/rolled-series.service.js';
import { SeriesCheckService } from './timeline/series-check.service.js';
import { SeriesReadModel } from './timeline/series.read-model.js';
import { ShiftsReadModel } from './shifts/shifts.read-model.js';
import { ShiftsService } from './shifts/shifts.service.js';
import { StatesReadModel } from './states/states.read-model.js';
import { TimelineService } from './timeline/timeline.service.js';
import { AgreementVerification } from './verification/agreement-verification.service.js';
import { DistributionVerification } from './verification/distribution-verification.service.js';
import { EventsThenReadModel } from './verification/events-then.read-model.js';
import { ListedRecords } from './verification/listed-records.service.js';
import { PositionsVerification } from './verification/positions-verification.service.js';
import { ScaledIssues } from './verification/scaled-issues.service.js';
import { TimelineVerification } from './verification/timeline-verification.service.js';
import { VerificationService } from './verification/verification.service.js';

@Module({
  imports: [CatalogModule, LedgerModule],
  providers: [
    AgreementService,
    AgreementStatesService,
    AgreementTimelineService,
    AgreementUnitsService,
    BlocsService,
    ChangePointsService,
    CodingsReadModel,
    CodingsService,
    ActorsComparisonService,
    ComparisonReadModel,
    DatesComparisonService,
    DistributionScopeService,
    DistributionService,
    DivergenceService,
    EventDaysReadModel,
    LastDayReadModel,
    PairsReadModel,
    PositionsReadModel,
    PositionsService,
    RecordFilters,
    ReliabilityService,
    ReliabilityUnitsService,
    RolledSeriesReadModel,
    RolledSeriesService,
    ScalesReadModel,
    SeriesCheckService,
    SeriesReadModel,
    ShiftsReadModel,
    ShiftsService,
    StatesReadModel,
    TimelineService,
    AgreementVerification,
    DistributionVerification,
    EventsThenReadModel,
    ListedRecords,
    PositionsVerification,
    ScaledIssues,
    TimelineVerification,
    VerificationService,
  ],
  exports: [
    AgreementService,
    AgreementTimelineService,
    AgreementUnitsService,
    BlocsService,
    ChangePointsService,
    ActorsComparisonService,
    DatesComparisonService,
    DistributionService,
    DivergenceService,
    PositionsService,
    ReliabilityService,
    ReliabilityUnitsService,
    SeriesCheckService,
    ShiftsService,
    TimelineService,
    VerificationService,
  ],
})
export class AnalysisModule {}
