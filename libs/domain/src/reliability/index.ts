export { brennanPrediger, congerKappa, fleissKappa, gwetAc1, percentAgreement } from './chance-corrected.js';
export type { Codings } from './codings.js';
export type { ReliabilityMetric } from './disagreement.js';
export {
  krippendorffAlpha,
  krippendorffInterval,
  type KrippendorffAlpha,
  type ResampleOptions,
} from './krippendorff.js';
