export { decayedMean, shrunkMean, type DatedObservation, type DecayedMean } from './decayed-mean.js';
export { epanechnikov, gaussian, triangular, uniform } from './kernels.js';
