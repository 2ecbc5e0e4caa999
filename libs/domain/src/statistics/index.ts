export { meanInterval, weightedMeanInterval, type MeanInterval, type WeightedMean } from './mean-interval.js';
export { normalCdf, normalDensity } from './normal.js';
export { assertResampling, quantileOf } from './resampling.js';
export { studentQuantile } from './student.js';
