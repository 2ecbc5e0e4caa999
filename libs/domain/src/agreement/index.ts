export {
  agreementOf,
  type Agreement,
  type AgreementMeasure,
  type AgreementQuestion,
  type Distance,
} from './agreement.js';
export { agreementInterval } from './interval.js';
export {
  ABSENT,
  cellsByCodes,
  FIRST_LEVEL,
  jointTableOf,
  NO_RECORD,
  type JointOptions,
  type JointTable,
} from './joint-table.js';
export { alignmentIndex } from './alignment-index.js';
export { dnaCongruence } from './congruence.js';
export { publicWhipAgreement } from './public-whip.js';
export { tauB } from './tau-b.js';
export { weightedKappaOfTable } from './weighted-kappa.js';
