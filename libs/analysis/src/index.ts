export { AnalysisModule } from './analysis.module.js';
export type { Method } from './records/pair.js';
export { type Positions, type PositionsRequest, PositionsService } from './positions/positions.service.js';
export type { RecordSelection } from './records/record-filters.js';
export { type Shifts, type ShiftsRequest, ShiftsService } from './shifts/shifts.service.js';
export type { TimelineRequest } from './timeline/timeline-request.js';
export { type Timeline, TimelineService } from './timeline/timeline.service.js';
export { SeriesCheckService, type SeriesMismatch } from './timeline/series-check.service.js';
export { type AgreementAnswer, AgreementService } from './agreement/agreement.service.js';
export type { AgreementRequest, AgreementTimelineRequest } from './agreement/agreement-request.js';
export { type AgreementTimeline, AgreementTimelineService } from './agreement/agreement-timeline.service.js';
export { type AgreementUnits, AgreementUnitsService } from './agreement/agreement-units.service.js';
export {
  type ActorsComparison,
  type ActorsComparisonRequest,
  ActorsComparisonService,
} from './comparison/actors-comparison.service.js';
export {
  type DatesComparison,
  type DatesComparisonRequest,
  DatesComparisonService,
} from './comparison/dates-comparison.service.js';
export {
  type CohesionRequest,
  type DistributionAnswer,
  type DistributionRequest,
  DistributionService,
  type PolarizationRequest,
} from './distribution/distribution.service.js';
export type { CohesionMeasure, PolarizationMeasure } from './distribution/measures.js';
export { type DivergenceAnswer, type DivergenceRequest, DivergenceService } from './divergence/divergence.service.js';
export { type Blocs, type BlocsRequest, BlocsService } from './blocs/blocs.service.js';
export {
  type ChangePointsAnswer,
  type ChangePointsRequest,
  ChangePointsService,
} from './change-points/change-points.service.js';
export { type ReliabilityAnswer, ReliabilityService } from './reliability/reliability.service.js';
export type { CodingsRequest, ReliabilityRequest } from './reliability/reliability-request.js';
export { type ReliabilityUnits, ReliabilityUnitsService } from './reliability/reliability-units.service.js';
export type { Figure } from './verification/figure.js';
export { type Verification, VerificationService } from './verification/verification.service.js';
