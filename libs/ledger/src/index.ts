export { LedgerModule } from './ledger.module.js';
export type { CitationInput, NewStance, Quote } from './stance.js';
export { conditionsOf, Parameters } from './stance-conditions.js';
export type { StanceFilters } from './stance-question.js';
export { StanceReader, type StanceListRequest } from './stance-reader.service.js';
export { StancesService } from './stances.service.js';
export { StanceMerge } from './bulk/stance-merge.js';
export { StanceStage } from './bulk/stance-stage.js';
export type { MergeCounts, StagedCitation, StagedStance, StagedTwice } from './bulk/staged-stance.js';
