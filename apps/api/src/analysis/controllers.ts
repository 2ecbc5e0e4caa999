import { AgreementController } from './agreement.controller.js';
import { BlocsController } from './blocs.controller.js';
import { ChangePointsController } from './change-points.controller.js';
import { CohesionController } from './cohesion.controller.js';
import { ComparisonController } from './comparison.controller.js';
import { DivergenceController } from './divergence.controller.js';
import { PolarizationController } from './polarization.controller.js';
import { PositionsController } from './positions.controller.js';
import { ReliabilityController } from './reliability.controller.js';
import { ShiftsController } from './shifts.controller.js';
import { TimelineController } from './timeline.controller.js';
import { VerifyController } from './verify.controller.js';

export const ANALYSIS_CONTROLLERS = [
  AgreementController,
  BlocsController,
  ChangePointsController,
  CohesionController,
  ComparisonController,
  DivergenceController,
  PolarizationController,
  PositionsController,
  ReliabilityController,
  ShiftsController,
  TimelineController,
  VerifyController,
];
