export { AnalysisModule } from './analysis.module.js';
export type { Method } from './records/pair.js';
export { type Positions, type PositionsRequest, PositionsService } from './positions/positions.service.js';
export type { RecordSelection } from './records/record-filters.js';
export { type Shifts, type ShiftsRequest, ShiftsService } from './shifts/shifts.service.js';
export { type Timeline, type TimelineRequest, TimelineService } from './timeline/timeline.service.js';
export { SeriesCheckService, type SeriesMismatch } from './timeline/series-check.service.js';
