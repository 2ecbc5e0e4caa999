import { AgreementController } from './agreement.controller.js';
import { BlocsController } from './blocs.controller.js';
import { ComparisonController } from './comparison.controller.js';
import { PositionsController } from './positions.controller.js';
import { ShiftsController } from './shifts.controller.js';
import { TimelineController } from './timeline.controller.js';

export const ANALYSIS_CONTROLLERS = [AgreementController, BlocsController, ComparisonController, PositionsController, ShiftsController, TimelineController];
