export { LedgerModule } from './ledger.module.js';
export type { CitationInput, NewStance, Quote } from './stance.js';
export {
  ACT_CLASSES,
  type ActClass,
  type RecordSelection,
  selectionFilters,
  selectionParameters,
  takesInAll,
} from './record-selection.js';
export { conditionsOf, Parameters } from './stance-conditions.js';
export { type StanceFilters, WITHOUT, type Without } from './stance-question.js';
export { StanceReader, type StanceListRequest } from './stance-reader.service.js';
export type { StanceRevision } from './stances.read-model.js';
export { StancesService } from './stances.service.js';
export { StanceMerge } from './bulk/stance-merge.js';
export { StanceUndo } from './bulk/stance-undo.js';
export { StanceStage } from './bulk/stance-stage.js';
export type { MergeCounts, StagedCitation, StagedStance } from './bulk/staged-stance.js';
