export { changePointsOf, type ChangePoint, type ChangePoints, type SegmentMean } from './change-points.js';
export { cusum } from './cusum.js';
export { pelt } from './pelt.js';
