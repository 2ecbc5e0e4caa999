export { AnalysisModule } from './analysis.module.js';
export type { Method } from './pair.js';
export { type Positions, type PositionsRequest, PositionsService } from './positions.service.js';
export type { RecordSelection } from './record-filters.js';
export { type Shifts, type ShiftsRequest, ShiftsService } from './shifts.service.js';
export { type Timeline, type TimelineRequest, TimelineService } from './timeline.service.js';
export { SeriesCheckService, type SeriesMismatch } from './series-check.service.js';
